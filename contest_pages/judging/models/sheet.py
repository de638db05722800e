"""Score sheets: drafts that are overwritten, sealed sheets that are only appended, copies typed from paper."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contest_pages.judging.enums import SheetKind, SheetSource
from contest_pages.judging.logic.sheets import check_code, sheet_content, words_hash

from .candidate import Candidate
from .panel import Seat, SeatTerm
from .plan import JudgingPlan

_USER = settings.AUTH_USER_MODEL
_ROUND = "contest_contests.ContestRoundPage"


class SheetChain(models.Model):
    """The end of a round's record. Locked while appending, so that places follow each other."""

    round = models.OneToOneField(
        _ROUND, verbose_name=_("round"), on_delete=models.PROTECT, related_name="sheet_chain"
    )
    length = models.PositiveIntegerField(_("number of records"), default=0)
    last_hash = models.CharField(_("hash of the last record"), max_length=64)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("chain of sheets")
        verbose_name_plural = _("chains of sheets")
        default_permissions = ()

    def __str__(self):
        return f"{self.round_id}/{self.length}"


class ScoreSheetQuerySet(models.QuerySet):
    """Selections of sheets."""

    def counted(self):
        """Return the sheets that are neither replaced nor void."""
        return self.filter(is_live=True)


class ScoreSheet(models.Model):
    """A sealed sheet: one seat, one candidate, one part; or the statement that a sheet is void.

    Rows are only appended, as a hash chain of their round. A correction is a row that `supersedes` the one before.
    `is_live` alone changes: it follows from the rows after it, and is no part of what the hash covers. Points are
    thousandths, by the key of the criterion.
    """

    contest_path = "round"

    round = models.ForeignKey(
        _ROUND, verbose_name=_("round"), on_delete=models.PROTECT, related_name="sheets"
    )
    place = models.PositiveIntegerField(_("place in the record"))
    kind = models.CharField(_("kind"), max_length=10, choices=SheetKind, default=SheetKind.SHEET)
    part_key = models.CharField(max_length=40, blank=True, default="")
    candidate = models.ForeignKey(
        Candidate, verbose_name=_("candidate"), on_delete=models.PROTECT, related_name="sheets"
    )
    seat = models.ForeignKey(Seat, verbose_name=_("seat"), on_delete=models.PROTECT, related_name="sheets")
    term = models.ForeignKey(SeatTerm, on_delete=models.PROTECT, related_name="sheets")
    plan = models.ForeignKey(
        JudgingPlan, verbose_name=_("plan of judging"), on_delete=models.PROTECT, related_name="sheets"
    )
    source = models.CharField(_("came in"), max_length=10, choices=SheetSource)
    points = models.JSONField(_("points"), default=dict)
    total = models.BigIntegerField(_("total in hundred-thousandths of a point"), null=True)
    remark = models.TextField(_("remark"), blank=True, default="")
    supersedes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    reason = models.TextField(_("reason of the correction"), blank=True, default="")
    video_sha256 = models.CharField(_("the video that was seen"), max_length=64, blank=True, default="")
    signed_at = models.DateTimeField(_("signed at, by the device's clock"), null=True)
    sealed_at = models.DateTimeField(_("sealed at"))
    sealed_by = models.ForeignKey(
        _USER,
        verbose_name=_("sealed with the account"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    op_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    is_live = models.BooleanField(default=True)
    previous_hash = models.CharField(max_length=64)
    record_hash = models.CharField(_("hash of the record"), max_length=64)

    objects = ScoreSheetQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")
        default_permissions = ()
        permissions = [
            ("arrange_jury", _("Can arrange juries and see who has handed in sheets")),
            ("enter_paper", _("Can type score sheets from paper")),
            ("see_sheets", _("Can see the points of jurors when a round has closed")),
        ]
        ordering = ["round", "place"]
        constraints = [
            models.UniqueConstraint(fields=["round", "place"], name="contest_sheet_place_once"),
            models.UniqueConstraint(
                fields=["candidate", "seat", "part_key"],
                condition=Q(is_live=True),
                name="contest_sheet_one_live",
            ),
            models.CheckConstraint(
                condition=Q(kind=SheetKind.SHEET, total__isnull=False)
                | Q(kind=SheetKind.VOID, total=None, is_live=False, supersedes__isnull=False),
                name="contest_sheet_has_total",
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(reason=""), name="contest_sheet_corrected_with_reason"
            ),
            models.CheckConstraint(condition=Q(place__gte=1), name="contest_sheet_from_first"),
        ]

    def __str__(self):
        return f"{self.round_id}/{self.place}"

    @property
    def content(self) -> dict:
        """Return what the hash covers: numbers and keys, no names and no words, so that it can be published."""
        return sheet_content(
            kind=self.kind,
            part_key=self.part_key,
            candidate=self.candidate.number,
            seat=self.seat.number,
            plan=self.plan.number,
            plan_digest=self.plan.digest,
            source=self.source,
            points=self.points,
            words_sha256=words_hash(self.op_id, self.remark, self.reason),
            supersedes=self.supersedes.place if self.supersedes else None,
            video_sha256=self.video_sha256,
            signed_at=self.signed_at,
            sealed_at=self.sealed_at,
        )

    @property
    def check_code(self) -> str:
        """Return the eight signs by which juror and secretary compare a receipt."""
        return check_code(self.record_hash)

    @property
    def sealed_on(self):
        """Return the local time of sealing."""
        return timezone.localtime(self.sealed_at)


class Score(models.Model):
    """The points of one criterion of a sealed sheet, with the limits that applied; the database holds to them."""

    contest_path = "sheet__round"

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.PROTECT, related_name="scores")
    criterion_key = models.CharField(_("criterion"), max_length=40)
    points = models.PositiveIntegerField(_("points in thousandths"))
    most = models.PositiveIntegerField(_("most points in thousandths"))
    step = models.PositiveIntegerField(_("step in thousandths"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("points of a criterion")
        verbose_name_plural = _("points of criteria")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion_key"], name="contest_score_once"),
            models.CheckConstraint(condition=Q(points__lte=F("most")), name="contest_score_within_most"),
            models.CheckConstraint(condition=Q(step__gte=1), name="contest_score_has_step"),
            models.CheckConstraint(
                condition=Q(points=F("points") / F("step") * F("step")), name="contest_score_in_steps"
            ),
        ]

    def __str__(self):
        return f"{self.sheet_id}/{self.criterion_key}"


class SheetDraft(models.Model):
    """What a juror has written so far: overwritten freely, deleted when it is sealed. Points as typed, by criterion."""

    contest_path = "candidate__round"

    candidate = models.ForeignKey(
        Candidate, verbose_name=_("candidate"), on_delete=models.PROTECT, related_name="drafts"
    )
    seat = models.ForeignKey(Seat, verbose_name=_("seat"), on_delete=models.PROTECT, related_name="drafts")
    part_key = models.CharField(max_length=40, blank=True, default="")
    plan = models.ForeignKey(JudgingPlan, on_delete=models.PROTECT, related_name="drafts")
    points = models.JSONField(_("points"), default=dict)
    remark = models.TextField(_("remark"), blank=True, default="")
    reason = models.TextField(_("reason of the correction"), blank=True, default="")
    saved_at = models.DateTimeField(_("saved at"))
    op_number = models.PositiveBigIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("draft of a score sheet")
        verbose_name_plural = _("drafts of score sheets")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["candidate", "seat", "part_key"], name="contest_draft_once"),
        ]

    def __str__(self):
        return f"{self.candidate_id}/{self.seat_id}"


class PaperCopyQuerySet(models.QuerySet):
    """Selections of typed copies."""

    def open(self):
        """Return the copies from which no sheet was sealed, and whose paper did not go back to the juror."""
        return self.filter(sheet=None, discarded_at=None)


class PaperCopy(models.Model):
    """A paper sheet as one secretary typed it. Two people type it, and do not see each other's copy before."""

    contest_path = "candidate__round"

    candidate = models.ForeignKey(
        Candidate, verbose_name=_("candidate"), on_delete=models.PROTECT, related_name="paper_copies"
    )
    seat = models.ForeignKey(
        Seat, verbose_name=_("seat"), on_delete=models.PROTECT, related_name="paper_copies"
    )
    part_key = models.CharField(max_length=40, blank=True, default="")
    nth = models.PositiveSmallIntegerField(_("first or second typing"))
    plan = models.ForeignKey(JudgingPlan, on_delete=models.PROTECT, related_name="paper_copies")
    points = models.JSONField(_("points"), default=dict)
    own_sum = models.BigIntegerField(_("sum on the paper in thousandths"), null=True)
    typed_by = models.ForeignKey(
        _USER, verbose_name=_("typed by"), on_delete=models.PROTECT, related_name="+"
    )
    typed_at = models.DateTimeField(_("typed at"))
    sheet = models.ForeignKey(
        ScoreSheet,
        null=True,
        on_delete=models.PROTECT,
        related_name="paper_copies",
        help_text=_("The sheet that was sealed from it."),
    )
    discarded_at = models.DateTimeField(_("given back to the juror at"), null=True)
    discarded_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    discarded_because = models.TextField(_("reason"), blank=True, default="", db_default="")

    objects = PaperCopyQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("typed paper sheet")
        verbose_name_plural = _("typed paper sheets")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "seat", "part_key", "nth"],
                condition=Q(sheet=None, discarded_at=None),
                name="contest_paper_copy_once",
            ),
            models.UniqueConstraint(
                fields=["candidate", "seat", "part_key", "typed_by"],
                condition=Q(sheet=None, discarded_at=None),
                name="contest_paper_by_two_people",
            ),
            models.CheckConstraint(condition=Q(nth__in=(1, 2)), name="contest_paper_first_or_second"),
            models.CheckConstraint(
                condition=Q(discarded_at=None)
                | Q(sheet=None, discarded_by__isnull=False) & ~Q(discarded_because=""),
                name="contest_paper_back_with_reason",
            ),
        ]

    def __str__(self):
        return f"{self.candidate_id}/{self.seat_id}/{self.nth}"

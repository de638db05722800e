"""Decisions of moderators: appended, never changed or deleted, chained by hashes."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contest_pages.review.enums import NEEDS_REASON, Decision, Look
from contest_pages.review.logic.decisions import CheckAnswer

from .plan import ReviewStep


class ReviewQuerySet(models.QuerySet):
    """Queries of decisions."""

    def effective(self):
        """Return the decisions that were not undone, without the undoing records."""
        return self.filter(undone_by=None).exclude(decision=Decision.UNDO)


class Review(models.Model):
    """A decision about an entry: moderator, time, step, revision, file and reason."""

    contest_path = "round"

    round = models.ForeignKey(
        "contest_entries.EntryRoundPage",
        verbose_name=_("round"),
        on_delete=models.PROTECT,
        related_name="reviews",
    )
    place = models.PositiveIntegerField(_("place in the record"))
    entry = models.ForeignKey(
        "contest_entries.Entry",
        verbose_name=_("entry"),
        on_delete=models.PROTECT,
        related_name="reviews",
        db_index=False,  # the indexes below begin with it
    )
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("moderator"),
        on_delete=models.PROTECT,
        related_name="contest_reviews",
    )
    step = models.ForeignKey(
        ReviewStep, verbose_name=_("step of the review"), on_delete=models.PROTECT, related_name="reviews"
    )
    step_name = models.CharField(
        _("step of the review"), max_length=100, help_text=_("As it was called on that day.")
    )
    look = models.PositiveSmallIntegerField(_("look"), choices=Look, default=Look.FIRST)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision)
    reason_title = models.CharField(_("reason from the list"), max_length=150, blank=True, default="")
    reason = models.TextField(_("reason"), blank=True, max_length=2000)
    checklist = models.JSONField(_("checklist"), default=list, blank=True)
    in_bulk = models.BooleanField(_("in one go with others"), default=False)
    watched_percent = models.PositiveSmallIntegerField(
        _("share of the video played at the desk, in percent"), null=True, blank=True
    )
    colleague = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("passed on to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    until = models.DateTimeField(_("changes are taken until"), null=True, blank=True)
    undoes = models.OneToOneField(
        "self",
        verbose_name=_("takes back"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="undone_by",
    )
    revision = models.PositiveIntegerField(_("revision of the entry"), default=1)
    video_sha256 = models.CharField(_("checksum of the video seen"), max_length=64, blank=True)
    decided_at = models.DateTimeField(_("decided at"))
    previous_hash = models.CharField(_("hash of the record before"), max_length=64)
    record_hash = models.CharField(_("hash of this record"), max_length=64)

    objects = ReviewQuerySet.as_manager()

    # The reference index is for pages; records need no entries in it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_at", "-pk"]
        permissions = [
            ("review_entry", _("Can decide about entries in the preliminary review")),
            ("export_review", _("Can export the decisions of the preliminary review")),
        ]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["round", "place"], name="contest_review_place_in_chain"),
            models.CheckConstraint(
                condition=~models.Q(decision__in=sorted(NEEDS_REASON)) | ~models.Q(reason=""),
                name="contest_review_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(decision="undo", undoes__isnull=False)
                | (~models.Q(decision="undo") & models.Q(undoes=None)),
                name="contest_review_undo_names_what",
            ),
            models.CheckConstraint(
                condition=models.Q(watched_percent=None) | models.Q(watched_percent__lte=100),
                name="contest_review_watched_at_most_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["entry", "decided_at"], name="contest_review_of_entry"),
            models.Index(fields=["entry", "moderator"], name="contest_review_by_moderator"),
        ]

    def __str__(self):
        return f"{self.entry_id}/{self.decision}"

    def save(self, *args, **kwargs):
        """Refuse to change a decision that is on record."""
        if self.pk and not self._state.adding:
            raise TypeError("Decisions are appended, never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse to delete a decision."""
        raise TypeError("Decisions are never deleted.")

    @property
    def content(self) -> dict[str, Any]:
        """Return the content that the hash covers: everything but the hashes.

        What was added after the first release is left out where it is empty, so that older records keep their hash.
        """
        watched = {} if self.watched_percent is None else {"watched_percent": self.watched_percent}
        return {
            **watched,
            "round": self.round_id,
            "place": self.place,
            "entry": self.entry_id,
            "moderator": self.moderator_id,
            "step": self.step_id,
            "step_name": self.step_name,
            "look": self.look,
            "decision": str(self.decision),
            "reason_title": self.reason_title,
            "reason": self.reason,
            "checklist": self.checklist,
            "in_bulk": self.in_bulk,
            "colleague": self.colleague_id,
            "until": _instant(self.until),
            "undoes": self.undoes_id,
            "revision": self.revision,
            "video_sha256": self.video_sha256,
            "decided_at": _instant(self.decided_at),
        }

    @property
    def full_reason(self) -> str:
        """Return the reason from the list and the moderator's own words, as shown to the contestant."""
        return ". ".join(filter(None, [self.reason_title, self.reason]))

    @property
    def answers(self) -> list[CheckAnswer]:
        """Return the answers to the checklist."""
        return [CheckAnswer(**answer) for answer in self.checklist]


def _instant(moment: datetime.datetime | None) -> str:
    return moment.astimezone(datetime.UTC).isoformat(timespec="microseconds") if moment else ""


class ReviewChain(models.Model):
    """The end of a round's record. Locked while appending, so that places are consecutive."""

    round = models.OneToOneField(
        "contest_entries.EntryRoundPage",
        verbose_name=_("round"),
        on_delete=models.CASCADE,
        related_name="review_chain",
    )
    length = models.PositiveIntegerField(_("number of records"), default=0)
    last_hash = models.CharField(_("hash of the last record"), max_length=64)

    # The reference index is for pages; records need no entries in it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("chain of decisions")
        verbose_name_plural = _("chains of decisions")
        default_permissions = ()

    def __str__(self):
        return f"{self.round_id}/{self.length}"

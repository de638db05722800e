"""Rankings of rounds and of whole contests. Published ones are immutable: a correction is the next ranking."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from contest_pages.contests.models import ContestPage, ContestRoundPage
from contest_pages.standings.enums import Ties
from contest_pages.standings.logic.lines import points_of
from contest_pages.standings.public_names import public_name, public_unit

from .subject import Subject, source_of


class LotSeed(models.Model):
    """The seed of a round's lot: sealed before the round closes, opened with its results."""

    round = models.OneToOneField(ContestRoundPage, on_delete=models.PROTECT, related_name="lot_seed")
    seed = models.CharField(max_length=64, editable=False)
    commitment = models.CharField(_("seal of the lot"), max_length=64)
    made_at = models.DateTimeField(_("sealed at"))
    opened_at = models.DateTimeField(_("opened at"), null=True)

    class Meta:
        verbose_name = _("lot")
        verbose_name_plural = _("lots")
        default_permissions = ()

    def __str__(self):
        return self.commitment[:12]


class RankingQuerySet(models.QuerySet):
    """Selections of rankings."""

    def published(self):
        """Return those that visitors may see: the last published of each round, and of each basis of a contest."""
        shown = self.model.objects.filter(published_at__isnull=False, number__gt=models.OuterRef("number"))
        of_round = shown.filter(round=models.OuterRef("round"))
        of_contest = shown.filter(
            round=None, contest=models.OuterRef("contest"), basis=models.OuterRef("basis")
        )
        is_last = Q(round__isnull=False) & ~models.Exists(of_round) | Q(round=None) & ~models.Exists(
            of_contest
        )
        return self.filter(is_last, published_at__isnull=False)


class Ranking(models.Model):
    """A ranking of a round or of a contest. A correction after publication makes the next ranking; all are kept."""

    contest = models.ForeignKey(
        ContestPage, verbose_name=_("contest"), on_delete=models.PROTECT, related_name="rankings"
    )
    round = models.ForeignKey(
        ContestRoundPage,
        verbose_name=_("round"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rankings",
    )
    basis = models.CharField(
        _("ranked by"), max_length=20, help_text=_("The key of the prizes that it gives, and of its source.")
    )
    number = models.PositiveIntegerField(_("number"))
    rules = models.JSONField(
        _("rules"), default=dict, help_text=_("The published fields at the moment of freezing.")
    )
    rules_revision = models.PositiveIntegerField(null=True, editable=False)
    frozen_at = models.DateTimeField(_("frozen at"))
    facts = models.JSONField(_("figures"), default=dict, help_text=_("What its source counted."))
    ranked_at = models.DateTimeField(_("ranked at"), null=True)
    digest = models.CharField(_("seal of the ranking"), max_length=64, blank=True, default="")
    published_at = models.DateTimeField(_("published at"), null=True)

    objects = RankingQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("ranking")
        verbose_name_plural = _("rankings")
        default_permissions = ()
        permissions = [
            ("manage_ranking", _("Can rank rounds, exclude contestants and publish rankings")),
            ("export_ranking", _("Can export rankings")),
        ]
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="contest_ranking_number_once"),
            models.UniqueConstraint(
                fields=["contest", "basis", "number"],
                condition=Q(round=None),
                name="contest_ranking_of_contest_once",
            ),
            models.UniqueConstraint(
                fields=["round"], condition=Q(published_at=None), name="contest_ranking_one_under_way"
            ),
            models.UniqueConstraint(
                fields=["contest", "basis"],
                condition=Q(round=None, published_at=None),
                name="contest_ranking_of_contest_one_under_way",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(ranked_at__isnull=False) & ~Q(digest=""),
                name="contest_ranking_published_is_sealed",
            ),
        ]

    def __str__(self):
        return f"{self.round_id or self.contest_id}/{self.basis}/{self.number}"

    @cached_property
    def source(self):
        """Return the source of its lines."""
        return source_of(self.basis, self.round)

    @property
    def subject(self) -> Subject:
        """Return the round or contest that it ranks."""
        return Subject(self.contest, self.source, self.round)

    @property
    def title(self) -> str:
        """Return its heading for visitors."""
        return self.subject.title

    @property
    def is_under_way(self) -> bool:
        """Say whether it may still change."""
        return self.published_at is None

    @property
    def ranked_apart(self) -> bool:
        """Say whether each division is ranked by itself."""
        return bool(self.rules.get("ranked_apart"))

    @property
    def ties(self) -> str:
        """Return how remaining ties are handled."""
        return self.rules.get("ties", Ties.JOINT)


class RankedRow(models.Model):
    """A candidate's place. `rank` is shared by equals; `place` is the order that lot or chair decided.

    The first that is set of `entry`, `registration` and `unit` is the candidate: a work, a contestant or team,
    a unit; the others only belong to it.
    """

    ranking = models.ForeignKey(Ranking, on_delete=models.PROTECT, related_name="rows", db_index=False)
    registration = models.ForeignKey(
        "contest_registrations.Registration",
        null=True,
        on_delete=models.PROTECT,
        related_name="ranked_rows",
        db_index=False,
    )
    entry = models.ForeignKey(
        "contest_entries.Entry",
        null=True,
        on_delete=models.PROTECT,
        related_name="ranked_rows",
        db_index=False,
    )
    unit = models.ForeignKey(
        "contest_units.Unit",
        null=True,
        on_delete=models.PROTECT,
        related_name="contest_ranked_rows",
        db_index=False,
    )
    name = models.CharField(
        _("name as shown"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Left empty, the candidate's own."),
    )
    code = models.CharField(_("code"), max_length=20)
    division = models.CharField(_("division"), max_length=100, blank=True, default="")
    score = models.BigIntegerField(_("score in thousandths of a point"), null=True)
    keys = models.JSONField(
        _("what decides between equal scores"),
        default=list,
        help_text=_("Whole numbers, in the order of the source's comparators."),
    )
    rank = models.PositiveIntegerField(_("rank"))
    place = models.PositiveIntegerField(_("place"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("place in a ranking")
        verbose_name_plural = _("places in a ranking")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["ranking", "code"], name="contest_ranked_code_once"),
            models.UniqueConstraint(
                fields=["registration", "ranking"],
                condition=Q(entry=None),
                name="contest_ranked_registration_once",
            ),
            models.UniqueConstraint(
                fields=["entry", "ranking"],
                condition=Q(entry__isnull=False),
                name="contest_ranked_entry_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "ranking"],
                condition=Q(entry=None, registration=None),
                name="contest_ranked_unit_once",
            ),
            models.CheckConstraint(
                condition=Q(entry__isnull=False) | Q(registration__isnull=False) | Q(unit__isnull=False),
                name="contest_ranked_row_of_somebody",
            ),
            models.CheckConstraint(condition=Q(rank__gte=1), name="contest_ranked_row_from_first"),
            models.CheckConstraint(
                condition=Q(place=None) | Q(place__gte=F("rank")), name="contest_ranked_place_within_rank"
            ),
        ]
        indexes = [models.Index(fields=["ranking", "division", "rank"], name="contest_ranked_row_order")]

    def __str__(self):
        return f"{self.ranking_id}: {self.rank}"

    @property
    def shown_place(self) -> int:
        """Return the place if it is decided, else the rank."""
        return self.place or self.rank

    @property
    def points(self) -> str:
        """Return the score as text."""
        return points_of(self.score)

    @property
    def work(self):
        """Return the ranked work or None, with the row's own registration as its registration, which saves a query."""
        entry = self.entry
        if entry is not None and self.registration_id == entry.registration_id:
            entry.registration = self.registration
        return entry

    @property
    def shown_name(self) -> str:
        """Return the candidate's name as agreed to be shown; empty for a disqualified work."""
        return public_name(self.name, entry=self.work, registration=self.registration, unit=self.unit)

    @property
    def shown_unit(self):
        """Return the candidate's unit where it may be published, or None; a unit has none besides itself."""
        return public_unit(entry=self.work, registration=self.registration)

    @property
    def office_name(self) -> str:
        """Return its label for the staff: number, registration code, or the unit's name."""
        if self.entry_id:
            return self.entry.code
        return self.registration.code if self.registration_id else self.unit.name

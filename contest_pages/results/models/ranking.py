"""How a quiz round was ranked: frozen, struck out, counted, settled, awarded, published. Nothing is overwritten."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest_pages.contests.models import ContestRoundPage, Prize
from contest_pages.quizzes.logic.rules import QuizRules
from contest_pages.results.enums import Step

_USER = settings.AUTH_USER_MODEL


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


class Strike(models.Model):
    """A contestant is struck out of a round. The attempt stays; organisers see it, with the reason."""

    round = models.ForeignKey(
        ContestRoundPage, verbose_name=_("round"), on_delete=models.PROTECT, related_name="strikes"
    )
    registration = models.ForeignKey(
        "contest_registrations.Registration",
        verbose_name=_("registration"),
        on_delete=models.PROTECT,
        related_name="quiz_strikes",
    )
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(_USER, verbose_name=_("struck out by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("struck out at"))
    lifted_at = models.DateTimeField(_("taken back at"), null=True)
    lifted_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_reason = models.TextField(_("reason for taking it back"), blank=True, default="")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("strike")
        verbose_name_plural = _("strikes")
        default_permissions = ()
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "registration"],
                condition=Q(lifted_at=None),
                name="contest_strike_once",
            )
        ]

    def __str__(self):
        return f"{self.round_id}/{self.registration_id}"


class RankingQuerySet(models.QuerySet):
    """Questions about rankings."""

    def published(self):
        """Return those that visitors may see; of each round the last one."""
        newest = self.model.objects.filter(round=models.OuterRef("round"), published_at__isnull=False)
        return self.filter(
            pk=models.Subquery(newest.order_by("-number").values("pk")[:1]), published_at__isnull=False
        )


class Ranking(models.Model):
    """One ranking of a round. A correction after publication makes the next one; all of them stay."""

    round = models.ForeignKey(
        ContestRoundPage, verbose_name=_("round"), on_delete=models.PROTECT, related_name="rankings"
    )
    number = models.PositiveIntegerField(_("number"))
    rules = models.JSONField(_("rules"), help_text=_("The published fields at the moment of freezing."))
    rules_revision = models.PositiveIntegerField(null=True, editable=False)
    frozen_at = models.DateTimeField(_("frozen at"))
    attempts = models.PositiveIntegerField(_("attempts handed in"))
    ranked_at = models.DateTimeField(_("ranked at"), null=True)
    persons_left = models.PositiveIntegerField(_("persons ranked"), default=0)
    attempts_left = models.PositiveIntegerField(_("attempts that count"), default=0)
    all_right = models.PositiveIntegerField(_("persons with everything right"), default=0)
    target = models.DecimalField(
        _("what should have been predicted"), max_digits=14, decimal_places=5, null=True
    )
    digest = models.CharField(_("seal of the ranking"), max_length=64, blank=True, default="")
    published_at = models.DateTimeField(_("published at"), null=True)

    objects = RankingQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("ranking")
        verbose_name_plural = _("rankings")
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="contest_ranking_number_once"),
            models.UniqueConstraint(
                fields=["round"], condition=Q(published_at=None), name="contest_ranking_one_under_way"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(ranked_at__isnull=False) & ~Q(digest=""),
                name="contest_ranking_published_is_sealed",
            ),
        ]

    def __str__(self):
        return f"{self.round_id}/{self.number}"

    @property
    def quiz_rules(self) -> QuizRules:
        """Return the rules by which this ranking ranks: those of the moment of freezing."""
        values = dict(self.rules)
        values["shares"] = tuple(tuple(share) for share in values["shares"])
        values["tie_breaks"] = tuple(values["tie_breaks"])
        return QuizRules(**values)


class RankingStep(models.Model):
    """A step of a ranking: what, who, when, why."""

    ranking = models.ForeignKey(Ranking, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(_("step"), max_length=20, choices=Step)
    by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    words = models.TextField(_("what was done"), blank=True)

    class Meta:
        verbose_name = _("step of a ranking")
        verbose_name_plural = _("steps of a ranking")
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self):
        return f"{self.ranking_id}: {self.step}"


class RankedRow(models.Model):
    """A contestant's place. `rank` is shared by equals; `place` is what lot or chair made of it."""

    ranking = models.ForeignKey(Ranking, on_delete=models.PROTECT, related_name="rows")
    attempt = models.ForeignKey(
        "contest_quizzes.Attempt", on_delete=models.PROTECT, related_name="ranked_rows"
    )
    registration = models.ForeignKey(
        "contest_registrations.Registration", on_delete=models.PROTECT, related_name="ranked_rows"
    )
    division = models.CharField(_("division"), max_length=100, blank=True, default="")
    score = models.PositiveIntegerField(_("score"))
    distance = models.BigIntegerField(_("distance of the prediction, in hundred-thousandths"), null=True)
    seconds = models.PositiveIntegerField(_("seconds used"))
    submitted_at = models.DateTimeField(_("handed in at"))
    rank = models.PositiveIntegerField(_("rank"))
    place = models.PositiveIntegerField(_("place"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("place in a ranking")
        verbose_name_plural = _("places in a ranking")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["ranking", "registration"], name="contest_ranked_row_once"),
        ]
        indexes = [models.Index(fields=["ranking", "division", "rank"], name="contest_ranked_row_order")]

    def __str__(self):
        return f"{self.ranking_id}: {self.rank}"


class QuizAward(models.Model):
    """A prize given to a place of a ranking; proposed until the ranking is published, revoked for a reason."""

    ranking = models.ForeignKey(Ranking, on_delete=models.PROTECT, related_name="awards")
    prize = models.ForeignKey(Prize, on_delete=models.PROTECT, related_name="quiz_awards")
    row = models.ForeignKey(RankedRow, on_delete=models.PROTECT, related_name="awards")
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    revoked_because = models.TextField(_("reason of the revocation"), blank=True, default="")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("prize of a quiz")
        verbose_name_plural = _("prizes of quizzes")
        default_permissions = ()
        ordering = ["prize__sort_order", "row__place", "row__rank", "pk"]
        constraints = [models.UniqueConstraint(fields=["ranking", "row"], name="contest_quiz_award_once")]

    def __str__(self):
        return f"{self.ranking_id}: {self.prize_id}"

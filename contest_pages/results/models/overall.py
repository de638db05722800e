"""What the rounds of a quiz add up to, for prizes of the whole contest: of persons, and of units."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest_pages.contests.enums import PrizeBasis
from contest_pages.contests.models import ContestPage, Prize


class OverallQuerySet(models.QuerySet):
    """Questions about overall rankings."""

    def published(self):
        """Return those that visitors may see; of each contest and basis the last one."""
        newest = self.model.objects.filter(
            contest=models.OuterRef("contest"), basis=models.OuterRef("basis"), published_at__isnull=False
        )
        return self.filter(pk=models.Subquery(newest.order_by("-number").values("pk")[:1]))


class OverallRanking(models.Model):
    """The sums of the published rankings of a contest. A correction makes the next one; all of them stay."""

    contest = models.ForeignKey(ContestPage, on_delete=models.PROTECT, related_name="overall_rankings")
    basis = models.CharField(
        max_length=20,
        choices=[(value, value.label) for value in (PrizeBasis.QUIZ_OVERALL, PrizeBasis.QUIZ_UNITS)],
    )
    number = models.PositiveIntegerField(_("number"))
    rankings = models.JSONField(_("rankings that are added up"), help_text=_("Their keys, in order."))
    cap = models.PositiveSmallIntegerField(null=True)
    counted_at = models.DateTimeField(_("counted at"))
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(_("seal of the ranking"), max_length=64)
    published_at = models.DateTimeField(_("published at"), null=True)

    objects = OverallQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("overall ranking of a quiz")
        verbose_name_plural = _("overall rankings of quizzes")
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "basis", "number"], name="contest_overall_number_once"
            ),
            models.UniqueConstraint(
                fields=["contest", "basis"],
                condition=Q(published_at=None),
                name="contest_overall_one_under_way",
            ),
        ]

    def __str__(self):
        return f"{self.contest_id}/{self.basis}/{self.number}"


class OverallRow(models.Model):
    """A contestant's or a unit's place in an overall ranking. `place` is what the chair made of a shared rank."""

    overall = models.ForeignKey(OverallRanking, on_delete=models.PROTECT, related_name="rows")
    registration = models.ForeignKey(
        "contest_registrations.Registration", null=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey("contest_units.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveIntegerField(_("points"))
    seconds = models.PositiveBigIntegerField(_("seconds used"))
    persons = models.PositiveIntegerField(_("persons"))
    rounds = models.PositiveIntegerField(_("rounds"))
    rank = models.PositiveIntegerField(_("rank"))
    place = models.PositiveIntegerField(_("place"), null=True)
    prize = models.ForeignKey(Prize, null=True, on_delete=models.PROTECT, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("place in an overall ranking")
        verbose_name_plural = _("places in an overall ranking")
        default_permissions = ()
        ordering = ["rank", "place", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(registration=None, unit__isnull=False) | Q(registration__isnull=False, unit=None),
                name="contest_overall_row_of_one",
            ),
            models.UniqueConstraint(fields=["overall", "registration"], name="contest_overall_person_once"),
            models.UniqueConstraint(fields=["overall", "unit"], name="contest_overall_unit_once"),
        ]
        indexes = [models.Index(fields=["overall", "rank"], name="contest_overall_row_order")]

    def __str__(self):
        return f"{self.tally_id}: {self.rank}"

"""The recorded steps of rankings, and exclusions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest_pages.contests.models import ContestRoundPage
from contest_pages.standings.enums import Step

from .ranking import Ranking

_USER = settings.AUTH_USER_MODEL


class Exclusion(models.Model):
    """The exclusion of a contestant from a round. Submissions stay; organisers see them, with the reason."""

    round = models.ForeignKey(
        ContestRoundPage, verbose_name=_("round"), on_delete=models.PROTECT, related_name="exclusions"
    )
    registration = models.ForeignKey(
        "contest_registrations.Registration",
        verbose_name=_("registration"),
        on_delete=models.PROTECT,
        related_name="exclusions",
    )
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(_USER, verbose_name=_("excluded by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("excluded at"))
    lifted_at = models.DateTimeField(_("lifted at"), null=True)
    lifted_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_reason = models.TextField(_("reason for lifting it"), blank=True, default="")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("exclusion")
        verbose_name_plural = _("exclusions")
        default_permissions = ()
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "registration"],
                condition=Q(lifted_at=None),
                name="contest_exclusion_once",
            )
        ]

    def __str__(self):
        return f"{self.round_id}/{self.registration_id}"


class RankingStep(models.Model):
    """A step of a ranking: what, by whom, when, why."""

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

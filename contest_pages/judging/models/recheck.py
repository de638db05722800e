"""The register of requests to check a sum, one for each jury round."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest_pages.judging.enums import RecheckOutcome

from .candidate import Candidate


class RecheckRequest(models.Model):
    """A contestant asks after the publication that the points of an own work are added up again.

    `ranking` is the published ranking that it is about: each of them is checked once for a work.
    """

    contest_path = "round"

    round = models.ForeignKey(
        "contest_contests.ContestRoundPage",
        verbose_name=_("round"),
        on_delete=models.PROTECT,
        related_name="rechecks",
    )
    number = models.PositiveIntegerField(_("number in the register"))
    candidate = models.ForeignKey(
        Candidate, verbose_name=_("candidate"), on_delete=models.PROTECT, related_name="rechecks"
    )
    registration = models.ForeignKey(
        "contest_registrations.Registration",
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        related_name="rechecks",
    )
    ranking = models.ForeignKey(
        "contest_standings.Ranking", verbose_name=_("ranking"), on_delete=models.PROTECT, related_name="+"
    )
    words = models.TextField(_("in the contestant's words"), blank=True, default="")
    asked_at = models.DateTimeField(_("asked at"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=RecheckOutcome, blank=True, default="")
    reply = models.TextField(_("reply"), blank=True, default="")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("request to check a sum")
        verbose_name_plural = _("requests to check a sum")
        default_permissions = ()
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="contest_recheck_number_once"),
            models.UniqueConstraint(
                fields=["candidate"], condition=Q(answered_at=None), name="contest_recheck_one_open"
            ),
            models.UniqueConstraint(fields=["candidate", "ranking"], name="contest_recheck_once_a_ranking"),
            models.CheckConstraint(condition=Q(number__gte=1), name="contest_recheck_from_first"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, outcome="", reply="")
                | Q(answered_at__isnull=False, answered_by__isnull=False, outcome__in=RecheckOutcome.values)
                & ~Q(reply=""),
                name="contest_recheck_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=models.F("asked_at")),
                name="contest_recheck_answered_after",
            ),
        ]

    def __str__(self):
        return f"{self.round_id}/{self.number}"

    @property
    def is_open(self) -> bool:
        """Say whether nobody has answered it."""
        return self.answered_at is None

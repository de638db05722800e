"""Cases in which jurors differ by more than the rules allow."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest_pages.judging.enums import GapEnd

from .candidate import Candidate

_USER = settings.AUTH_USER_MODEL


class GapCase(models.Model):
    """The jurors confer about a candidate; the chair closes the case with a sentence. Totals in hundred-thousandths of a point."""

    contest_path = "candidate__round"

    candidate = models.ForeignKey(
        Candidate, verbose_name=_("candidate"), on_delete=models.PROTECT, related_name="gap_cases"
    )
    part_key = models.CharField(max_length=40, blank=True, default="")
    lowest = models.BigIntegerField(_("lowest total"))
    highest = models.BigIntegerField(_("highest total"))
    opened_at = models.DateTimeField(_("opened at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    closed_by_seat = models.ForeignKey(
        "contest_judging.Seat", null=True, on_delete=models.PROTECT, related_name="+"
    )
    how = models.CharField(_("how"), max_length=10, choices=GapEnd, blank=True, default="")
    reason = models.TextField(_("reason"), blank=True, default="")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("case of differing jurors")
        verbose_name_plural = _("cases of differing jurors")
        default_permissions = ()
        ordering = ["candidate", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "part_key"], condition=Q(closed_at=None), name="contest_gap_one_open"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, how="") | Q(closed_at__isnull=False) & ~Q(how="") & ~Q(reason=""),
                name="contest_gap_closed_with_reason",
            ),
            models.CheckConstraint(condition=Q(highest__gte=models.F("lowest")), name="contest_gap_in_order"),
        ]

    def __str__(self):
        return f"{self.candidate_id}/{self.pk}"

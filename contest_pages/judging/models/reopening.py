"""A juror asks to write a sealed sheet again; the chair allows it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .sheet import ScoreSheet


class Reopening(models.Model):
    """The request to write a sealed sheet again. The sheet stays; the new one, once sealed, supersedes it."""

    contest_path = "sheet__round"

    sheet = models.OneToOneField(
        ScoreSheet, verbose_name=_("score sheet"), on_delete=models.PROTECT, related_name="reopening"
    )
    because = models.TextField(_("reason"))
    asked_at = models.DateTimeField(_("asked at"))
    allowed_at = models.DateTimeField(_("allowed at"), null=True, blank=True)
    allowed_by_seat = models.ForeignKey(
        "contest_judging.Seat", null=True, on_delete=models.PROTECT, related_name="+"
    )
    allowed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    refused_at = models.DateTimeField(_("refused at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("request to write a sheet again")
        verbose_name_plural = _("requests to write sheets again")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="contest_reopening_with_reason"),
            models.CheckConstraint(
                condition=Q(allowed_at=None) | Q(refused_at=None), name="contest_reopening_one_answer"
            ),
        ]

    def __str__(self):
        return str(self.sheet_id)

"""Which remarks of jurors contestants may read."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .sheet import ScoreSheet


class RemarkDecision(models.Model):
    """Who leads the jury lets the contestants read the remark of a sealed sheet, or holds it back. Without a row it is held back."""

    contest_path = "sheet__round"

    sheet = models.OneToOneField(
        ScoreSheet, verbose_name=_("score sheet"), on_delete=models.PROTECT, related_name="remark_decision"
    )
    is_released = models.BooleanField(_("released"))
    decided_at = models.DateTimeField(_("decided at"))
    decided_by_seat = models.ForeignKey(
        "contest_judging.Seat", verbose_name=_("seat"), on_delete=models.PROTECT, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("decision about a remark")
        verbose_name_plural = _("decisions about remarks")
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self):
        return str(self.sheet_id)

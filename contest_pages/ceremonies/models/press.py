"""Presses of the start button on stage."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contest_pages.contests.models import ContestRoundPage

from .page import ContestCeremonyPage


class Press(models.Model):
    """Who opened which round and when, its former opening, and who undid it; otherwise immutable.

    A press of a rehearsal opened nothing. `taken_back` are the sentences about what had begun in the seconds of a
    mistaken press and does not count.
    """

    ceremony = models.ForeignKey(ContestCeremonyPage, on_delete=models.PROTECT, related_name="presses")
    round = models.ForeignKey(ContestRoundPage, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pressed_at = models.DateTimeField(_("pressed at"))
    opening_before = models.DateTimeField(_("opening before"), null=True)
    undone_at = models.DateTimeField(_("taken back at"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    is_rehearsal = models.BooleanField(_("rehearsal"), default=False, db_default=False)
    taken_back = models.JSONField(_("does not count"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("press on the start button")
        verbose_name_plural = _("presses on the start button")
        default_permissions = ()
        permissions = [("press_start", _("Can open a contest on stage"))]
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round"],
                condition=models.Q(undone_at=None, is_rehearsal=False),
                name="contest_press_opens_once",
            ),
            models.UniqueConstraint(
                fields=["ceremony"],
                condition=models.Q(undone_at=None, is_rehearsal=True),
                name="contest_press_rehearsed_once",
            ),
        ]

    def __str__(self):
        return f"{self.ceremony_id}/{self.pk}"

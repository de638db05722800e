"""Ties of moderators to contestants, declared: whoever has one does not decide."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Tie(models.Model):
    """A moderator belongs to a unit, or is close to one contestant."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("moderator"),
        on_delete=models.CASCADE,
        related_name="contest_ties",
    )
    unit = models.ForeignKey(
        "contest_units.Unit",
        verbose_name=_("unit"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    registration = models.ForeignKey(
        "contest_registrations.Registration",
        verbose_name=_("contestant"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    words = models.CharField(_("kind of tie"), max_length=200, blank=True)
    declared_at = models.DateTimeField(_("declared at"))

    class Meta:
        verbose_name = _("tie of a moderator")
        verbose_name_plural = _("ties of moderators")
        default_permissions = ("view",)
        ordering = ["-declared_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "unit"], name="contest_tie_to_unit_once"),
            models.UniqueConstraint(fields=["user", "registration"], name="contest_tie_to_contestant_once"),
            models.CheckConstraint(
                condition=models.Q(unit=None, registration__isnull=False)
                | models.Q(unit__isnull=False, registration=None),
                name="contest_tie_to_one",
            ),
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def tied_to(self) -> str:
        """Return the unit, or the contestant's code."""
        return self.unit.name if self.unit else self.registration.code

"""Conflicts of interest that members of committees declare."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ConflictQuerySet(models.QuerySet):
    """Queries of declarations."""

    def effective(self):
        """Return the declarations that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def of_user(self, user):
        """Return the effective declarations of an account in all its committees."""
        return self.effective().filter(member__user=user)


class ConflictOfInterest(models.Model):
    """A committee member belongs to a unit, or is close to a contestant, and decides about neither.

    It belongs to the member and not to an account: it outlives the account, and members without one have theirs.
    Reviews, juries and stages read the same rows. Withdrawn declarations stay on record.
    """

    contest_path = "member__contest"

    member = models.ForeignKey(
        "contest_committees.CommitteeMember",
        verbose_name=_("committee member"),
        on_delete=models.PROTECT,
        related_name="conflicts",
    )
    unit = models.ForeignKey(
        "contest_units.Unit",
        verbose_name=_("unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    registration = models.ForeignKey(
        "contest_registrations.Registration",
        verbose_name=_("contestant"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="conflicts",
    )
    nature = models.CharField(_("kind of relation"), max_length=200, blank=True)
    declared_at = models.DateTimeField(_("declared at"))
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("declared by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        default_permissions = ("view",)
        ordering = ["-declared_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "unit"],
                condition=models.Q(withdrawn_at=None),
                name="contest_conflict_with_unit_once",
            ),
            models.UniqueConstraint(
                fields=["member", "registration"],
                condition=models.Q(withdrawn_at=None),
                name="contest_conflict_with_contestant_once",
            ),
            models.CheckConstraint(
                condition=models.Q(unit=None, registration__isnull=False)
                | models.Q(unit__isnull=False, registration=None),
                name="contest_conflict_with_one",
            ),
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def subject(self) -> str:
        """Return the unit, or the contestant's code."""
        return self.unit.name if self.unit else self.registration.code

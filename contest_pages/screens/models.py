"""Screens, and operators at their consoles."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Screen(models.Model):
    """A browser in full screen, known by the key in its address; it shows its code until a console pairs it.

    What it shows is kept here, so that it comes back after a reload, a broken line or a power cut.
    """

    key = models.CharField(max_length=43, unique=True, editable=False)
    # Null, not empty, once it is paired: many screens are, and codes are unique.
    code = models.CharField(_("code"), max_length=6, null=True, unique=True)  # noqa: DJ001
    made_at = models.DateTimeField(_("opened at"))
    channel = models.CharField(_("shows"), max_length=60, blank=True, default="")
    role = models.CharField(_("role"), max_length=20, blank=True, default="")
    paired_at = models.DateTimeField(_("paired at"), null=True)
    paired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("screen")
        verbose_name_plural = _("screens")
        default_permissions = ()
        ordering = ["pk"]
        indexes = [models.Index(fields=["channel"], name="contest_screen_channel")]
        constraints = [
            models.CheckConstraint(
                condition=Q(channel="", role="", code__isnull=False)
                | ~Q(channel="") & ~Q(role="") & Q(code=None),
                name="contest_screen_shows_code_or_role",
            )
        ]

    def __str__(self):
        return f"{self.channel} {self.role}" if self.channel else self.code


class OperatorPresence(models.Model):
    """A user who has the console of a channel open, and when that was last heard of."""

    channel = models.CharField(max_length=60)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("operator at a console")
        verbose_name_plural = _("operators at consoles")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["channel", "user"], name="contest_operator_once_per_channel")
        ]

    def __str__(self):
        return f"{self.channel} {self.user_id}"

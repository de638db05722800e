"""The columns that a user last exported of a contest."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ExportColumns(models.Model):
    """The columns of registrations that a user last chose for a contest, offered again at the next export."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="+"
    )
    contest = models.ForeignKey(
        "contest_contests.ContestPage", verbose_name=_("contest"), on_delete=models.CASCADE, related_name="+"
    )
    columns = models.JSONField(_("columns"), default=list)

    class Meta:
        verbose_name = _("columns of an export")
        verbose_name_plural = _("columns of exports")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "contest"], name="contest_export_columns_once_per_user_and_contest"
            )
        ]

    def __str__(self):
        return f"{self.user_id}/{self.contest_id}"

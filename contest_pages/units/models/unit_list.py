"""Uploaded lists of units: previewed, then applied once."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contest_pages.files.private_storage import private_storage


def _path(instance, filename: str) -> str:
    """Return a random name; what a file is, its content says."""
    return f"units/{secrets.token_hex(16)}"


class UnitList(models.Model):
    """An uploaded list with its author and the time of its application; kept as a record of the changes."""

    file = models.FileField(upload_to=_path, storage=private_storage)
    file_name = models.CharField(_("file"), max_length=200)
    on = models.DateField(_("renamed and moved units begin anew on"), null=True, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("handed in at"))
    applied_at = models.DateTimeField(_("applied at"), null=True)
    count = models.PositiveIntegerField(_("units"), null=True)

    class Meta:
        verbose_name = _("list of units")
        verbose_name_plural = _("lists of units")
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self):
        return self.file_name

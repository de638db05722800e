"""An uploaded list of people, while it is previewed."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from contest_pages.files.private_storage import private_storage
from contest_pages.registrations.models import Registration


def random_name(instance, filename: str) -> str:
    """Return a random name; what a file is, its content says."""
    return f"rosters/{secrets.token_hex(16)}"


class RosterList(models.Model):
    """An uploaded file and its roster. Deleted when all of it is imported, and after a day in any case."""

    roster = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="lists")
    file = models.FileField(upload_to=random_name, storage=private_storage)
    file_name = models.CharField(_("file"), max_length=150)
    brought_at = models.DateTimeField(_("handed in at"), db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("list of a roster")
        verbose_name_plural = _("lists of rosters")
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.roster_id}/{self.pk}"

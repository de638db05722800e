"""Pictures of paper score sheets: what was typed can be compared with the paper when the paper is elsewhere."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contest_pages.files.private_storage import private_storage

from .candidate import Candidate
from .panel import Seat


def picture_name(instance, filename: str) -> str:
    """Return a random file name: the original name never reaches the disk."""
    return f"paper-sheets/{secrets.token_hex(16)}.jpg"


class PaperPicture(models.Model):
    """A photograph or scan of the paper sheet of a seat for a candidate, drawn again as JPEG."""

    contest_path = "candidate__round"

    candidate = models.ForeignKey(
        Candidate, verbose_name=_("candidate"), on_delete=models.PROTECT, related_name="paper_pictures"
    )
    seat = models.ForeignKey(
        Seat, verbose_name=_("seat"), on_delete=models.PROTECT, related_name="paper_pictures"
    )
    part_key = models.CharField(max_length=40, blank=True, default="")
    file = models.FileField(_("file"), storage=private_storage, upload_to=picture_name, max_length=120)
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("added by"), on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(_("added at"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("picture of a paper sheet")
        verbose_name_plural = _("pictures of paper sheets")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "seat", "part_key", "sha256"], name="contest_paper_picture_once"
            ),
        ]

    def __str__(self):
        return f"{self.candidate_id}/{self.seat_id}/{self.pk}"

"""Appeals of rejected contestants: one for each entry."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .record import Review


class Complaint(models.Model):
    """An appeal: the words of the contestant, and the rejection that they are about."""

    entry = models.OneToOneField(
        "contest_entries.Entry", verbose_name=_("entry"), on_delete=models.PROTECT, related_name="complaint"
    )
    about = models.OneToOneField(
        Review, verbose_name=_("rejection"), on_delete=models.PROTECT, related_name="complaint"
    )
    words = models.TextField(_("what the contestant says"), max_length=2000)
    asked_at = models.DateTimeField(_("asked at"))

    class Meta:
        verbose_name = _("request for a second look")
        verbose_name_plural = _("requests for a second look")
        default_permissions = ()

    def __str__(self):
        return str(self.entry_id)

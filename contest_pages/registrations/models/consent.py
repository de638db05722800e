"""The consents of contestants."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from contest_pages.privacy.enums import Channel


class ConsentRecord(models.Model):
    """A consent or refusal of a registration: its key, wording, time and channel.

    Rows are appended and never changed; the latest row of a key is effective. They hold no personal data,
    so that they outlive an erasure as proof.
    """

    registration = models.ForeignKey(
        "contest_registrations.Registration", on_delete=models.CASCADE, related_name="consents"
    )
    wording = models.ForeignKey("contest_privacy.ConsentText", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(_("subject of the consent"), max_length=40)
    words = models.TextField(_("words beside the box"))
    given = models.BooleanField(_("agreed"))
    channel = models.CharField(_("channel"), max_length=20, choices=Channel, default=Channel.FORM)
    at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("record of consent")
        verbose_name_plural = _("records of consent")
        default_permissions = ()
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.registration_id}/{self.key}"

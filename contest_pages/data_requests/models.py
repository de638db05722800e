"""The register of requests about personal data, with the deadlines of the law."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contest_pages.privacy.enums import Channel

from .enums import RequestKind


class DataRequest(models.Model):
    """One request of a contestant: to see, correct, erase data, or to withdraw consent.

    Answered within 2 working days, done within 15 days, extended once (Decree 356/2025/NĐ-CP).
    """

    contest_path = "registration__contest"

    registration = models.ForeignKey(
        "contest_registrations.Registration",
        verbose_name=_("registration"),
        on_delete=models.PROTECT,
        related_name="data_requests",
    )
    kind = models.CharField(_("request"), max_length=20, choices=RequestKind)
    words = models.TextField(_("in the person's words"), blank=True, default="")
    channel = models.CharField(_("channel"), max_length=20, choices=Channel)
    asked_at = models.DateTimeField(_("asked at"))
    answer_due = models.DateField(_("answer until"))
    done_due = models.DateField(_("done until"))
    extended_because = models.TextField(_("reason of the extension"), blank=True, default="")
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True, default="")
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handled by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("request about personal data")
        verbose_name_plural = _("requests about personal data")
        default_permissions = ("view",)
        permissions = [("manage_datarequest", _("Can answer requests about personal data"))]
        ordering = ["done_at", "done_due", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "kind"],
                condition=models.Q(done_at=None),
                name="contest_data_request_one_open",
            )
        ]

    def __str__(self):
        return f"{self.registration} {self.get_kind_display()}"

    def is_late(self, today) -> bool:
        """Return whether one of its two deadlines has passed."""
        return self.done_at is None and (
            self.done_due < today or (self.answered_at is None and self.answer_due < today)
        )

"""Decisions of moderators: added, never changed, never deleted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contest_pages.review.enums import Decision


class Review(models.Model):
    """One decision about one entry: who, when, about which file, why."""

    entry = models.ForeignKey(
        "contest_entries.Entry", verbose_name=_("entry"), on_delete=models.PROTECT, related_name="reviews"
    )
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("moderator"),
        on_delete=models.PROTECT,
        related_name="contest_reviews",
    )
    decision = models.CharField(_("decision"), max_length=10, choices=Decision)
    reason = models.TextField(_("reason"), blank=True, max_length=2000)
    video_sha256 = models.CharField(_("checksum of the video seen"), max_length=64)
    decided_at = models.DateTimeField(_("decided at"))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_at", "-pk"]
        permissions = [("review_entry", _("Can decide about entries in the preliminary review"))]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["entry"], name="contest_review_one_decision"),
            models.CheckConstraint(
                condition=models.Q(decision="accept") | ~models.Q(reason=""),
                name="contest_review_rejection_has_reason",
            ),
        ]

    def __str__(self):
        return f"{self.entry_id}/{self.decision}"

    def save(self, *args, **kwargs):
        """Refuse to change a decision that is on record."""
        if self.pk and not self._state.adding:
            raise TypeError("Decisions are appended, never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse to delete a decision."""
        raise TypeError("Decisions are never deleted.")

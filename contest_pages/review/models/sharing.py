"""How waiting entries were shared out among moderators."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .case import ReviewCase
from .plan import ReviewStep


class ShareOut(models.Model):
    """One sharing out of a step's waiting entries, which can be undone."""

    contest_path = "step__plan__round"

    step = models.ForeignKey(ReviewStep, on_delete=models.CASCADE, related_name="share_outs")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(_("shared out at"))
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("sharing out of entries")
        verbose_name_plural = _("sharings out of entries")
        default_permissions = ()
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"{self.step_id}/{self.pk}"


class SharedCase(models.Model):
    """A case of a sharing out: to whom it was assigned before, and since."""

    share_out = models.ForeignKey(ShareOut, on_delete=models.CASCADE, related_name="cases")
    case = models.ForeignKey(ReviewCase, on_delete=models.CASCADE, related_name="+")
    before = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    after = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("entry that was shared out")
        verbose_name_plural = _("entries that were shared out")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["share_out", "case"], name="contest_review_shared_once")
        ]

    def __str__(self):
        return f"{self.share_out_id}/{self.case_id}"

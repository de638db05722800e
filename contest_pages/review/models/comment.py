"""What moderators write to each other about an entry."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .case import ReviewCase


class CaseComment(models.Model):
    """A remark of a moderator for colleagues: never shown to contestants, in no minutes and no export.

    `words` are empty once the contestant's personal data are erased.
    """

    case = models.ForeignKey(ReviewCase, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    words = models.TextField(_("words of the comment"), max_length=2000, blank=True)
    written_at = models.DateTimeField(_("written at"))

    # The reference index is for pages; comments need no entries in it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("comment of a moderator")
        verbose_name_plural = _("comments of moderators")
        default_permissions = ()
        ordering = ["written_at", "pk"]

    def __str__(self):
        return f"{self.case_id}/{self.pk}"

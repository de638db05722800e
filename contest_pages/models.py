"""The one table of the root app: counts of requests."""

from __future__ import annotations

from django.db import models


class RequestCount(models.Model):
    """How often something was asked for within a period; written by http/counters.py only.

    The key is a keyed hash: neither addresses nor contacts are stored.
    """

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.key[:8]}: {self.count}"

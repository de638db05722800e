"""The tables of the root app: counts of requests, and when programs in the background last ran."""

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


class LastRun(models.Model):
    """When a program in the background was last through with its work; written by background/housekeeping.py only."""

    name = models.CharField(max_length=50, primary_key=True)
    at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.name

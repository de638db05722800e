"""Scheduled publishing and unpublishing of pages, as part of the housekeeping."""

from __future__ import annotations

import datetime

from django.core.management import call_command
from wagtail.models import Page, Revision


def publish_scheduled(now: datetime.datetime) -> list[str]:
    """Run Wagtail's `publish_scheduled` if a page is due. Idempotent, so a host may run the command as well."""
    due = Revision.objects.filter(approved_go_live_at__lt=now).exists()
    if due or Page.objects.live().filter(expire_at__lt=now).exists():
        call_command("publish_scheduled", verbosity=0)
    return []

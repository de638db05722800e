"""Hooks of mailings: rights, addresses, personal data, housekeeping."""

from __future__ import annotations

from django.utils.translation import ngettext

from contest_pages import hooks

from . import permissions, tasks
from .models import Mailing


@hooks.register("role_permissions")
def role_permissions():
    """Declare the rights that each role gets from this feature."""
    return permissions.ROLE_PERMISSIONS


@hooks.register("confidential_permissions")
def confidential_permissions():
    """Declare the rights with which personal data are seen."""
    return permissions.CONFIDENTIAL


@hooks.register("address_records")
def address_records():
    """Say which records the admin's addresses of this feature name."""
    return {"mailing_id": Mailing}


@hooks.register("housekeeping")
def housekeeping(now):
    """Queue again the mailings whose job was lost."""
    count = tasks.requeue_lost(now)
    return [f"{count} mailing(s) queued again."] if count else []


@hooks.register("records_below", order=50)
def records_below(page):
    """Count the mailings of contests at or below a page that were sent off."""
    count = Mailing.objects.filter(contest__path__startswith=page.path).count()
    return ngettext("%(count)d mailing", "%(count)d mailings", count) % {"count": count} if count else None

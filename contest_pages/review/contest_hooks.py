"""Hooks of the review: addresses, rights, notes on entries, personal data, housekeeping."""

from __future__ import annotations

from contest_pages import hooks

from . import permissions, urls
from .domain import changes, notifying, planning, reminding
from .domain.erasing import erase_words
from .models import Review, ReviewStep, ShareOut
from .queries.contestant import notes_for_contestant
from .queries.personal_data import reviews_of


@hooks.register("url_patterns", order=55)
def url_patterns():
    """Add the addresses of this feature."""
    return urls.urlpatterns


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
    return {"step_id": ReviewStep, "review_id": Review, "share_out_id": ShareOut}


@hooks.register("entry_notes")
def entry_notes(entries, now):
    """Show contestants the status of the review of their entries."""
    return notes_for_contestant(entries, now)


@hooks.register("personal_data")
def personal_data(registration):
    """Add the decisions about a contestant's entries to the personal data."""
    return reviews_of(registration)


@hooks.register("housekeeping")
def housekeeping(now):
    """Send due decisions and reminders, and return overdue entries."""
    returned, notified = changes.return_overdue(now), notifying.send_due_notifications(now)
    reminders = reminding.remind_of_steps(now) + reminding.end_claims(now) + reminding.remind_of_terms(now)
    if not (returned or notified or reminders):
        return []
    return [
        f"{notified} notification(s) sent, {returned} entry(ies) back without changes, {reminders} reminder(s)."
    ]


@hooks.register("roles_assigned")
def roles_assigned(groups, pages):
    """Assign the moderators to steps without a group."""
    planning.assign_groups()


@hooks.register("erase_personal_data")
def erase_personal_data(registration, because):
    """Erase the words of an erased contestant."""
    erase_words(registration)

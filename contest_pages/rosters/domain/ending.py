"""A roster ends: so do the registrations of those on it."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from contest_pages.private_files import delete_after_commit
from contest_pages.registrations.domain.leaving import cancel
from contest_pages.registrations.models import Registration
from contest_pages.rosters.models import Reminder, RosterList
from contest_pages.rosters.queries.persons import persons_of

#: Hours for which a list waits to be taken.
LIST_HOURS = 24


def on_registration_ends(sender, registration: Registration, now: datetime.datetime, **kwargs) -> None:
    """Let the people of a roster go with it, each told the reason; inside the transaction."""
    if not registration.is_roster:
        return
    for person in persons_of(registration):
        cancel(registration=person, reason=_("The roster of your unit was withdrawn."), actor=None, now=now)
    drop_lists(registration.lists.all())


def on_registration_erased(sender, registration: Registration, **kwargs) -> None:
    """Let no list of people, and no address that reminders went to, outlive the contact's own data."""
    drop_lists(registration.lists.all())
    if registration.is_roster:
        Reminder.objects.filter(page=registration.page_id, unit=registration.unit_id).update(address="")


def drop_lists(lists) -> int:
    """Delete lists with their files and return how many."""
    count = 0
    for found in lists:
        delete_after_commit(found.file)
        found.delete()
        count += 1
    return count


def drop_old_lists(now: datetime.datetime) -> list[str]:
    """Delete lists that nobody has taken for a day; a sweeper."""
    limit = now - datetime.timedelta(hours=LIST_HOURS)
    count = drop_lists(RosterList.objects.filter(brought_at__lt=limit))
    return [_("Lists of rosters dropped: %(count)d.") % {"count": count}] if count else []

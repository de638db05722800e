"""The end of a roster and of the registrations on it; deletion of uploaded lists."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from contest_pages.files.private_storage import delete_after_commit
from contest_pages.registrations.domain.leaving import cancel
from contest_pages.registrations.models import Registration
from contest_pages.rosters.models import Reminder, RosterList
from contest_pages.rosters.queries.persons import persons_of

#: Hours for which an uploaded list is kept.
LIST_HOURS = 24


def on_registration_ends(sender, registration: Registration, now: datetime.datetime, **kwargs) -> None:
    """Cancel the registrations on a withdrawn roster with the reason; inside the transaction."""
    if not registration.is_roster:
        return
    for person in persons_of(registration):
        cancel(registration=person, reason=_("The roster of your unit was withdrawn."), actor=None, now=now)
    delete_lists(registration.lists.all())


def erase_lists(registration: Registration) -> None:
    """Delete the lists of a contact, or those that a person may stand on, and the addresses of reminders to the unit."""
    delete_lists(registration.lists.all())
    if registration.roster_id:
        delete_lists(RosterList.objects.filter(roster=registration.roster_id))
    if registration.is_roster:
        Reminder.objects.filter(page=registration.page_id, unit=registration.unit_id).update(address="")


def delete_lists(lists) -> int:
    """Delete lists with their files and return their number."""
    count = 0
    for roster_list in lists:
        delete_after_commit(roster_list.file)
        roster_list.delete()
        count += 1
    return count


def delete_expired_lists(now: datetime.datetime) -> list[str]:
    """Delete lists older than LIST_HOURS; a housekeeping job."""
    limit = now - datetime.timedelta(hours=LIST_HOURS)
    count = delete_lists(RosterList.objects.filter(brought_at__lt=limit))
    return [_("Lists of rosters dropped: %(count)d.") % {"count": count}] if count else []

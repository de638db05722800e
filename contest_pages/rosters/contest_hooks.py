"""Hooks of rosters: addresses, settings, the contact's section, housekeeping."""

from __future__ import annotations

from django.utils.translation import ngettext

from contest_pages import hooks
from contest_pages.notices.kinds import Recipients
from contest_pages.units.models import Unit
from contest_pages.units.queries import named

from . import urls
from .audiences import CONTACTS, OFFICES
from .domain.ending import delete_expired_lists, erase_lists
from .models import Reminder
from .queries.section import roster_section


@hooks.register("default_settings")
def default_settings():
    """Declare the settings of this feature."""
    return {
        # Lists of people that one unit's contact may send.
        "RATE_ROSTER_LISTS": "60/h",
    }


@hooks.register("url_patterns", order=25)
def url_patterns():
    """Add the addresses of this feature."""
    return urls.urlpatterns


@hooks.register("letter_recipients")
def letter_recipients():
    """Name units, and reminders by their unit, by whose name they are found."""

    def search_units(typed):
        condition = named(typed)
        return Unit.objects.filter(condition) if condition is not None else Unit.objects.none()

    return {
        Reminder: Recipients(
            rows=lambda: Reminder.objects.select_related("unit"),
            words=lambda reminder: str(reminder.unit),
            search=lambda typed: Reminder.objects.filter(unit__in=search_units(typed)),
        ),
        Unit: Recipients(rows=Unit.objects.all, words=str, search=search_units),
    }


@hooks.register("personal_sections")
def personal_sections(registration, now):
    """Show the unit's contact the list of its people."""
    return roster_section(registration, now)


@hooks.register("housekeeping")
def housekeeping(now):
    """Delete expired uploaded lists."""
    return delete_expired_lists(now)


@hooks.register("erase_personal_data")
def erase_personal_data(registration, because):
    """Delete the lists of an erased contact."""
    erase_lists(registration)


@hooks.register("records_below", order=40)
def records_below(page):
    """Count the reminders to units at or below a page."""
    count = Reminder.objects.filter(page__path__startswith=page.path).count()
    return (
        ngettext("%(count)d reminder of a unit", "%(count)d reminders of units", count) % {"count": count}
        if count
        else None
    )


@hooks.register("mailing_audiences", order=40)
def mailing_audiences():
    """Let organisers write to units: to their contacts, or to their offices."""
    return [CONTACTS, OFFICES]

"""What ceremonies contribute to others: addresses, rights, screens, dates, readiness, what a contest's page tells."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import ngettext

from contest_pages import hooks

from . import permissions, urls
from .domain.launch_button import discard_stragglers
from .models import Press
from .queries import calendar, launch
from .readiness import check_ceremony
from .screens import KIND, LaunchScreens, followed


@hooks.register("url_patterns", order=40)
def url_patterns():
    """Add the addresses of this feature."""
    return urls.urlpatterns


@hooks.register("role_permissions")
def role_permissions():
    """Declare the rights that each role gets from this feature."""
    return permissions.ROLE_PERMISSIONS


@hooks.register("check_page")
def check_page(page, context):
    """Check ceremonies."""
    return check_ceremony(page, context)


@hooks.register("next_page_change")
def next_page_change(now):
    """Return when a ceremony next begins or ends."""
    return calendar.next_begin_or_end(now)


@hooks.register("calendar_events")
def calendar_events(contests):
    """Add ceremonies to the calendars of contests."""
    return calendar.ceremony_events(contests)


@hooks.register("screen_sources")
def screen_sources():
    """Offer the screens of a launch."""
    return {KIND: LaunchScreens()}


@hooks.register("announced_openings")
def announced_openings(rounds, now):
    """Return when the launches begin that are to open rounds."""
    return launch.announced_openings(rounds, now)


@hooks.register("followed_states")
def followed_states(contest, now):
    """Let the contest's pages follow its launch."""
    return followed(contest, now)


@hooks.register("contest_events")
def contest_events(contest, now):
    """Add the ceremonies to the contest's page."""
    return calendar.event_notes(contest, now)


@hooks.register("housekeeping")
def housekeeping(now):
    """Discard what began just after an undo."""
    return discard_stragglers(now)


@hooks.register("planned_openings")
def planned_openings(contest):
    """Return when the rounds that were opened on stage were to open: as set before the press, else with the ceremony."""
    presses = Press.objects.filter(round__path__startswith=contest.path, undone_at=None, is_rehearsal=False)
    return {
        press.round_id: press.opening_before or press.ceremony.starts_at
        for press in presses.select_related("ceremony")
    }


@hooks.register("records_below", order=50)
def records_below(page):
    """Count the openings on stage at or below a page."""
    presses = Press.objects.filter(
        Q(ceremony__path__startswith=page.path) | Q(round__path__startswith=page.path)
    )
    count = presses.count()
    words = ngettext("%(count)d opening on stage", "%(count)d openings on stage", count)
    return words % {"count": count} if count else None

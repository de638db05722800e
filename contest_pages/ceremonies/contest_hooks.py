"""What ceremonies contribute to others: addresses, rights, dates, readiness."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import ngettext

from contest_pages import hooks

from . import permissions, queries, urls
from .models import Press
from .readiness import check_ceremony


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
    return queries.next_begin_or_end(now)


@hooks.register("calendar_events")
def calendar_events(contests):
    """Add ceremonies to the calendars of contests."""
    return queries.ceremony_events(contests)


@hooks.register("records_below", order=50)
def records_below(page):
    """Count the openings on stage at or below a page."""
    count = Press.objects.filter(
        Q(ceremony__path__startswith=page.path) | Q(round__path__startswith=page.path)
    ).count()
    return (
        ngettext("%(count)d opening on stage", "%(count)d openings on stage", count) % {"count": count}
        if count
        else None
    )

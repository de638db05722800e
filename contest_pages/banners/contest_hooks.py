"""Hooks of partners' banners: URLs, settings, rights, housekeeping."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from contest_pages import hooks

from . import permissions, urls
from .domain.counters import forget_days_before
from .models import BannerCount


@hooks.register("default_settings")
def default_settings():
    """Declare the settings of this feature."""
    return {
        # Seconds for which each process collects views and clicks before it writes them; 0: each at once.
        "BANNER_BATCH_SECONDS": 5,
    }


@hooks.register("housekeeping")
def housekeeping(now):
    """Delete yesterday's hashes of those who saw banners, and their salt."""
    forget_days_before(timezone.localdate(now))
    return []


@hooks.register("url_patterns", order=45)
def url_patterns():
    """Add the addresses of this feature."""
    return urls.urlpatterns


@hooks.register("role_permissions")
def role_permissions():
    """Declare the rights that each role gets from this feature."""
    return permissions.ROLE_PERMISSIONS


@hooks.register("address_records")
def address_records():
    """Say which records the admin's addresses of this feature name."""
    return {"partner_id": None}


@hooks.register("records_below", order=60)
def records_below(page):
    """Name the counts of banners of a contest at or below a page."""
    counts = BannerCount.objects.filter(contest__path__startswith=page.path)
    return _("the counts of its banners") if counts.exists() else None

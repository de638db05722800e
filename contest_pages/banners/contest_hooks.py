"""Hooks of partners' banners: URLs and rights."""

from __future__ import annotations

from django.utils.translation import gettext as _

from contest_pages import hooks

from . import permissions, urls
from .models import BannerCount


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

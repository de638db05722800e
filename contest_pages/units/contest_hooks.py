"""Hooks of units: URLs and rights."""

from __future__ import annotations

from contest_pages import hooks
from contest_pages.data.search_texts import fold_again

from . import permissions, urls
from .models import Unit


@hooks.register("url_patterns", order=60)
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
    return {"unit_id": None, "list_id": None}


@hooks.register("search_texts")
def search_texts():
    """Fold the names of units again."""
    return {"units": fold_again(Unit.objects.all(), ["search_text"])}

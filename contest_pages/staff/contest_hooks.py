"""Hooks of staff accounts."""

from __future__ import annotations

from contest_pages import hooks

from . import permissions


@hooks.register("role_permissions")
def role_permissions():
    """Declare the rights that each role gets from this feature."""
    return permissions.ROLE_PERMISSIONS


@hooks.register("address_records")
def address_records():
    """Say that the admin's addresses of this feature name no record of a contest."""
    return {"change_id": None}

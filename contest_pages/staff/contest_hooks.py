"""Hooks of staff accounts."""

from __future__ import annotations

from contest_pages import hooks

from . import permissions


@hooks.register("role_permissions")
def role_permissions():
    """Declare the rights that each role gets from this feature."""
    return permissions.ROLE_PERMISSIONS

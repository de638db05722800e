"""Hooks of the portal."""

from __future__ import annotations

from contest_pages import hooks


@hooks.register("role_permissions")
def role_permissions():
    """Give administrators the right to change the theme and the footer of the site."""
    return {"administrators": ("home.change_portalsettings",)}

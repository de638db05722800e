"""Hooks of partners' banners: URLs and rights."""

from __future__ import annotations

from contest_pages import hooks

from . import permissions, urls


@hooks.register("url_patterns", order=45)
def url_patterns():
    """Add the addresses of this feature."""
    return urls.urlpatterns


@hooks.register("role_permissions")
def role_permissions():
    """Declare the rights that each role gets from this feature."""
    return permissions.ROLE_PERMISSIONS

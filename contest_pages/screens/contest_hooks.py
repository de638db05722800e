"""What screens contribute to others: addresses, settings, secret addresses, housekeeping."""

from __future__ import annotations

from contest_pages import hooks

from . import urls
from .domain import forget_unused


@hooks.register("default_settings")
def default_settings():
    """Declare the settings of this feature."""
    return {
        # Screens that may be opened to be paired, for each visitor's address.
        "RATE_SCREEN_ADDRESS": "60/h",
    }


@hooks.register("url_patterns", order=20)
def url_patterns():
    """Add the addresses of this feature."""
    return urls.urlpatterns


@hooks.register("secret_url_prefixes")
def secret_url_prefixes():
    """Declare the address whose next part is the key of a screen."""
    return ["/man-hinh/"]


@hooks.register("housekeeping")
def housekeeping(now):
    """Forget screens that nobody paired."""
    return forget_unused(now)

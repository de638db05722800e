"""What open data contribute to others: addresses and settings."""

from __future__ import annotations

from contest_pages import hooks

from . import urls


@hooks.register("default_settings")
def default_settings():
    """Declare the settings of this feature."""
    return {
        # Requests to the open data, for each network.
        "RATE_API_ADDRESS": "300/m",
    }


@hooks.register("url_patterns", order=48)
def url_patterns():
    """Add the addresses of this feature."""
    return urls.urlpatterns

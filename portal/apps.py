"""The app portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The site itself: settings, addresses, policies."""

    name = "portal"
    label = "portal"

    def ready(self):
        """Let Wagtail's widgets start under the policy of the admin, and its lists of files be searched while filtered."""
        from . import listing_search, script_nonces

        script_nonces.mark_widgets()
        listing_search.connect()

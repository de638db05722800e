"""The app portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The site itself: settings, addresses, policies."""

    name = "portal"
    label = "portal"

    def ready(self):
        """Let Wagtail's widgets start under the policy of the admin."""
        from .script_nonces import mark_widgets

        mark_widgets()

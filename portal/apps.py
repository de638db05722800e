"""The app portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The site itself: settings, addresses, policies."""

    name = "portal"
    label = "portal"

    def ready(self):
        """Let Wagtail's widgets start under the policy of the admin, its lists of files be searched while filtered, and
        its screens and letters write people's names as Vietnam does.
        """
        from django.contrib.auth import get_user_model

        from contest_pages.vietnamese import person_name

        from . import listing_search, script_nonces

        script_nonces.mark_widgets()
        listing_search.connect()
        # Wagtail and allauth have no setting for it: they ask the account.
        get_user_model().get_full_name = person_name

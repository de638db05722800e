"""The app contest_notices."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """Notices: letters and text messages as rows. Features above declare theirs in a module `letters`."""

    name = "contest_pages.notices"
    label = "contest_notices"
    verbose_name = _("Letters")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Find the letters of all installed apps, register the system checks, connect the signals of root packages."""
        from django.utils.module_loading import autodiscover_modules

        from contest_pages.publishing.page_actions import action_refused

        from . import checks, receivers  # noqa: F401

        autodiscover_modules("letters")
        action_refused.connect(receivers.on_action_refused, dispatch_uid="contest_notices.action_refused")

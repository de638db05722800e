"""The app contest_registrations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistrationsConfig(AppConfig):
    """Registrations: who takes part, with which consent. May import contests and units."""

    name = "contest_pages.registrations"
    label = "contest_registrations"
    verbose_name = _("Registrations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Wire the letter to the registration."""
        from . import signals, tasks

        signals.registration_made.connect(
            tasks.on_registration_made, dispatch_uid="contest_registrations.send_welcome"
        )

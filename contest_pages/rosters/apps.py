"""The app contest_rosters."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RostersConfig(AppConfig):
    """Rosters: units upload their people as lists, and organisers see which units are missing. May import registrations."""

    name = "contest_pages.rosters"
    label = "contest_rosters"
    verbose_name = _("Rosters")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Connect the end of registrations."""
        from contest_pages.registrations import signals as registrations

        from .domain.ending import on_registration_ends

        registrations.registration_ends.connect(
            on_registration_ends, dispatch_uid="contest_rosters.end_persons"
        )

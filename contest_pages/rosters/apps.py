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
        """Connect the signals: letters, and the end of registrations."""
        from contest_pages.registrations import signals as registrations

        from . import signals, tasks
        from .domain.ending import on_registration_ends

        signals.persons_entered.connect(tasks.on_persons_entered, dispatch_uid="contest_rosters.invite")
        signals.reminders_wanted.connect(tasks.on_reminders_wanted, dispatch_uid="contest_rosters.remind")
        registrations.registration_ends.connect(
            on_registration_ends, dispatch_uid="contest_rosters.end_persons"
        )

"""The app contest_rosters."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RostersConfig(AppConfig):
    """Rosters: units bring their people as lists, and organisers see who is missing. May import registrations."""

    name = "contest_pages.rosters"
    label = "contest_rosters"
    verbose_name = _("Rosters")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Wire letters, the contact's page, the end of registrations and the sweeper."""
        from contest_pages.registrations import signals as registrations
        from contest_pages.registrations.queries.own_page import more_sections
        from contest_pages.sweeping import sweepers

        from . import signals, tasks
        from .domain.ending import drop_old_lists, on_registration_ends, on_registration_erased
        from .queries.section import roster_section

        signals.persons_entered.connect(tasks.on_persons_entered, dispatch_uid="contest_rosters.invite")
        signals.reminders_wanted.connect(tasks.on_reminders_wanted, dispatch_uid="contest_rosters.remind")
        registrations.registration_ends.connect(
            on_registration_ends, dispatch_uid="contest_rosters.end_persons"
        )
        registrations.registration_erased.connect(
            on_registration_erased, dispatch_uid="contest_rosters.drop_lists"
        )
        if roster_section not in more_sections:
            more_sections.append(roster_section)
        if drop_old_lists not in sweepers:
            sweepers.append(drop_old_lists)

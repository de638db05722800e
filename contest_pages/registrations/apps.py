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
        """Connect the signals for letters and for committee matches, and register the embedded form."""
        from django.db.models.signals import post_save

        from contest_pages.committees.models import CommitteeMember

        from . import checks, signals, tasks  # noqa: F401
        from .access import embedded_form  # noqa: F401
        from .domain.exclusion import on_committee_member_saved

        for signal, receiver in (
            (signals.registration_made, tasks.on_link_wanted),
            (signals.link_wanted, tasks.on_link_wanted),
            (signals.registration_confirmed, tasks.on_confirmed),
            (signals.registration_cancelled, tasks.on_cancelled),
            (signals.new_contacts_given, tasks.on_new_contacts),
            (signals.contacts_changed, tasks.on_contacts_changed),
        ):
            signal.connect(receiver, dispatch_uid=f"contest_registrations.{receiver.__name__}.{id(signal)}")
        post_save.connect(
            on_committee_member_saved,
            sender=CommitteeMember,
            dispatch_uid="contest_registrations.recheck",
        )

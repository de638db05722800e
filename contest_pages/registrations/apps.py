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
        """Wire letters and the committees' check to what happens."""
        from django.db.models.signals import post_save

        from contest_pages import page_cache
        from contest_pages.readiness import inspectors

        from . import signals, tasks
        from .domain.committees import on_committee_member_saved
        from .models import CommitteeMember
        from .queries.open_form import next_opening_or_closing
        from .queries.readiness import inspect_registration

        for signal, receiver in (
            (signals.registration_made, tasks.on_link_wanted),
            (signals.link_wanted, tasks.on_link_wanted),
            (signals.registration_confirmed, tasks.on_confirmed),
            (signals.registration_cancelled, tasks.on_cancelled),
            (signals.new_email_given, tasks.on_new_email),
            (signals.request_answered, tasks.on_answered),
        ):
            signal.connect(receiver, dispatch_uid=f"contest_registrations.{receiver.__name__}.{id(signal)}")
        post_save.connect(
            on_committee_member_saved,
            sender=CommitteeMember,
            dispatch_uid="contest_registrations.recheck",
        )
        if next_opening_or_closing not in page_cache.borders:
            page_cache.borders.append(next_opening_or_closing)
        if inspect_registration not in inspectors:
            inspectors.append(inspect_registration)

"""The app contest_entries."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EntriesConfig(AppConfig):
    """Entries: videos handed in, probed, judged against the live rules. May import registrations and below."""

    name = "contest_pages.entries"
    label = "contest_entries"
    verbose_name = _("Entries")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Connect the signals."""
        from contest_pages.registrations import signals as registrations

        from . import checks, signals, tasks  # noqa: F401
        from .domain.withdrawal import on_registration_ends, on_unconfirmed_dropped

        signals.job_requested.connect(tasks.on_job_requested, dispatch_uid="contest_entries.run_job")
        signals.link_handed_in.connect(tasks.on_link_submitted, dispatch_uid="contest_entries.ask_host")
        registrations.registration_ends.connect(
            on_registration_ends, dispatch_uid="contest_entries.withdraw_entries"
        )
        registrations.unconfirmed_dropped.connect(
            on_unconfirmed_dropped, dispatch_uid="contest_entries.drop_drafts"
        )

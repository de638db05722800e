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
        """Wire the jobs to what happens."""
        from contest_pages import page_cache
        from contest_pages.readiness import inspectors
        from contest_pages.registrations import signals as registrations
        from contest_pages.registrations.queries.personal_data import collectors
        from contest_pages.sweeping import sweepers

        from . import signals, tasks
        from .domain.inspections import INSPECTORS
        from .domain.leaving import on_registration_ends, on_registration_erased
        from .models.gallery import next_gallery_opening
        from .queries.personal_data import entries_of

        signals.job_ordered.connect(tasks.on_job_ordered, dispatch_uid="contest_entries.run_job")
        signals.link_handed_in.connect(tasks.on_link_handed_in, dispatch_uid="contest_entries.ask_host")
        signals.entry_checked.connect(tasks.on_entry_checked, dispatch_uid="contest_entries.tell_contestant")
        registrations.registration_ends.connect(
            on_registration_ends, dispatch_uid="contest_entries.withdraw_entries"
        )
        registrations.registration_erased.connect(
            on_registration_erased, dispatch_uid="contest_entries.delete_videos"
        )
        if entries_of not in collectors:
            collectors.append(entries_of)
        if tasks.sweep_entries not in sweepers:
            sweepers.append(tasks.sweep_entries)
        if next_gallery_opening not in page_cache.borders:
            page_cache.borders.append(next_gallery_opening)
        inspectors.extend(inspector for inspector in INSPECTORS if inspector not in inspectors)

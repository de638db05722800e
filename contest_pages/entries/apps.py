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
        from . import signals, tasks

        signals.video_arrived.connect(tasks.on_video_arrived, dispatch_uid="contest_entries.probe_video")
        signals.entry_checked.connect(tasks.on_entry_checked, dispatch_uid="contest_entries.tell_contestant")

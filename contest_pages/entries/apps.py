"""The app contest_entries."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EntriesConfig(AppConfig):
    """Entries: videos handed in, probed, judged against the live rules. May import registrations and below."""

    name = "contest_pages.entries"
    label = "contest_entries"
    verbose_name = _("Entries")
    default_auto_field = "django.db.models.BigAutoField"

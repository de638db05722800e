"""The app contest_review."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    """Preliminary review: steps, queue, desk, a chained record of decisions. May import entries and below."""

    name = "contest_pages.review"
    label = "contest_review"
    verbose_name = _("Preliminary review")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Connect the signals: cases follow entries."""
        from django.db.models.signals import post_save

        from contest_pages.entries import signals as entries
        from contest_pages.entries.models import EntryRoundPage

        from .domain import cases, changes, planning

        entries.entry_state_changed.connect(cases.on_entry_moved, dispatch_uid="contest_review.follow_state")
        entries.entry_state_changed.connect(
            changes.on_changes_back, dispatch_uid="contest_review.changes_back"
        )
        entries.entry_revised.connect(cases.on_entry_revised, dispatch_uid="contest_review.begin_again")
        post_save.connect(
            planning.on_round_created,
            sender=EntryRoundPage,
            dispatch_uid="contest_review.create_default_plan",
        )

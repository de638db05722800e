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
        """Connect the signals: cases follow entries, letters follow decisions."""
        from django.db.models.signals import post_save

        from contest_pages.entries import signals as entries
        from contest_pages.entries.models import EntryRoundPage

        from . import signals, tasks
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
        signals.decision_due.connect(tasks.on_decision_due, dispatch_uid="contest_review.send_decision")
        signals.passed_on.connect(tasks.on_passed_on, dispatch_uid="contest_review.send_question")
        signals.changes_back.connect(tasks.on_changes_back, dispatch_uid="contest_review.send_changes_back")
        signals.appeal_submitted.connect(tasks.on_appeal_submitted, dispatch_uid="contest_review.send_appeal")

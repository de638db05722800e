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
        """Let cases follow entries, and letters follow decisions."""
        from django.db.models.signals import post_save

        from contest_pages.entries import signals as entries
        from contest_pages.entries.models import EntryRoundPage
        from contest_pages.entries.queries.own import companions
        from contest_pages.registrations import signals as registrations
        from contest_pages.registrations.queries.personal_data import collectors
        from contest_pages.roles import roles_laid
        from contest_pages.sweeping import sweepers

        from . import signals, tasks
        from .domain import cases, changes, forgetting, planning
        from .queries.contestant import notes_for_contestant
        from .queries.personal_data import reviews_of

        entries.entry_moved.connect(cases.on_entry_moved, dispatch_uid="contest_review.follow_state")
        entries.entry_moved.connect(changes.on_changes_back, dispatch_uid="contest_review.changes_back")
        entries.entry_revised.connect(cases.on_entry_revised, dispatch_uid="contest_review.begin_again")
        post_save.connect(
            planning.on_round_created, sender=EntryRoundPage, dispatch_uid="contest_review.lay_plan"
        )
        roles_laid.connect(planning.on_roles_laid, dispatch_uid="contest_review.lay_plans")
        signals.decision_due.connect(tasks.on_decision_due, dispatch_uid="contest_review.send_decision")
        signals.passed_on.connect(tasks.on_passed_on, dispatch_uid="contest_review.send_question")
        signals.changes_back.connect(tasks.on_changes_back, dispatch_uid="contest_review.send_changes_back")
        signals.second_look_asked.connect(
            tasks.on_second_look_asked, dispatch_uid="contest_review.send_second_look"
        )
        registrations.registration_erased.connect(
            forgetting.on_registration_erased, dispatch_uid="contest_review.forget_words"
        )
        if reviews_of not in collectors:
            collectors.append(reviews_of)
        if notes_for_contestant not in companions:
            companions.append(notes_for_contestant)
        if tasks.sweep_review not in sweepers:
            sweepers.append(tasks.sweep_review)

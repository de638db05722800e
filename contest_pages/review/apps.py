"""The app contest_review."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    """Preliminary review: queue, desk, append-only decisions. May import entries and below."""

    name = "contest_pages.review"
    label = "contest_review"
    verbose_name = _("Preliminary review")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Wire the letter to the decision."""
        from . import signals, tasks

        signals.entry_decided.connect(tasks.on_entry_decided, dispatch_uid="contest_review.send_decision")

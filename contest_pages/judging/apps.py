"""The app contest_judging."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JudgingConfig(AppConfig):
    """Juries: panels, score sheets, jury rounds. May import standings, review and below."""

    name = "contest_pages.judging"
    label = "contest_judging"
    verbose_name = _("Juries")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Set the source of standings of jury rounds, and let works that leave their contest leave the rankings."""
        from contest_pages.entries import signals as entries

        from .domain.candidates import on_entry_moved
        from .models import JuryRoundPage
        from .standings import JURY_STANDINGS

        JuryRoundPage.standings = JURY_STANDINGS  # not in the class body: the source reads its sheets
        entries.entry_state_changed.connect(on_entry_moved, dispatch_uid="contest_judging.follow_state")

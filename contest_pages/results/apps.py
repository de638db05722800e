"""The app contest_results."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResultsConfig(AppConfig):
    """Results: awards and winners. May import review and below."""

    name = "contest_pages.results"
    label = "contest_results"
    verbose_name = _("Results")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Put winners on the cards of finished contests."""
        from contest_pages.contests.models.listing import card_companions

        from .queries.winners import winners_on_cards

        if winners_on_cards not in card_companions:
            card_companions.append(winners_on_cards)

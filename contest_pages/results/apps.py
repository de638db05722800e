"""The app contest_results."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResultsConfig(AppConfig):
    """Results: awards, rankings, winners. May import quizzes and below."""

    name = "contest_pages.results"
    label = "contest_results"
    verbose_name = _("Results")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Put winners on cards, ranks on contestants' pages, seals on the pages of quizzes."""
        from wagtail.signals import page_published

        from contest_pages.contests.models.listing import card_companions
        from contest_pages.quizzes import signals
        from contest_pages.quizzes.domain.naming import stands_still
        from contest_pages.quizzes.queries.own import publishes_results
        from contest_pages.quizzes.views.notes import notes_for_contestants, notes_on_start_page

        from .domain.sealing import on_marks_corrected, on_quiz_published
        from .queries.rankings import is_ranked, own_rank, results_are_published, seal_on_start_page
        from .queries.winners import winners_on_cards

        page_published.connect(on_quiz_published, dispatch_uid="contest_results.seal_lot")
        signals.marks_corrected.connect(on_marks_corrected, dispatch_uid="contest_results.note_correction")
        for hooks, hook in (
            (stands_still, is_ranked),
            (publishes_results, results_are_published),
            (notes_for_contestants, own_rank),
            (notes_on_start_page, seal_on_start_page),
        ):
            if hook not in hooks:
                hooks.append(hook)

        if winners_on_cards not in card_companions:
            card_companions.append(winners_on_cards)

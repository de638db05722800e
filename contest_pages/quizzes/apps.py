"""The app contest_quizzes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizzesConfig(AppConfig):
    """Quizzes: rounds and attempts. May import standings, the question bank, review and below."""

    name = "contest_pages.quizzes"
    label = "contest_quizzes"
    verbose_name = _("Quizzes")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Connect signals of other features, and set the source of standings of quiz rounds."""
        from contest_pages.question_bank.signals import key_corrected
        from contest_pages.registrations import signals as registrations

        from .domain.claiming import on_attached_token_received, on_registration_confirmed
        from .domain.correcting import on_key_corrected
        from .domain.withdrawal import on_registration_ends
        from .models import QuizRoundPage
        from .signals import marks_corrected
        from .standings.corrections import on_marks_corrected
        from .standings.source import QUIZ_STANDINGS

        QuizRoundPage.standings = QUIZ_STANDINGS  # not in the class body: the source reads its attempts

        key_corrected.connect(on_key_corrected, dispatch_uid="contest_quizzes.mark_again")
        marks_corrected.connect(on_marks_corrected, dispatch_uid="contest_quizzes.record_correction")
        registrations.registration_ends.connect(
            on_registration_ends, dispatch_uid="contest_quizzes.end_attempts"
        )
        registrations.attached_token_received.connect(
            on_attached_token_received, dispatch_uid="contest_quizzes.claim_attempt"
        )
        registrations.registration_confirmed.connect(
            on_registration_confirmed, dispatch_uid="contest_quizzes.confirm_claims"
        )

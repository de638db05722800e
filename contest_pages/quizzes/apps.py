"""The app contest_quizzes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizzesConfig(AppConfig):
    """Quizzes: question bank, rounds, attempts. May import review and below."""

    name = "contest_pages.quizzes"
    label = "contest_quizzes"
    verbose_name = _("Quizzes")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Wire attempts to what happens to contestants, to the sweeper and to the person's own data."""
        from contest_pages.readiness import inspectors
        from contest_pages.registrations import signals as registrations
        from contest_pages.registrations.queries.personal_data import collectors
        from contest_pages.sweeping import sweepers

        from .domain.leaving import on_registration_ends, on_registration_erased
        from .domain.naming import on_registration_brings, on_registration_confirmed
        from .queries.personal_data import attempts_of
        from .queries.publishing import inspect_quiz
        from .tasks import sweep_quizzes

        registrations.registration_ends.connect(
            on_registration_ends, dispatch_uid="contest_quizzes.end_attempts"
        )
        registrations.registration_erased.connect(
            on_registration_erased, dispatch_uid="contest_quizzes.forget_marks"
        )
        registrations.registration_brings.connect(
            on_registration_brings, dispatch_uid="contest_quizzes.claim_attempt"
        )
        registrations.registration_confirmed.connect(
            on_registration_confirmed, dispatch_uid="contest_quizzes.name_attempts"
        )
        if attempts_of not in collectors:
            collectors.append(attempts_of)
        if sweep_quizzes not in sweepers:
            sweepers.append(sweep_quizzes)
        if inspect_quiz not in inspectors:
            inspectors.append(inspect_quiz)

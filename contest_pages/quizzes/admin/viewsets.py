"""The list of attempts: who, when, how long; scores and predictions only after the round has closed."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy

from contest_pages.contests.record_admin import RecordAdmin, yes_no
from contest_pages.contests.record_filters import RoundFilter
from contest_pages.quizzes.logic.predictions import write_prediction
from contest_pages.quizzes.models import Attempt, QuizRoundPage
from contest_pages.vietnamese import length


class QuizRoundFilter(RoundFilter):
    """Show the attempts of one round."""

    def rounds(self):
        """Return the quiz rounds, the latest first."""
        return QuizRoundPage.objects.order_by("-opens_at")


class AttemptAdmin(RecordAdmin):
    """Every attempt: filter, search by code, export."""

    model = Attempt
    menu_icon = "form"
    menu_label = gettext_lazy("Quiz attempts")
    add_to_admin_menu = False  # linked from the screen of each round
    history_view_enabled = False
    search_fields = ("registration__search_text",)
    list_display = (
        "code",
        "contestant",
        "started_at",
        "submitted_at",
        "time_words",
        "score_words",
        "ended_by",
    )
    list_filter = (QuizRoundFilter, "ended_by")
    exact_times = ("started_at", "submitted_at")
    list_export = (
        "code",
        "contestant",
        "division",
        "number",
        "started_at",
        "submitted_at",
        "submitted_words",
        "seconds",
        "score_words",
        "prediction_words",
        "ended_by",
        "valid_words",
        "digest",
    )
    inspect_view_fields = (
        "code",
        "contestant",
        "division",
        "unit",
        "number",
        "started_words",
        "submitted_words",
        "time_words",
        "extra_minutes",
        "ended_by",
        "answered",
        "score_words",
        "prediction_words",
        "valid_words",
        "seal_words",
        "digest",
    )

    def get_queryset(self, request):
        """Prefetch what a row reads."""
        return super().get_queryset(request).select_related("registration", "round")

    def contestant(self, attempt):
        """Return the registration's code, or an empty text; names are in the list of registrations."""
        return attempt.registration.code if attempt.registration else ""

    contestant.short_description = gettext_lazy("registration")

    def score_words(self, attempt):
        """Return the score once the round has closed."""
        return attempt.score if attempt.is_submitted and attempt.round.has_closed(timezone.now()) else ""

    score_words.short_description = gettext_lazy("score")

    def prediction_words(self, attempt):
        """Return the prediction once the round has closed."""
        return write_prediction(attempt.prediction) if attempt.round.has_closed(timezone.now()) else ""

    prediction_words.short_description = gettext_lazy("prediction")

    def time_words(self, attempt):
        """Return the time used, in words."""
        return length(attempt.seconds) if attempt.seconds is not None else ""

    time_words.short_description = gettext_lazy("time used")

    def started_words(self, attempt):
        """Return the start, to the second."""
        return f"{timezone.localtime(attempt.started_at):%d/%m/%Y %H:%M:%S}"

    started_words.short_description = gettext_lazy("begun at")

    def submitted_words(self, attempt):
        """Return the submission, to the microsecond: it breaks ties."""
        return (
            f"{timezone.localtime(attempt.submitted_at):%d/%m/%Y %H:%M:%S.%f}" if attempt.is_submitted else ""
        )

    submitted_words.short_description = gettext_lazy("handed in at, to the microsecond")

    def valid_words(self, attempt):
        """Say whether it counts by the rules."""
        return yes_no(attempt.is_valid)

    valid_words.short_description = gettext_lazy("counts")

    def seal_words(self, attempt):
        """Say whether answers, time and prediction still match the receipt."""
        return yes_no(attempt.receipt_holds) if attempt.is_submitted else ""

    seal_words.short_description = gettext_lazy("the receipt's seal holds")

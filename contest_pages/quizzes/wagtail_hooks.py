"""The quizzes' place in Wagtail's admin."""

from __future__ import annotations

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from contest_pages.deletion_guard import guard_deletion

from .models import Attempt
from .policies import may_see_attempts
from .views import bank, office
from .viewsets import AttemptAdmin, BankGroup

register_snippet(BankGroup)
modeladmin_register(AttemptAdmin)

_ROUND = "contest/quiz/<number:round_id>"


@hooks.register("register_admin_urls")
def quiz_urls():
    """Register the screens of the bank and of the rounds."""
    return [
        path("contest/questions/<number:question_id>/", bank.look, name="contest_question"),
        path(
            "contest/questions/<number:question_id>/<number:version_number>/key/",
            bank.correct,
            name="contest_correct_key",
        ),
        path("contest/questions/list/", bank.import_list, name="contest_import_questions"),
        path("contest/questions/template/", bank.list_template, name="contest_question_template"),
        path("contest/questions/export/", bank.export_list, name="contest_export_questions"),
        path("contest/quiz/", office.rounds, name="contest_quiz_rounds"),
        path(f"{_ROUND}/statistics/", office.statistics, name="contest_quiz_statistics"),
        path(f"{_ROUND}/extra-time/", office.extra_time, name="contest_quiz_extra_time"),
    ]


class QuizMenuItem(MenuItem):
    """Shown to those who may see attempts."""

    def is_shown(self, request):
        """Ask the policy."""
        return may_see_attempts(request.user)


@hooks.register("register_admin_menu_item")
def quiz_menu_item():
    """Put the rounds into the menu."""
    return QuizMenuItem(
        _("Quizzes"), reverse("contest_quiz_rounds"), name="contest-quiz", icon_name="form", order=212
    )


@hooks.register("register_log_actions")
def quiz_actions(actions):
    """Register the verbs of quizzes with a sentence each."""
    for verb, label, sentence in (
        ("contest.check_question", _("Check question"), _("Question checked")),
        ("contest.retire_question", _("Retire question"), _("Question retired")),
        ("contest.take_question_back", _("Take question back"), _("Retired question taken back")),
        ("contest.import_question", _("Import question"), _("Question taken from a list")),
        ("contest.export_questions", _("Export questions"), _("Question bank handed out as a list")),
        ("contest.correct_key", _("Correct key"), _("Key corrected, attempts marked again")),
        ("contest.grant_extra_time", _("Grant extra time"), _("Extra time granted")),
    ):
        actions.register_action(verb, label, sentence)


def attempts_below(page) -> str:
    """Say how many attempts a page or anything below it holds."""
    count = Attempt.objects.filter(round__path__startswith=page.path).count()
    if not count:
        return ""
    return ngettext(
        "“%(page)s” holds %(count)d attempt and cannot be deleted. Unpublish it instead.",
        "“%(page)s” holds %(count)d attempts and cannot be deleted. Unpublish it instead.",
        count,
    ) % {"page": page.title, "count": count}


guard_deletion(attempts_below)

"""The question bank in Wagtail's admin."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin import views
from .admin.viewsets import BankGroup

register_snippet(BankGroup)


@hooks.register("register_admin_urls")
def question_bank_urls():
    """Register the screens of the bank."""
    return [
        path("contest/questions/<number:question_id>/", views.view_question, name="contest_question"),
        path(
            "contest/questions/<number:question_id>/<number:version_number>/key/",
            views.correct,
            name="contest_correct_key",
        ),
        path("contest/questions/list/", views.import_list, name="contest_import_questions"),
        path("contest/questions/list/preview/", views.preview_questions, name="contest_preview_questions"),
        path("contest/questions/template/", views.list_template, name="contest_question_template"),
        path("contest/questions/export/", views.export_list, name="contest_export_questions"),
    ]


@hooks.register("register_log_actions")
def question_bank_actions(actions):
    """Register the verbs of the bank with a sentence each."""
    for verb, label, sentence in (
        ("contest.check_question", _("Check question"), _("Question checked")),
        ("contest.retire_question", _("Retire question"), _("Question retired")),
        ("contest.take_question_back", _("Take question back"), _("Retired question taken back")),
        ("contest.import_question", _("Import question"), _("Question taken from a list")),
        ("contest.export_questions", _("Export questions"), _("Question bank handed out as a list")),
        ("contest.correct_key", _("Correct key"), _("Key corrected, answers marked again")),
    ):
        actions.register_action(verb, label, sentence)

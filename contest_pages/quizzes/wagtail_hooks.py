"""Quizzes in Wagtail's admin."""

from __future__ import annotations

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import modeladmin_register

from .admin import views
from .admin.viewsets import AttemptAdmin
from .permissions import may_see_attempts

modeladmin_register(AttemptAdmin)

_ROUND = "contest/quiz/<number:round_id>"


@hooks.register("register_admin_urls")
def quiz_urls():
    """Register the screens of the rounds."""
    return [
        path("contest/quiz/", views.rounds, name="contest_quiz_rounds"),
        path(f"{_ROUND}/statistics/", views.statistics, name="contest_quiz_statistics"),
        path(f"{_ROUND}/extra-time/", views.extra_time, name="contest_quiz_extra_time"),
    ]


class QuizMenuItem(MenuItem):
    """Shown to users who may see attempts."""

    def is_shown(self, request):
        """Return what the policy allows."""
        return may_see_attempts(request.user)


@hooks.register("register_admin_menu_item")
def quiz_menu_item():
    """Add the rounds to the menu."""
    return QuizMenuItem(
        _("Quizzes"), reverse("contest_quiz_rounds"), name="contest-quiz", icon_name="form", order=212
    )


@hooks.register("register_log_actions")
def quiz_actions(actions):
    """Register the verbs of quizzes with a sentence each."""
    for verb, label, sentence in (
        ("contest.grant_extra_time", _("Grant extra time"), _("Extra time granted")),
        ("contest.discard_attempts", _("Discard attempts"), _("Attempts of a mistaken opening do not count")),
    ):
        actions.register_action(verb, label, sentence)

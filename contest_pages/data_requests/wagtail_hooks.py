"""The requests' place in Wagtail's admin."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .admin import views


@hooks.register("register_admin_urls")
def request_urls():
    """Register the organisers' screens."""
    return [
        path(
            "contest/registrations/<number:registration_id>/request/",
            views.enter_request,
            name="contest_enter_request",
        ),
        path("contest/requests/<number:request_id>/", views.handle_request, name="contest_handle_request"),
    ]


@hooks.register("register_log_actions")
def request_actions(actions):
    """Register the verbs of requests with a sentence each."""
    for verb, label, sentence in (
        ("contest.data_request", _("Ask about personal data"), _("Sent a request about personal data")),
        ("contest.answer_data_request", _("Answer request"), _("Answered a request about personal data")),
        ("contest.extend_data_request", _("Extend request"), _("Extended a request about personal data")),
        ("contest.finish_data_request", _("Finish request"), _("Finished a request about personal data")),
    ):
        actions.register_action(verb, label, sentence)

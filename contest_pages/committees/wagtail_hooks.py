"""The committees' place in Wagtail's admin."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .admin import views


@hooks.register("register_admin_urls")
def committee_urls():
    """Register the screens of the list of members."""
    return [
        path("contest/committees/import/", views.import_committee_list, name="contest_import_committee"),
        path(
            "contest/committees/import/<number:contest_id>/",
            views.preview_committee_list,
            name="contest_preview_committee",
        ),
        path("contest/committees/template/", views.committee_template, name="contest_committee_template"),
    ]


@hooks.register("register_log_actions")
def committee_actions(actions):
    """Register the verbs of committees with a sentence each."""
    for verb, label, sentence in (
        ("contest.import_committee", _("Import committee"), _("Imported a list of committee members")),
        (
            "contest.add_committee_member",
            _("Add committee member"),
            _("Added a member of the staff to a committee"),
        ),
    ):
        actions.register_action(verb, label, sentence)

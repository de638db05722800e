"""Wagtail hooks of units."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin import lists, reorganisation
from .admin.viewsets import UnitGroup

register_snippet(UnitGroup)


@hooks.register("register_admin_urls")
def unit_urls():
    """Register the screens of lists, merging and splitting."""
    return [
        path("contest/units/list/", lists.upload_list, name="contest_bring_units"),
        path("contest/units/list/<number:list_id>/", lists.preview_list, name="contest_unit_list"),
        path("contest/units/list/template/", lists.list_template, name="contest_unit_template"),
        path("contest/units/merge/", reorganisation.merge_units, name="contest_merge_units"),
        path("contest/units/<number:unit_id>/split/", reorganisation.split_unit, name="contest_split_unit"),
    ]


@hooks.register("register_log_actions")
def unit_actions(actions):
    """Register the verbs of units with a sentence each."""
    for verb, label, sentence in (
        ("contest.import_units", _("Import units"), _("Units taken from a list")),
        ("contest.merge_units", _("Merge units"), _("Units merged")),
        ("contest.split_unit", _("Split unit"), _("Unit split")),
    ):
        actions.register_action(verb, label, sentence)

"""Wagtail hooks of ceremonies."""

from __future__ import annotations

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from .models import ContestCeremonyPage
from .permissions import may_press
from .views.wall import wall


@hooks.register("register_admin_urls")
def wall_url():
    """Register the wall page."""
    return [path("contest/ceremony/<number:page_id>/wall/", wall, name="contest_wall")]


@hooks.register("register_page_header_buttons")
def wall_button(page, user, next_url=None, view_name=None):
    """Put the wall page into the menu of a ceremony that opens a round."""
    if isinstance(page, ContestCeremonyPage) and page.pk and page.opens_round_id and may_press(user):
        yield Button(
            _("Page for the wall"), reverse("contest_wall", args=[page.pk]), icon_name="desktop", priority=4
        )


@hooks.register("register_log_actions")
def press_actions(actions):
    """Register the verbs of ceremonies with a sentence each."""
    for verb, label, sentence in (
        ("contest.press_start", _("Open on stage"), _("Opened the round on stage")),
        ("contest.undo_press", _("Take opening back"), _("Took the opening on stage back")),
    ):
        actions.register_action(verb, label, sentence)

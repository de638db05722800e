"""Wagtail hooks of ceremonies."""

from __future__ import annotations

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from .models import ContestCeremonyPage
from .views import console


@hooks.register("register_admin_urls")
def console_urls():
    """Register the operator's console."""
    address = "contest/ceremony/<number:page_id>/launch/"
    return [
        path(address, console.console, name="contest_launch_console"),
        path(f"{address}presence/", console.presence, name="contest_launch_presence"),
        path(f"{address}wall/", console.open_wall, name="contest_launch_wall"),
    ]


@hooks.register("register_page_header_buttons")
def console_button(page, user, next_url=None, view_name=None):
    """Put the console into the menu of a ceremony that opens a round; who may not press reads there who may."""
    if isinstance(page, ContestCeremonyPage) and page.pk and page.opens_round_id:
        address = reverse("contest_launch_console", args=[page.pk])
        yield Button(_("Launch console"), address, icon_name="desktop", priority=4)


@hooks.register("register_log_actions")
def press_actions(actions):
    """Register the verbs of ceremonies with a sentence each."""
    for verb, label, sentence in (
        ("contest.press_start", _("Open on stage"), _("Opened the round on stage")),
        ("contest.undo_press", _("Take opening back"), _("Took the opening on stage back")),
        ("contest.press_rehearsal", _("Trial press"), _("Pressed the button in a rehearsal")),
    ):
        actions.register_action(verb, label, sentence)

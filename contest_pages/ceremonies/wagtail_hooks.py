"""Wagtail hooks of ceremonies."""

from __future__ import annotations

from django.db.models import Q
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from contest_pages.admin.deletion_guard import guard_deletion

from .models import ContestCeremonyPage, Press
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


def presses_below(page) -> str:
    """Say that a page, or one below it, was opened or opened something on stage."""
    pressed = Press.objects.filter(
        Q(ceremony__path__startswith=page.path) | Q(round__path__startswith=page.path)
    )
    if not pressed.exists():
        return ""
    return _(
        "“%(page)s” keeps who opened the contest on stage and cannot be deleted. Unpublish it instead."
    ) % {"page": page.title}


guard_deletion(presses_below)


@hooks.register("register_log_actions")
def press_actions(actions):
    """Register the verbs of ceremonies with a sentence each."""
    for verb, label, sentence in (
        ("contest.press_start", _("Open on stage"), _("Opened the round on stage")),
        ("contest.undo_press", _("Take opening back"), _("Took the opening on stage back")),
    ):
        actions.register_action(verb, label, sentence)

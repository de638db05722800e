"""The results' place in Wagtail's admin."""

from __future__ import annotations

from django.urls import path, reverse
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets import Button

from .models import ContestResultsPage
from .views.standings import paste_standings


@hooks.register("register_admin_urls")
def paste_standings_url():
    """Register the screen that takes standings from a table."""
    return [path("contest/<int:page_id>/standings/", paste_standings, name="contest_paste_standings")]


@hooks.register("register_page_header_buttons")
def paste_standings_button(page, user, next_url=None, view_name=None):
    """Put “Paste standings” into the menu of a results page."""
    if isinstance(page, ContestResultsPage) and page.pk and page.permissions_for_user(user).can_edit():
        yield Button(
            gettext_lazy("Paste standings"),
            reverse("contest_paste_standings", args=[page.pk]),
            icon_name="list-ol",
            priority=6,
        )

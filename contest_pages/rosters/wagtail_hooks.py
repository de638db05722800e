"""The rosters' place in Wagtail's admin."""

from __future__ import annotations

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .admin import views
from .permissions import may_watch


@hooks.register("register_admin_urls")
def roster_urls():
    """Register the organisers' screens."""
    return [
        path("contest/rosters/", views.forms, name="contest_roster_forms"),
        path("contest/rosters/<number:page_id>/", views.units, name="contest_roster_units"),
        path("contest/rosters/<number:page_id>/remind/", views.remind, name="contest_roster_remind"),
        path("contest/rosters/<number:page_id>/annex.<str:form>", views.annex, name="contest_office_annex"),
        path(
            "contest/rosters/roster/<number:roster_id>/contact/",
            views.change_contact,
            name="contest_hand_over_roster",
        ),
        path(
            "contest/rosters/contest/<number:contest_id>/",
            views.statistics,
            name="contest_roster_statistics",
        ),
    ]


class UnitsRegisteredItem(MenuItem):
    """A menu item for users who may watch."""

    def is_shown(self, request):
        """Return whether the menu has it."""
        return may_watch(request.user)


@hooks.register("register_admin_menu_item")
def units_registered():
    """Add the table of units to the menu."""
    return UnitsRegisteredItem(
        _("Registration by unit"),
        reverse("contest_roster_forms"),
        name="contest-rosters",
        icon_name="table",
        order=222,
    )


@hooks.register("register_log_actions")
def roster_actions(actions):
    """Register the verbs of rosters with a sentence each."""
    for verb, label, sentence in (
        ("contest.change_roster", _("Change roster"), _("Changed who stands on the roster")),
        (
            "contest.hand_over_roster",
            _("Hand roster over"),
            _("Gave the roster to another contact"),
        ),
        ("contest.remind_units", _("Remind units"), _("Had units reminded of their registration")),
    ):
        actions.register_action(verb, label, sentence)

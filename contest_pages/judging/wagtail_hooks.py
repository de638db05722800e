"""The admin of juries: the organisers' screens, verbs of the audit trail."""

from __future__ import annotations

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from .admin import advancing, arranging, documents, plans, progress, rechecks, sheets, statistics
from .admin import paper_hooks as paper_hooks
from .admin.panels import juror_panel
from .admin.recheck_panel import RecheckPanel
from .models import JuryRoundPage
from .permissions import may_arrange, may_see_sheets

_ROUND = "contest/jury/<number:round_id>"


@hooks.register("register_admin_urls")
def jury_urls():
    """Register the organisers' screens of juries."""
    return [
        path("contest/jury/", arranging.rounds, name="contest_juries"),
        path(f"{_ROUND}/", arranging.panel, name="contest_jury_panel"),
        path(f"{_ROUND}/progress/", progress.progress, name="contest_jury_progress"),
        path(f"{_ROUND}/plan/", plans.change_plan, name="contest_jury_plan"),
        path(f"{_ROUND}/sheets/", sheets.sheets, name="contest_jury_sheets"),
        path(f"{_ROUND}/advance/", advancing.advance, name="contest_jury_advance"),
        path(f"{_ROUND}/statistics/", statistics.statistics, name="contest_jury_statistics"),
        path(f"{_ROUND}/minutes.<str:kind>", documents.minutes, name="contest_jury_minutes"),
        path(f"{_ROUND}/rechecks/", rechecks.rechecks, name="contest_jury_rechecks"),
        path(f"{_ROUND}/rechecks/<number:recheck_id>/", rechecks.recheck, name="contest_jury_recheck"),
    ]


class JuriesItem(MenuItem):
    """A menu item for users who may arrange juries."""

    def is_shown(self, request):
        """Return whether the menu has it."""
        return may_arrange(request.user)


@hooks.register("register_admin_menu_item")
def juries():
    """Add the jury rounds to the menu."""
    return JuriesItem(
        _("Juries"), reverse("contest_juries"), name="contest-juries", icon_name="clipboard-list", order=212
    )


@hooks.register("construct_homepage_panels")
def own_rounds_panel(request, panels):
    """Add the panel to the dashboard of jurors."""
    if panel := juror_panel(request.user):
        panels.append(panel)


@hooks.register("register_page_header_buttons")
def buttons_of_a_jury_round(page, user, next_url=None, view_name=None):
    """Add the jury's screens to the menu of a jury round."""
    if not isinstance(page, JuryRoundPage) or not page.pk:
        return
    if may_arrange(user):
        yield Button(_("Jury"), reverse("contest_jury_panel", args=[page.pk]), icon_name="group", priority=5)
        yield Button(
            _("Progress of the judging"),
            reverse("contest_jury_progress", args=[page.pk]),
            icon_name="table",
            priority=6,
        )
    if may_see_sheets(user):
        yield Button(
            _("Score sheets"), reverse("contest_jury_sheets", args=[page.pk]), icon_name="list-ol", priority=7
        )


@hooks.register("construct_homepage_panels")
def recheck_panel(request, panels):
    """Show those who see points which checks of a sum wait for a reply."""
    if may_see_sheets(request.user):
        panels.append(RecheckPanel())


@hooks.register("register_log_actions")
def register_log_actions(actions):
    """Register the audit verbs of juries."""
    actions.register_action(
        "contest.change_judging_plan", _("Change the rules of judging"), _("Rules of judging changed")
    )
    actions.register_action("contest.add_seat", _("Add a seat"), _("Seat added to the jury"))
    actions.register_action("contest.change_seat", _("Change a seat"), _("Seat of the jury changed"))
    actions.register_action("contest.remove_seat", _("Remove a seat"), _("Seat removed from the jury"))
    actions.register_action("contest.take_seat", _("Seat a juror"), _("Juror seated"))
    actions.register_action("contest.end_term", _("End a juror's term"), _("Juror's term ended"))
    actions.register_action("contest.extend_term", _("Give a juror more time"), _("Juror given more time"))
    actions.register_action(
        "contest.collect_candidates", _("Take works for judging"), _("Works taken for judging")
    )
    actions.register_action("contest.add_candidate", _("Add a work for judging"), _("Work added for judging"))
    actions.register_action(
        "contest.change_candidate", _("Change a candidate's state"), _("State of a candidate changed")
    )
    actions.register_action("contest.assign_jury", _("Assign the jury"), _("Jury assigned"))
    actions.register_action(
        "contest.declare_jury_conflicts", _("Declare a juror's conflicts"), _("Juror's conflicts declared")
    )
    actions.register_action("contest.excuse_seat", _("Excuse a juror"), _("Juror excused from a work"))
    actions.register_action("contest.lift_excuse", _("Lift an excuse"), _("Excuse of a juror lifted"))
    actions.register_action(
        "contest.answer_reopening",
        _("Let a sheet be written again"),
        _("Request to write a sheet again answered"),
    )
    actions.register_action("contest.void_sheet", _("Declare a sheet void"), _("Sheet declared void"))
    actions.register_action(
        "contest.export_judging_minutes",
        _("Draw up minutes of a judging"),
        _("Minutes of the judging drawn up"),
    )
    actions.register_action("contest.invite_jurors", _("Invite jurors"), _("Jurors invited"))
    actions.register_action("contest.remind_jurors", _("Remind jurors"), _("Jurors reminded"))
    actions.register_action(
        "contest.close_jury_list",
        _("Close the list of works that go on"),
        _("List of works that go on closed"),
    )
    actions.register_action(
        "contest.reopen_jury_list",
        _("Open the list of works that go on again"),
        _("List of works that go on opened again"),
    )
    actions.register_action(
        "contest.ask_recheck", _("Ask for a check of the sum"), _("Check of the sum asked for")
    )
    actions.register_action(
        "contest.answer_recheck", _("Answer a check of the sum"), _("Check of the sum answered")
    )
    actions.register_action(
        "contest.decide_remark", _("Decide about a remark"), _("Remark of a juror released or held back")
    )
    actions.register_action(
        "contest.close_gap_case", _("Close a case of differing jurors"), _("Case of differing jurors closed")
    )

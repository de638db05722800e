"""The admin of juries: verbs of the audit trail."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .admin import paper_hooks as paper_hooks


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

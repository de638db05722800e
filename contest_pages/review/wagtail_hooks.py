"""The review's place in Wagtail's admin."""

from __future__ import annotations

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from contest_pages.deletion_guard import guard_user_deletion

from .panels import WaitingPanel
from .policies import may_look, may_review
from .staff import staff_name
from .views import desk, office, queue, ties
from .viewsets import PlanViewSet, ReviewAdmin, TieAdmin

register_snippet(PlanViewSet)
modeladmin_register(ReviewAdmin)
modeladmin_register(TieAdmin)


def decisions_of(user) -> str:
    """Say how many decisions an account stands for on record."""
    count = user.contest_reviews.count()
    if not count:
        return ""
    return ngettext(
        "%(name)s has %(count)d decision on record; the account can be deactivated, not deleted.",
        "%(name)s has %(count)d decisions on record; the account can be deactivated, not deleted.",
        count,
    ) % {"name": staff_name(user), "count": count}


guard_user_deletion(decisions_of)

_ROUND = "contest/review/round/<number:round_id>"
_ENTRY = "contest/review/<number:entry_id>"


@hooks.register("register_admin_urls")
def review_urls():
    """Register queue, desk and the organisers' screens."""
    return [
        path("contest/review/", queue.rounds, name="contest_review_rounds"),
        path("contest/review/ties/", ties.own_ties, name="contest_review_ties"),
        path(f"{_ROUND}/", queue.queue, name="contest_review_queue"),
        path(f"{_ROUND}/next/", queue.take, name="contest_review_take"),
        path(f"{_ROUND}/step-<number:step_id>/bulk/", queue.bulk, name="contest_review_bulk"),
        path(f"{_ROUND}/step-<number:step_id>/remind/", queue.remind, name="contest_review_remind"),
        path(f"{_ROUND}/close/", office.close, name="contest_review_close"),
        path(f"{_ROUND}/minutes.<str:kind>", office.minutes, name="contest_review_minutes"),
        path(f"{_ROUND}/statistics/", office.statistics, name="contest_review_statistics"),
        path(f"{_ROUND}/three-steps/", office.three_steps, name="contest_review_three_steps"),
        path(f"{_ENTRY}/", desk.desk, name="contest_review_desk"),
        path(f"{_ENTRY}/notes/", desk.notes, name="contest_review_notes"),
        path(f"{_ENTRY}/claim/", desk.claim, name="contest_review_claim"),
        path(f"{_ENTRY}/tie/", desk.tie, name="contest_review_tie"),
        path(f"{_ENTRY}/disqualify/", office.disqualify, name="contest_review_disqualify"),
        path("contest/review/decision/<number:review_id>/undo/", desk.undo, name="contest_review_undo"),
    ]


class ReviewMenuItem(MenuItem):
    """Shown to those who may look."""

    def is_shown(self, request):
        """Ask the policy."""
        return may_look(request.user)


@hooks.register("register_admin_menu_item")
def review_menu_item():
    """Put the queue into the menu."""
    return ReviewMenuItem(
        _("Preliminary review"),
        reverse("contest_review_rounds"),
        name="contest-review",
        icon_name="clipboard-list",
        order=210,
    )


@hooks.register("construct_homepage_panels")
def waiting_panel(request, panels):
    """Put the count on the dashboard of those who may decide."""
    if may_review(request.user):
        panels.append(WaitingPanel())


@hooks.register("register_log_actions")
def review_actions(actions):
    """Register the verbs of the review with a sentence each."""
    for verb, label, sentence in (
        ("contest.accept", _("Accept entry"), _("Accepted in the preliminary review")),
        ("contest.reject", _("Reject entry"), _("Rejected in the preliminary review")),
        ("contest.ask_changes", _("Ask for changes"), _("Changes asked for in the preliminary review")),
        ("contest.pass_on", _("Pass on"), _("Passed on to a colleague")),
        ("contest.disqualify", _("Disqualify"), _("Disqualified")),
        ("contest.undo_decision", _("Take a decision back"), _("Decision taken back")),
        ("contest.changes_over", _("Time for changes over"), _("The time for changes is over")),
        ("contest.ask_second_look", _("Ask for a second look"), _("Second look asked for")),
        ("contest.declare_tie", _("Declare a tie"), _("A moderator declared a tie")),
        ("contest.drop_tie", _("Take a tie back"), _("A moderator took a tie back")),
        ("contest.release_claim", _("Free an entry"), _("Freed for other moderators")),
        ("contest.remind", _("Remind moderators"), _("Moderators reminded")),
        ("contest.close_list", _("Close the list"), _("List of the preliminary review closed")),
        ("contest.reopen_list", _("Open the list again"), _("List of the preliminary review opened again")),
        ("contest.export_minutes", _("Draw up minutes"), _("Minutes of the preliminary review drawn up")),
    ):
        actions.register_action(verb, label, sentence)

"""The review's place in Wagtail's admin."""

from __future__ import annotations

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from contest_pages.admin.deletion_guard import guard_user_deletion
from contest_pages.vietnamese import person_name

from .admin import conflicts, desk, organisers, queue, sharing
from .admin.panels import WaitingPanel
from .admin.viewsets import PlanViewSet, ReviewAdmin
from .permissions import may_review, may_view

register_snippet(PlanViewSet)
modeladmin_register(ReviewAdmin)


def decisions_of(user) -> str:
    """Return the refusal to delete an account with decisions on record."""
    count = user.contest_reviews.count()
    if not count:
        return ""
    return ngettext(
        "%(name)s has %(count)d decision on record; the account can be deactivated, not deleted.",
        "%(name)s has %(count)d decisions on record; the account can be deactivated, not deleted.",
        count,
    ) % {"name": person_name(user), "count": count}


guard_user_deletion(decisions_of)

_ROUND = "contest/review/round/<number:round_id>"
_ENTRY = "contest/review/<number:entry_id>"


@hooks.register("register_admin_urls")
def review_urls():
    """Register queue, desk and the organisers' screens."""
    return [
        path("contest/review/", queue.rounds, name="contest_review_rounds"),
        path("contest/review/conflicts/", conflicts.own_conflicts, name="contest_review_conflicts"),
        path(f"{_ROUND}/", queue.queue, name="contest_review_queue"),
        path(f"{_ROUND}/next/", queue.claim_next_entry, name="contest_review_take"),
        path(f"{_ROUND}/step-<number:step_id>/bulk/", queue.bulk, name="contest_review_bulk"),
        path(f"{_ROUND}/step-<number:step_id>/share/", sharing.share, name="contest_review_share"),
        path(
            "contest/review/share/<number:share_out_id>/undo/",
            sharing.undo_share,
            name="contest_review_share_undo",
        ),
        path(f"{_ROUND}/step-<number:step_id>/remind/", queue.remind, name="contest_review_remind"),
        path(f"{_ROUND}/close/", organisers.close, name="contest_review_close"),
        path(f"{_ROUND}/minutes.<str:kind>", organisers.minutes, name="contest_review_minutes"),
        path(f"{_ROUND}/statistics/", organisers.statistics, name="contest_review_statistics"),
        path(f"{_ROUND}/three-steps/", organisers.three_steps, name="contest_review_three_steps"),
        path(f"{_ENTRY}/", desk.desk, name="contest_review_desk"),
        path(f"{_ENTRY}/notes/", desk.desk_notes, name="contest_review_notes"),
        path(f"{_ENTRY}/comment/", desk.comment, name="contest_review_comment"),
        path(f"{_ENTRY}/claim/", desk.claim, name="contest_review_claim"),
        path(f"{_ENTRY}/conflict/", desk.conflict, name="contest_review_conflict"),
        path(f"{_ENTRY}/disqualify/", organisers.disqualify, name="contest_review_disqualify"),
        path("contest/review/decision/<number:review_id>/undo/", desk.undo, name="contest_review_undo"),
    ]


class ReviewMenuItem(MenuItem):
    """A menu item for users who may view the review."""

    def is_shown(self, request):
        """Return whether the user may view the review."""
        return may_view(request.user)


@hooks.register("register_admin_menu_item")
def review_menu_item():
    """Add the queue to the menu."""
    return ReviewMenuItem(
        _("Preliminary review"),
        reverse("contest_review_rounds"),
        name="contest-review",
        icon_name="clipboard-list",
        order=210,
    )


@hooks.register("construct_homepage_panels")
def waiting_panel(request, panels):
    """Add the panel to the dashboard of moderators."""
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
        ("contest.release_claim", _("Free an entry"), _("Freed for other moderators")),
        ("contest.share_out", _("Share out entries"), _("Entries shared out among moderators")),
        (
            "contest.undo_share_out",
            _("Take an assignment back"),
            _("Sharing out of entries taken back"),
        ),
        ("contest.remind", _("Remind moderators"), _("Moderators reminded")),
        ("contest.close_list", _("Close the list"), _("List of the preliminary review closed")),
        ("contest.reopen_list", _("Open the list again"), _("List of the preliminary review opened again")),
        ("contest.export_minutes", _("Draw up minutes"), _("Minutes of the preliminary review drawn up")),
    ):
        actions.register_action(verb, label, sentence)

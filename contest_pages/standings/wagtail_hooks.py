"""Rankings and awards in Wagtail's admin."""

from __future__ import annotations

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from contest_pages.contests.models import ContestPage

from .admin.awards import awards
from .admin.pasting import paste
from .admin.ranking import export_proof, rank_contest, rank_round
from .permissions import may_propose


@hooks.register("register_admin_urls")
def standings_urls():
    """Register the screens of rankings and awards."""
    return [
        path("contest/standings/<number:round_id>/", rank_round, name="contest_rank_round"),
        path("contest/standings/<number:round_id>/proof.csv", export_proof, name="contest_export_ranking"),
        path(
            "contest/standings/of/<number:contest_id>/<slug:basis>/",
            rank_contest,
            name="contest_rank_contest",
        ),
        path("contest/standings/of/<number:contest_id>/", paste, name="contest_paste_standings"),
        path("contest/awards/<number:contest_id>/", awards, name="contest_awards"),
    ]


@hooks.register("register_log_actions")
def ranking_actions(actions):
    """Register the verbs of rankings and awards with a sentence each."""
    for verb, label, sentence in (
        ("contest.freeze_round", _("Freeze round"), _("Round frozen for ranking")),
        ("contest.exclude", _("Exclude"), _("Excluded from a round")),
        ("contest.lift_exclusion", _("Lift exclusion"), _("Exclusion lifted")),
        ("contest.rank_round", _("Rank round"), _("Round counted and ranked")),
        ("contest.draw_lot", _("Draw lot"), _("Lot drawn")),
        ("contest.decide_tie", _("Decide tie"), _("Tie decided by the chair")),
        ("contest.propose_awards", _("Propose prizes"), _("Prizes proposed")),
        ("contest.publish_ranking", _("Publish ranking"), _("Ranking published")),
        ("contest.revoke_award", _("Revoke prize"), _("Prize revoked")),
        ("contest.export_ranking", _("Export ranking"), _("Ranking exported without names")),
        ("contest.paste_standings", _("Paste standings"), _("Standings pasted")),
        ("contest.discard_standings", _("Drop standings"), _("Pasted standings dropped")),
        ("contest.propose_award", _("Propose award"), _("Prize proposed by hand")),
        ("contest.remove_award", _("Remove award"), _("Proposed prize removed")),
        ("contest.publish_awards", _("Publish awards"), _("Prizes published")),
    ):
        actions.register_action(verb, label, sentence)


@hooks.register("register_page_header_buttons")
def buttons_of_a_contest(page, user, next_url=None, view_name=None):
    """Add “Awards” and “Paste standings” to the menu of a contest and of its results page."""
    contest = contest_of(page)
    if contest is not None and may_propose(user, contest):
        yield Button(_("Awards"), reverse("contest_awards", args=[contest.pk]), icon_name="pick", priority=5)
        yield Button(
            _("Paste standings"),
            reverse("contest_paste_standings", args=[contest.pk]),
            icon_name="list-ol",
            priority=6,
        )


def contest_of(page) -> ContestPage | None:
    """Return the contest of a page with buttons for awards: the contest's own page, or its results page."""
    if not page.pk:
        return None
    if isinstance(page, ContestPage):
        return page.original
    return page.contest.original if getattr(page, "shows_awards", False) else None

"""The results' place in Wagtail's admin."""

from __future__ import annotations

from django.urls import path, reverse
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from contest_pages.registrations.policies import may_manage

from .models import ContestResultsPage
from .views import merit, overall, ranking
from .views.standings import paste_standings


@hooks.register("register_admin_urls")
def results_urls():
    """Register the screens of standings and rankings."""
    return [
        path("contest/<number:page_id>/standings/", paste_standings, name="contest_paste_standings"),
        path("contest/merit/", merit.merit, name="contest_merit"),
        path("contest/quiz/<number:round_id>/ranking/", ranking.rank_round, name="contest_rank_round"),
        path(
            "contest/quiz/overall/<number:contest_id>/<slug:whose>/",
            overall.rank_overall,
            name="contest_rank_overall",
        ),
        path(
            "contest/quiz/<number:round_id>/ranking.csv", ranking.export_proof, name="contest_export_ranking"
        ),
    ]


class MeritItem(MenuItem):
    """Shown to organisers."""

    def is_shown(self, request):
        """Say whether the menu has it."""
        return may_manage(request.user)


@hooks.register("register_reports_menu_item")
def participation_by_unit():
    """Add the table of units to the reports."""
    return MeritItem(
        _("Participation by unit"),
        reverse("contest_merit"),
        name="contest-merit",
        icon_name="site",
        order=900,
    )


@hooks.register("register_log_actions")
def ranking_actions(actions):
    """Register the verbs of rankings with a sentence each."""
    for verb, label, sentence in (
        ("contest.freeze_round", _("Freeze round"), _("Round frozen for ranking")),
        ("contest.strike_out", _("Strike out"), _("Struck out of a round")),
        ("contest.lift_strike", _("Take strike back"), _("Strike taken back")),
        ("contest.rank_round", _("Rank round"), _("Round counted and ranked")),
        ("contest.draw_lot", _("Draw lot"), _("Lot drawn")),
        ("contest.decide_tie", _("Decide tie"), _("Tie decided by the chair")),
        ("contest.propose_awards", _("Propose prizes"), _("Prizes proposed")),
        ("contest.publish_ranking", _("Publish ranking"), _("Ranking published")),
        ("contest.revoke_award", _("Revoke prize"), _("Prize revoked")),
        ("contest.count_overall", _("Add up rounds"), _("Rounds of the quiz added up")),
        (
            "contest.decide_overall_tie",
            _("Decide overall tie"),
            _("Tie of the overall ranking decided by the chair"),
        ),
        ("contest.publish_overall", _("Publish overall ranking"), _("Overall ranking published")),
        ("contest.export_ranking", _("Export ranking"), _("Ranking exported without names")),
    ):
        actions.register_action(verb, label, sentence)


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

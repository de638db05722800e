"""Visitors see the results of a jury round on the results page, with the points that its rules name and no others."""

from __future__ import annotations

import pytest

from contest_pages.judging.domain.voiding import declare_void
from contest_pages.judging.models import JuryRoundPage, ScoreSheet
from contest_pages.standings.domain.awarding import propose_awards
from contest_pages.standings.domain.giving import propose_award, publish_awards
from contest_pages.standings.domain.publishing import publish
from contest_pages.standings.domain.ranking import freeze, rank
from contest_pages.standings.models import Ranking, Subject
from tests.factories import ContestResultsPageFactory, PrizeFactory
from tests.factories.pages import NOW, hanoi

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]
CLOSED = hanoi("2024-07-21 00:00")


@pytest.fixture
def results(scored, request):
    """Return a function that publishes results by a rule about points, and returns the jury and the page's address."""

    def of(points_shown: str):
        scored.page.points_shown = points_shown
        scored.page.save()
        scored.page = JuryRoundPage.objects.get(pk=scored.page.pk)
        PrizeFactory(contest=scored.stage.contest, name="Giải Nhất", count=1)
        page = ContestResultsPageFactory(parent=scored.stage.contest, slug="ket-qua")
        jury = request.getfixturevalue("jury")
        for seat, points in enumerate((40_000, 41_000, 43_500)):
            for number in range(3):
                values = {"noi-dung": points - 1_000 * number, "hinh-thuc": 20_000, "suc-lan-toa": 0}
                jury.seal(term=seat, candidate=number, points=values)
        kwargs = {"subject": Subject.of_round(jury.page), "actor": jury.actor, "now": CLOSED}
        for step in (freeze, rank, propose_awards, publish):
            step(**kwargs)
        return jury, page.get_url()

    return of


def whole(client, url: str) -> str:
    return client.get(url, {"bang-xep-hang": Ranking.objects.get().pk}).content.decode()


#: The winner's total and mean of the content, the last one's total, the first juror's total for the last one.
WINNERS, MEAN, LAST, OF_ONE = "61,5", "41,50", "59,5", "58"


@pytest.mark.parametrize(
    ("points_shown", "seen"),
    [
        ("nothing", set()),
        ("winners", {WINNERS}),
        ("totals", {WINNERS, LAST}),
        ("criteria", {WINNERS, LAST, MEAN}),
        ("seats", {WINNERS, LAST, OF_ONE}),
    ],
)
def test_visitors_see_the_points_that_the_rules_name(results, client, points_shown, seen):
    _jury, url = results(points_shown)
    html = whole(client, url)
    assert {words for words in (WINNERS, MEAN, LAST, OF_ONE) if f">{words}<" in html} == seen


def test_the_winner_stands_on_the_podium_and_every_work_in_the_ranking(results, client):
    jury, url = results("winners")
    html = client.get(url).content.decode()
    assert "contest-podium" in html
    assert jury.candidates[0].entry.title in html.partition("contest-podium")[2]
    assert all(candidate.code in whole(client, url) for candidate in jury.candidates)


def test_a_prize_by_hand_stands_beside_the_podium_of_the_jury(results, client):
    jury, url = results("winners")
    liked = PrizeFactory(
        contest=jury.page.contest.original, name="Được yêu thích", basis="interactions", sort_order=9
    )
    by = {"contest": jury.page.contest, "actor": jury.actor, "now": CLOSED}
    propose_award(prize=liked, entry=jury.candidates[2].entry, **by)
    publish_awards(**by)
    html = client.get(url).content.decode()
    podium, others = html.partition("giai-thuong")[::2]
    assert jury.candidates[0].entry.title in podium
    assert "Được yêu thích" in others


def test_parts_of_results_to_which_sheets_were_changed_since_are_not_shown(results, client):
    jury, url = results("criteria")
    sheet = ScoreSheet.objects.get(candidate=jury.candidates[1], seat=jury.seats[0])
    declare_void(sheet=sheet, reason="Nhầm bài", now=NOW, actor=jury.actor)
    html = whole(client, url)
    assert f">{WINNERS}<" in html
    assert f">{MEAN}<" not in html


def test_the_number_of_works_costs_no_queries(results, client, django_assert_max_num_queries):
    _jury, url = results("seats")
    whole(client, url)
    with django_assert_max_num_queries(60):
        whole(client, url)

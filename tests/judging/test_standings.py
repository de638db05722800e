"""A judged round is ranked from its sealed sheets: refused while one is missing, published, corrected, computed again."""

from __future__ import annotations

import datetime

import pytest

from contest_pages.judging.domain.assigning import excuse
from contest_pages.judging.domain.candidates import change_state
from contest_pages.judging.enums import CandidateState, Excuse
from contest_pages.judging.errors import NotOpen
from contest_pages.judging.models import Assignment, JuryCriterion, JuryRoundPage, Reopening, ScoreSheet
from contest_pages.review.domain.disqualifying import disqualify
from contest_pages.standings.domain.publishing import publish
from contest_pages.standings.domain.ranking import freeze, rank
from contest_pages.standings.errors import RankingRefused
from contest_pages.standings.logic.checking import check_lines
from contest_pages.standings.models import Subject
from tests.factories.pages import NOW, hanoi

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]
CLOSED = hanoi("2024-07-21 00:00")


def seal_all(jury, table):
    """Seal a sheet for each seat (row) and candidate (column): totals as points of the first two criteria."""
    for seat, row in enumerate(table):
        for candidate, points in enumerate(row):
            if points is not None:
                first = min(points, 50)
                jury.seal(
                    term=seat,
                    candidate=candidate,
                    points={"noi-dung": first * 1000, "hinh-thuc": (points - first) * 1000, "suc-lan-toa": 0},
                )


def ranked(jury, now=CLOSED):
    subject = Subject.of_round(JuryRoundPage.objects.get(pk=jury.page.pk))
    freeze(subject=subject, actor=jury.actor, now=now)
    return rank(subject=subject, actor=jury.actor, now=now)


def places(ranking):
    return [
        (row.rank, row.entry.number, row.points)
        for row in ranking.rows.select_related("entry").order_by("rank", "code")
    ]


def test_works_are_ranked_by_the_mean_of_all_sheets(jury):
    seal_all(jury, [[70, 60, 50], [71, 60, 55], [70, 65, 50]])
    numbers = [candidate.entry.number for candidate in jury.candidates]
    ranking = ranked(jury)
    assert places(ranking) == [(1, numbers[0], "70,33"), (2, numbers[1], "61,67"), (3, numbers[2], "51,67")]
    assert check_lines(ranking, ranking.source, ranking.source.lines(ranking)) == 3
    published = publish(subject=ranking.subject, actor=jury.actor, now=CLOSED)
    assert published.published_at == CLOSED


def test_nothing_is_ranked_while_a_sheet_is_missing(jury):
    seal_all(jury, [[70, 60, 50], [71, 60, 55], [70, 65, None]])
    with pytest.raises(RankingRefused):
        ranked(jury, now=NOW)
    with pytest.raises(RankingRefused, match="3"):
        ranked(jury)
    assignment = Assignment.objects.get(candidate=jury.candidates[2], seat=jury.seats[2])
    excuse(assignment=assignment, excuse=Excuse.ABSENT, reason="Ốm", actor=jury.actor, now=NOW)
    with pytest.raises(RankingRefused):  # two sheets are fewer than the rules ask for
        ranked(jury)


def test_a_broken_record_is_never_ranked(jury):
    seal_all(jury, [[70, 60, 50], [71, 60, 55], [70, 65, 50]])
    ScoreSheet.objects.filter(place=4).update(remark="Sửa sau")
    with pytest.raises(RankingRefused, match="4"):
        ranked(jury)


def test_a_work_that_left_is_ranked_no_more_and_asks_for_no_sheets(jury):
    seal_all(jury, [[70, 60, 50], [71, 60, None], [70, 65, None]])
    change_state(
        candidate=jury.candidates[2], state=CandidateState.DISQUALIFIED, reason="Sao chép", actor=jury.actor
    )
    assert [rank for rank, _number, _points in places(ranked(jury))] == [1, 2]


def test_a_disqualified_work_leaves_the_ranking_by_itself(jury, roles):
    disqualify(
        entry=jury.candidates[2].entry, actor=roles["organisers"], reason="Tác phẩm sao chép.", now=NOW
    )
    assert jury.candidates[2].state == CandidateState.DISQUALIFIED
    seal_all(jury, [[70, 60], [71, 60], [70, 65]])
    assert len(places(ranked(jury))) == 2


@pytest.fixture
def by_content(scored):
    """Let the first criterion decide between equal results."""
    JuryCriterion.objects.filter(page=scored.page, key="hinh-thuc").update(tie_order=1)
    scored.page.refresh_from_db()
    scored.page = JuryRoundPage.objects.get(pk=scored.page.pk)


def test_a_named_criterion_decides_between_equal_results(by_content, jury):
    for seat in range(3):
        jury.seal(term=seat, candidate=0, points={"noi-dung": 40_000, "hinh-thuc": 20_000, "suc-lan-toa": 0})
        jury.seal(term=seat, candidate=1, points={"noi-dung": 30_000, "hinh-thuc": 30_000, "suc-lan-toa": 0})
        jury.seal(term=seat, candidate=2, points={"noi-dung": 40_000, "hinh-thuc": 20_000, "suc-lan-toa": 0})
    ranking = ranked(jury)
    numbers = [candidate.entry.number for candidate in jury.candidates]
    assert places(ranking) == [(1, numbers[1], "60"), (2, numbers[0], "60"), (2, numbers[2], "60")]


def test_jurors_who_differ_too_much_confer_before_the_ranking(scored, request):
    scored.page.gap_limit = 20_000
    scored.page.save()
    scored.page = JuryRoundPage.objects.get(pk=scored.page.pk)
    jury = request.getfixturevalue("jury")
    seal_all(jury, [[70, 60, 50], [71, 60, 55], [40, 65, 50]])
    with pytest.raises(RankingRefused, match="1"):
        ranked(jury)


def test_sheets_close_with_the_freezing(jury):
    seal_all(jury, [[70, 60, 50], [71, 60, 55], [70, 65, 50]])
    ranked(jury)
    sheet = ScoreSheet.objects.first()
    asked = ask_reopening_of(sheet)
    with pytest.raises(NotOpen):
        jury.seal(now=CLOSED - datetime.timedelta(days=1), reason="Nhầm")
    sheet.refresh_from_db()
    assert (sheet.is_live, asked.sheet) == (True, sheet)


def ask_reopening_of(sheet):
    """Return the allowed request to write a sheet again."""
    return Reopening.objects.create(sheet=sheet, because="Nhầm", asked_at=NOW, allowed_at=NOW)


def test_the_rules_are_sentences_with_a_worked_example(jury):
    sentences = " ".join(jury.page.rule_sentences())
    for words in ("Nội dung", "50", "100", "8,5", "phúc tra"):
        assert words in sentences

"""Jurors who differ too much: the case opens when all sheets are in, the chair closes it, amended sheets open another."""

from __future__ import annotations

import datetime

import pytest

from contest_pages.judging.domain.assigning import assign_pairs, declare_conflicts, excuse
from contest_pages.judging.domain.gaps import close_case, open_due_cases
from contest_pages.judging.domain.scoring import answer_reopening, ask_reopening
from contest_pages.judging.domain.seating import add_seat
from contest_pages.judging.errors import JudgingRefused
from contest_pages.judging.logic.gaps import GapNotClosed
from contest_pages.judging.models import Assignment, GapCase, JuryRoundPage
from contest_pages.judging.queries.results import judged_of, open_gaps
from tests.factories import CommitteeMemberFactory
from tests.factories.pages import NOW

from .conftest import arranged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

LOW = {"noi-dung": 30_000, "hinh-thuc": 20_000, "suc-lan-toa": 10_000}
MIDDLE = {"noi-dung": 45_000, "hinh-thuc": 25_000, "suc-lan-toa": 20_000}
LATER = NOW + datetime.timedelta(minutes=5)


@pytest.fixture
def jury(scored):
    """Return a jury whose rules let jurors confer from a difference of 20 points."""
    scored.page.gap_limit = 20_000
    scored.page.save()
    scored.page = JuryRoundPage.objects.get(pk=scored.page.pk)
    return arranged(scored)


def sealed(jury, *points, candidate=0, **more):
    return [jury.seal(term, candidate, given, **more) for term, given in enumerate(points)]


def close(jury, how="kept", reason="Hội đồng giữ nguyên điểm.", **more):
    case = GapCase.objects.get(closed_at=None)
    return close_case(case=case, how=how, reason=reason, actor=jury.actor, now=LATER, **more)


def test_a_case_opens_with_the_last_sheet_of_a_work_and_not_before(jury):
    sealed(jury, None, LOW)
    assert not GapCase.objects.exists()
    jury.seal(2, 0, MIDDLE)
    case = GapCase.objects.get()
    assert (case.lowest, case.highest) == (6_000_000, 10_000_000)
    assert open_due_cases(round_id=jury.page.pk, now=NOW) == []


def test_too_few_sheets_open_no_case_when_the_last_one_is_excused(jury):
    sealed(jury, None, LOW)
    missing = Assignment.objects.get(candidate=jury.candidates[0], seat__number=3)
    excuse(assignment=missing, excuse="absent", reason="Ốm", actor=jury.actor, now=NOW)
    assert not GapCase.objects.exists()


def test_points_that_do_not_differ_open_none(jury):
    sealed(jury, None, MIDDLE, MIDDLE)
    assert not GapCase.objects.exists()


def test_kept_points_are_ranked_and_the_case_opens_no_more(jury):
    for candidate in range(3):
        sealed(jury, None, LOW if candidate == 0 else MIDDLE, MIDDLE, candidate=candidate)
    rules = jury.page.rules
    assert open_gaps(jury.page.pk, rules) == (1,)
    closed = close(jury)
    assert (closed.how, closed.closed_by) == ("kept", jury.actor)
    assert open_gaps(jury.page.pk, rules) == ()
    assert open_due_cases(round_id=jury.page.pk, now=LATER) == []


def test_a_case_is_closed_once_and_with_a_reason(jury):
    sealed(jury, None, LOW, MIDDLE)
    with pytest.raises(GapNotClosed):
        close(jury, reason=" ")
    case = close(jury)
    with pytest.raises(JudgingRefused):
        close_case(case=case, how="kept", reason="Lần nữa", actor=jury.actor, now=LATER)


def test_a_case_is_amended_only_when_the_sheets_are(jury):
    sheets = sealed(jury, None, LOW, MIDDLE)
    with pytest.raises(GapNotClosed):
        close(jury, how="amended", reason="Đã sửa")
    asked = ask_reopening(
        round_page=jury.page, term=jury.terms[1], sheet=sheets[1], because="Nhầm thang điểm", now=NOW
    )
    answer_reopening(reopening=asked, allow=True, now=NOW, actor=jury.actor)
    jury.seal(1, 0, MIDDLE, reason="Nhầm thang điểm")
    case = close(jury, how="amended", reason="Giám khảo số 2 đã sửa")
    assert case.lowest == 9_000_000


def test_a_further_juror_decides_who_has_no_sheet_from_before(jury):
    for candidate in range(3):
        sealed(jury, None, LOW if candidate == 0 else MIDDLE, MIDDLE, candidate=candidate)
    with pytest.raises(GapNotClosed):
        close(jury, how="third", reason="Theo thể lệ", further_seat=jury.seats[0])
    member = CommitteeMemberFactory(contest=jury.page.contest, committee="jury", full_name="Vì Văn Tư")
    seat = add_seat(round_page=jury.page, member=member, actor=jury.actor, now=NOW)
    assign_pairs(jury.page, {(jury.candidates[0].pk, seat.pk)}, actor=jury.actor, now=NOW)
    declare_conflicts(term=jury.terms[3], actor=jury.actor, now=NOW)
    jury.seal(3, 0, MIDDLE, now=LATER)
    close(jury, how="third", reason="Theo thể lệ", further_seat=seat)
    (first, outcome), *_rest = judged_of(jury.page.pk, jury.page.rules)
    assert (first.number, outcome.score, outcome.result.is_official) == (1, 90_000, True)

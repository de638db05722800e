"""A sheet is declared void: by whom, what the ranking makes of it, when jurors confer again, when the judging is over."""

from __future__ import annotations

import datetime

import pytest
from django.utils import translation

from contest_pages.judging.domain.assigning import declare_conflicts, excuse
from contest_pages.judging.domain.gaps import close_case
from contest_pages.judging.domain.scoring import answer_reopening, ask_reopening
from contest_pages.judging.domain.seating import change_role, extend_term
from contest_pages.judging.domain.voiding import declare_void
from contest_pages.judging.enums import SeatRole
from contest_pages.judging.errors import JudgingRefused, NotOpen, NotSeated
from contest_pages.judging.models import Assignment, GapCase, JuryRoundPage, ScoreSheet
from contest_pages.judging.queries.results import missing_sheets
from contest_pages.standings.domain.publishing import publish
from contest_pages.standings.domain.ranking import freeze, rank
from contest_pages.standings.errors import RankingRefused
from contest_pages.standings.models import RankedRow, Ranking, RankingStep, Subject
from tests.factories import UserFactory
from tests.factories.pages import NOW, hanoi

from .conftest import arranged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]
CLOSED = hanoi("2024-07-21 00:00")
DAY = datetime.timedelta(days=1)
LOW = {"noi-dung": 30_000, "hinh-thuc": 20_000, "suc-lan-toa": 10_000}
MIDDLE = {"noi-dung": 45_000, "hinh-thuc": 25_000, "suc-lan-toa": 20_000}


def seal_all(jury, points=MIDDLE, **more):
    for seat in range(3):
        for candidate in range(3):
            jury.seal(seat, candidate, points, **more)


def subject_of(jury) -> Subject:
    return Subject.of_round(JuryRoundPage.objects.get(pk=jury.page.pk))


def sheet_of(jury, seat=0, candidate=0) -> ScoreSheet:
    return ScoreSheet.objects.counted().get(seat=jury.seats[seat], candidate=jury.candidates[candidate])


def void(jury, seat=0, candidate=0, **more):
    values = {"now": CLOSED, "actor": jury.actor, "reason": "Nhầm bài", **more}
    return declare_void(sheet=sheet_of(jury, seat, candidate), **values)


def give_more_time(jury, seat=0):
    extend_term(
        term=jury.terms[seat], closes_at=CLOSED + DAY, reason="Chấm lại", actor=jury.actor, now=CLOSED
    )


# --- while the round is being ranked -----------------------------------------------------------------


@pytest.fixture
def ranked(jury):
    """Return the jury after its round was frozen and ranked, before the publication."""
    seal_all(jury)
    freeze(subject=subject_of(jury), actor=jury.actor, now=CLOSED)
    rank(subject=subject_of(jury), actor=jury.actor, now=CLOSED)
    return jury


def test_a_void_sheet_brings_a_ranking_back_to_frozen_and_says_why(ranked):
    void(ranked)
    ranking = Ranking.objects.get()
    assert (ranking.ranked_at, ranking.digest, RankedRow.objects.count()) == (None, "", 0)
    assert "Nhầm bài" in RankingStep.objects.get(step="exclude").words


def test_it_is_not_ranked_again_while_the_sheet_is_missing(ranked):
    void(ranked)
    with pytest.raises(RankingRefused) as refused:
        rank(subject=subject_of(ranked), actor=ranked.actor, now=CLOSED)
    assert "tác phẩm số 1, giám khảo số 1" in refused.value.message
    with pytest.raises(RankingRefused):
        publish(subject=subject_of(ranked), actor=ranked.actor, now=CLOSED)


def test_the_juror_writes_the_void_sheet_again_and_no_other_one(ranked):
    void(ranked)
    give_more_time(ranked)
    with pytest.raises(NotOpen):
        ranked.seal(1, 1, now=CLOSED)
    ranked.seal(0, 0, LOW, now=CLOSED)
    ranking = rank(subject=subject_of(ranked), actor=ranked.actor, now=CLOSED)
    row = ranking.rows.get(code=ranked.candidates[0].code)
    assert row.score == 80_000, "(60 + 90 + 90) / 3"
    assert ranking.facts["sheets"] == 9
    assert ranking.facts["last_hash"] == ScoreSheet.objects.order_by("place").last().record_hash
    assert ranking.source.check(ranking) == 3


def test_or_it_is_on_record_why_there_is_none(ranked):
    JuryRoundPage.objects.filter(pk=ranked.page.pk).update(seats_min=2)
    void(ranked)
    assignment = Assignment.objects.get(seat=ranked.seats[0], candidate=ranked.candidates[0])
    with pytest.raises(RankingRefused):
        rank(subject=subject_of(ranked), actor=ranked.actor, now=CLOSED)
    excuse(assignment=assignment, excuse="damaged", reason="Phiếu rách", actor=ranked.actor, now=CLOSED)
    with pytest.raises(RankingRefused, match="3"):
        rank(subject=subject_of(ranked), actor=ranked.actor, now=CLOSED)  # by the rules as they were frozen


def test_after_the_publication_the_next_ranking_corrects_and_the_published_one_stays(ranked):
    publish(subject=subject_of(ranked), actor=ranked.actor, now=CLOSED)
    void(ranked)
    assert Ranking.objects.get().ranked_at is not None
    give_more_time(ranked)
    ranked.seal(0, 0, LOW, now=CLOSED)
    freeze(subject=subject_of(ranked), actor=ranked.actor, now=CLOSED)
    second = rank(subject=subject_of(ranked), actor=ranked.actor, now=CLOSED)
    code = ranked.candidates[0].code
    scores = RankedRow.objects.filter(code=code).order_by("ranking__number").values_list("score", flat=True)
    assert (second.number, list(scores)) == (2, [90_000, 80_000])


# --- who decides -------------------------------------------------------------------------------------


@pytest.fixture
def led(jury):
    """Return the jury with a chair on the first seat and a deputy on the second, all sheets sealed."""
    change_role(seat=jury.seats[0], role=SeatRole.CHAIR, actor=jury.actor)
    change_role(seat=jury.seats[1], role=SeatRole.DEPUTY, actor=jury.actor)
    seal_all(jury)
    return jury


def tie(jury, seat, candidate=0):
    registration = jury.candidates[candidate].entry.registration
    declare_conflicts(term=jury.terms[seat], registrations=(registration,), actor=jury.actor, now=NOW)


def test_a_chair_with_a_conflict_acts_by_the_deputy_for_that_work_alone(led):
    tie(led, 0)
    with pytest.raises(JudgingRefused):
        void(led, seat=2, chair=led.terms[0], actor=None)
    void(led, seat=2, candidate=1, chair=led.terms[0], actor=None)
    void(led, seat=2, chair=led.terms[1], actor=None)


def test_a_chair_with_a_conflict_answers_no_request_about_that_work(led):
    tie(led, 0)
    asked = ask_reopening(
        round_page=led.page, term=led.terms[2], sheet=sheet_of(led, 2), because="Nhầm bài", now=NOW
    )
    with pytest.raises(JudgingRefused):
        answer_reopening(reopening=asked, allow=True, now=NOW, chair=led.terms[0])
    assert answer_reopening(reopening=asked, allow=True, now=NOW, chair=led.terms[1]).allowed_at == NOW


def test_who_leads_declares_no_own_sheet_void(led):
    for seat, other in ((0, 1), (1, 0)):
        with pytest.raises(JudgingRefused):
            void(led, seat=seat, chair=led.terms[seat], actor=None)
        void(led, seat=seat, chair=led.terms[other], actor=None)


def test_a_chair_without_a_deputy_leaves_it_to_the_organisers(led):
    change_role(seat=led.seats[1], role=SeatRole.MEMBER, actor=led.actor)
    with pytest.raises(JudgingRefused):
        void(led, chair=led.terms[0], actor=None)
    assert void(led).kind == "void"


def test_a_chair_who_is_also_an_organiser_is_the_same_person_on_that_screen(led):
    term = led.terms[0]
    term.member.user = UserFactory()
    term.member.save()
    with pytest.raises(JudgingRefused):
        void(led, actor=term.member.user)


# --- conflicts and cases ------------------------------------------------------------------------------


def test_a_conflict_declared_after_the_sealing_excuses_the_seat_once_the_sheet_is_void(jury):
    seal_all(jury)
    tie(jury, 0)
    assert sheet_of(jury).is_live, "it stays until the chair declares it void"
    void(jury, now=NOW)
    assert Assignment.objects.get(seat=jury.seats[0], candidate=jury.candidates[0]).excuse == "conflict"
    assert missing_sheets(jury.page.pk) == []
    with pytest.raises(NotSeated):
        jury.seal(0, 0)


def test_a_closed_case_opens_again_when_a_void_sheet_leaves_others_that_differ(scored):
    scored.page.gap_limit, scored.page.seats_min = 20_000, 2
    scored.page.save()
    scored.page = JuryRoundPage.objects.get(pk=scored.page.pk)
    jury = arranged(scored)
    for seat, points in enumerate((LOW, MIDDLE, None)):
        jury.seal(seat, 0, points)
    first = GapCase.objects.get()
    close_case(case=first, how="kept", reason="Giữ nguyên", actor=jury.actor, now=NOW)
    tie(jury, 0)
    void(jury, now=NOW)
    assert not GapCase.objects.filter(closed_at=None).exists(), "90 and 100 differ by less than 20"
    other = jury.candidates[1]
    for seat, points in enumerate((MIDDLE, LOW, None)):
        jury.seal(seat, 1, points)
    close_case(case=GapCase.objects.get(closed_at=None), how="kept", reason="Giữ", actor=jury.actor, now=NOW)
    tie(jury, 2, candidate=1)
    void(jury, seat=2, candidate=1, now=NOW)
    again = GapCase.objects.get(closed_at=None)
    assert (again.candidate, again.lowest, again.highest) == (other, 6_000_000, 9_000_000)


# --- when the judging is over -------------------------------------------------------------------------


def freeze_refusal(jury) -> str:
    with translation.override("en"), pytest.raises(RankingRefused) as refused:
        freeze(subject=subject_of(jury), actor=jury.actor, now=CLOSED)
    return refused.value.message


def test_a_round_is_not_frozen_while_a_juror_with_more_time_has_works_left(jury):
    for seat in range(3):
        for candidate in range(3):
            if (seat, candidate) != (0, 0):
                jury.seal(seat, candidate)
    absent = Assignment.objects.get(seat=jury.seats[0], candidate=jury.candidates[0])
    give_more_time(jury)
    assert "more time" in freeze_refusal(jury)
    excuse(assignment=absent, excuse="absent", reason="Ốm", actor=jury.actor, now=CLOSED)
    JuryRoundPage.objects.filter(pk=jury.page.pk).update(seats_min=2)
    with pytest.raises(RankingRefused) as refused:
        freeze(subject=subject_of(jury), actor=jury.actor, now=CLOSED)
    assert "gia hạn" not in refused.value.message, (
        "nobody has works left; two sheets are too few for the plan"
    )


def test_more_time_of_a_juror_who_has_sealed_all_holds_nobody_up(jury):
    seal_all(jury)
    give_more_time(jury)
    assert freeze(subject=subject_of(jury), actor=jury.actor, now=CLOSED).frozen_at == CLOSED

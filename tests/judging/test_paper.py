"""Two secretaries type a paper sheet without seeing each other's copy; what agrees is sealed, the rest is settled by the paper."""

from __future__ import annotations

import datetime
import itertools

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import PageLogEntry

from contest_pages.judging.domain.assigning import excuse
from contest_pages.judging.domain.candidates import change_state
from contest_pages.judging.domain.chain import verify
from contest_pages.judging.domain.paper import (
    Typed,
    compare_with_sealed,
    give_back,
    open_copies,
    settle,
    type_copy,
)
from contest_pages.judging.domain.scoring import answer_reopening, ask_reopening
from contest_pages.judging.domain.seating import end_term
from contest_pages.judging.enums import CandidateState, Excuse
from contest_pages.judging.errors import (
    NotOpen,
    NotSeated,
    NotTypedTwice,
    OwnSumDiffers,
    PlanChanged,
    PointsRefused,
    ReasonMissing,
    SheetIncomplete,
    SheetSealed,
    SheetUnsigned,
    TypedAlready,
)
from contest_pages.judging.models import Assignment, PaperCopy, ScoreSheet, SheetDraft
from contest_pages.standings.domain.ranking import freeze
from contest_pages.standings.models import Subject
from tests.factories import UserFactory
from tests.factories.pages import NOW, hanoi
from tests.races import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

POINTS = {"noi-dung": 42_500, "hinh-thuc": 25_000, "suc-lan-toa": 0}
#: One digit read wrongly; the sum follows, as where the typist reads that wrongly too.
MISREAD = {**POINTS, "hinh-thuc": 26_000}
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def secretaries():
    """Return two accounts."""
    return UserFactory(), UserFactory()


def typing(jury, actor, points=None, *, own_sum=None, is_signed=True, seat=0, candidate=0, now=NOW):
    """Type the sheet of the first seat for the first work; the sum is right unless given."""
    points = POINTS if points is None else points
    total = sum(value or 0 for value in points.values()) if own_sum is None else own_sum
    return type_copy(
        round_page=jury.page,
        seat=jury.seats[seat],
        candidate=jury.candidates[candidate],
        typed=Typed(points, total, is_signed),
        actor=actor,
        now=now,
    )


def settling(jury, actor, decided, reason="Ô Hình thức là 25, hai người cùng xem"):
    return settle(
        round_page=jury.page,
        seat=jury.seats[0],
        candidate=jury.candidates[0],
        decided=decided,
        reason=reason,
        actor=actor,
        now=NOW,
    )


def actions() -> list[str]:
    return list(PageLogEntry.objects.filter(action__contains="paper").values_list("action", flat=True))


def test_two_equal_copies_seal_the_sheet_from_paper(jury, secretaries):
    first, second = secretaries
    assert typing(jury, first).sheet is None
    assert not ScoreSheet.objects.exists()
    sheet = typing(jury, second).sheet
    assert (sheet.source, sheet.total, sheet.points) == ("paper", 6_750_000, POINTS)
    assert (sheet.sealed_by, sheet.term, sheet.reason) == (second, jury.terms[0], "")
    assert {copy.sheet for copy in PaperCopy.objects.all()} == {sheet}
    assert [copy.nth for copy in PaperCopy.objects.order_by("pk")] == [1, 2]
    assert verify(jury.page.pk).is_sound
    assert sorted(actions()) == ["contest.seal_paper", "contest.type_paper", "contest.type_paper"]


def test_nobody_types_both_copies(jury, secretaries):
    first, _second = secretaries
    copy = typing(jury, first)
    assert typing(jury, first) == copy, "a form that is sent twice changes nothing"
    with pytest.raises(TypedAlready, match="Đồng nghiệp"):
        typing(jury, first, MISREAD)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperCopy.objects.create(
            candidate=copy.candidate,
            seat=copy.seat,
            nth=2,
            plan=copy.plan,
            typed_by=first,
            typed_at=NOW,
        )


def test_a_sum_that_is_not_that_of_the_points_goes_back_to_the_juror(jury, secretaries):
    first, _second = secretaries
    with pytest.raises(OwnSumDiffers, match=r"67,5.*76,5.*trả lại giám khảo"):
        typing(jury, first, own_sum=76_500)
    with pytest.raises(OwnSumDiffers, match="trả lại giám khảo"):
        type_copy(
            round_page=jury.page,
            seat=jury.seats[0],
            candidate=jury.candidates[0],
            typed=Typed(POINTS, None, True),
            actor=first,
            now=NOW,
        )
    assert not PaperCopy.objects.exists()


def test_an_unsigned_sheet_is_worth_nothing(jury, secretaries):
    with pytest.raises(SheetUnsigned, match="trả lại giám khảo"):
        typing(jury, secretaries[0], is_signed=False)
    assert not PaperCopy.objects.exists()


def test_a_juror_of_the_round_types_no_sheets(jury, secretaries):
    first, second = secretaries
    member = jury.terms[2].member
    member.user = first
    member.save()
    with pytest.raises(NotSeated, match="Ban Giám khảo"):
        typing(jury, first)
    typing(jury, second)
    typing(jury, UserFactory(), MISREAD)
    with pytest.raises(NotSeated):
        settling(jury, first, {"hinh-thuc": 25_000})


def test_points_on_paper_obey_the_same_limits_as_on_a_device(jury, secretaries):
    with pytest.raises(SheetIncomplete):
        typing(jury, secretaries[0], {**POINTS, "hinh-thuc": None})
    with pytest.raises(PointsRefused):
        typing(jury, secretaries[0], {**POINTS, "hinh-thuc": 30_500})
    with pytest.raises(PointsRefused):
        typing(jury, secretaries[0], {**POINTS, "hinh-thuc": 25_250})


def test_copies_that_differ_seal_nothing_until_the_paper_decides(jury, secretaries):
    first, second = secretaries
    typing(jury, first)
    assert typing(jury, second, MISREAD).sheet is None
    with pytest.raises(TypedAlready, match="So sánh"):
        typing(jury, UserFactory())
    assert not ScoreSheet.objects.exists()
    sheet = settling(jury, first, {"hinh-thuc": 25_000, "noi-dung": 1_000})
    assert sheet.points == POINTS, "only cells that differ are open"
    assert (sheet.source, sheet.sealed_by) == ("paper", first)
    assert sheet.reason == "Ô Hình thức là 25, hai người cùng xem"
    assert sorted(sheet.paper_copies.values_list("typed_by", flat=True)) == sorted([first.pk, second.pk])
    assert verify(jury.page.pk).is_sound
    assert "contest.settle_paper" in actions()


def test_what_is_settled_has_the_sum_of_the_paper_and_a_reason(jury, secretaries):
    first, second = secretaries
    typing(jury, first)
    with pytest.raises(NotTypedTwice):
        settling(jury, first, {"hinh-thuc": 25_000})
    typing(jury, second, MISREAD)
    with pytest.raises(OwnSumDiffers):
        settling(jury, first, {"hinh-thuc": 25_500})
    with pytest.raises(SheetIncomplete):
        settling(jury, first, {})
    with pytest.raises(ReasonMissing):
        settling(jury, first, {"hinh-thuc": 25_000}, reason=" ")
    assert not ScoreSheet.objects.exists()


def test_an_illegible_sheet_goes_back_and_is_typed_again_by_both(jury, secretaries):
    first, second = secretaries
    seat, candidate = jury.seats[0], jury.candidates[0]
    with pytest.raises(NotTypedTwice):
        give_back(seat=seat, candidate=candidate, reason="Mờ", actor=first, now=NOW)
    typing(jury, first)
    typing(jury, second, MISREAD)
    with pytest.raises(ReasonMissing):
        give_back(seat=seat, candidate=candidate, reason="", actor=first, now=NOW)
    assert give_back(seat=seat, candidate=candidate, reason="Mờ", actor=first, now=NOW) == 2
    assert open_copies(seat, candidate) == []
    assert set(PaperCopy.objects.values_list("discarded_because", "discarded_by")) == {("Mờ", first.pk)}
    assert "contest.discard_paper" in actions()
    typing(jury, second)
    assert typing(jury, first).sheet is not None


def test_a_sheet_sealed_on_a_device_is_shown_beside_the_paper_and_stays(jury, secretaries):
    first, _second = secretaries
    sealed = jury.seal(points=MISREAD)
    with pytest.raises(SheetSealed) as refused:
        typing(jury, first)
    assert refused.value.sheet == sealed
    rows = compare_with_sealed(sheet=refused.value.sheet, typed=Typed(POINTS), actor=first)
    assert [(row.criterion.key, row.differs) for row in rows] == [
        ("noi-dung", False),
        ("hinh-thuc", True),
        ("suc-lan-toa", False),
    ]
    assert actions() == ["contest.compare_paper"]
    assert ScoreSheet.objects.get() == sealed


def test_a_sheet_that_the_chair_opened_again_may_be_written_on_paper(jury, secretaries):
    first, second = secretaries
    sealed = jury.seal(points=MISREAD)
    reopening = ask_reopening(
        round_page=jury.page, term=jury.terms[0], sheet=sealed, because="Nhầm bài", now=NOW
    )
    answer_reopening(reopening=reopening, allow=True, now=NOW)
    typing(jury, first)
    sheet = typing(jury, second).sheet
    assert (sheet.supersedes, sheet.reason, sheet.is_live) == (sealed, "Nhầm bài", True)
    assert verify(jury.page.pk).is_sound


def test_a_draft_on_the_device_goes_when_its_paper_is_sealed(jury, secretaries):
    candidate, seat = jury.candidates[0], jury.seats[0]
    typing(jury, secretaries[0])
    plan = PaperCopy.objects.get().plan
    SheetDraft.objects.create(candidate=candidate, seat=seat, plan=plan, saved_at=NOW)
    typing(jury, secretaries[1])
    assert not SheetDraft.objects.exists()


def test_paper_may_be_typed_after_the_jurors_window_until_the_round_is_frozen(jury, secretaries):
    first, second = secretaries
    late = hanoi("2024-07-22 09:00")
    typing(jury, first, now=late)
    assert typing(jury, second, now=late).sheet.sealed_at == late
    for seat, candidate in itertools.product(range(3), repeat=2):
        if (seat, candidate) != (0, 0):
            jury.seal(term=seat, candidate=candidate)
    freeze(subject=Subject.of_round(jury.page), actor=first, now=late)
    with pytest.raises(NotOpen):
        typing(jury, second, candidate=1, now=late)


def test_nothing_is_typed_where_no_sheet_is_expected(jury, secretaries):
    first, _second = secretaries
    assignment = Assignment.objects.get(seat=jury.seats[0], candidate=jury.candidates[0])
    excuse(assignment=assignment, excuse=Excuse.ABSENT, reason="Ốm", actor=jury.actor, now=NOW)
    with pytest.raises(NotSeated, match="Vắng"):
        typing(jury, first)
    Assignment.objects.filter(seat=jury.seats[0], candidate=jury.candidates[1]).delete()
    with pytest.raises(NotSeated, match="không chấm"):
        typing(jury, first, candidate=1)
    change_state(
        candidate=jury.candidates[2],
        state=CandidateState.WITHDRAWN,
        reason="Rút",
        actor=jury.actor,
    )
    with pytest.raises(NotSeated):
        typing(jury, first, candidate=2)


def test_a_juror_without_an_account_or_a_declaration_on_a_device_judges_on_paper(jury, secretaries):
    term = jury.terms[0]
    term.conflicts_declared_at = None
    term.save()
    typing(jury, secretaries[0])
    assert typing(jury, secretaries[1]).sheet.term == term


def test_paper_that_comes_in_late_belongs_to_who_sat_on_the_seat(jury, secretaries):
    term = jury.terms[0]
    end_term(term=term, reason="Đi công tác", actor=jury.actor, now=NOW + HOUR)
    typing(jury, secretaries[0], now=NOW + 2 * HOUR)
    assert typing(jury, secretaries[1], now=NOW + 2 * HOUR).sheet.term == term


def test_copies_of_different_plans_are_not_compared(jury, secretaries):
    typing(jury, secretaries[0])
    criterion = jury.page.criteria.get(name="Hình thức")
    criterion.description = "Bố cục, âm thanh"
    criterion.save()
    jury.page = type(jury.page).objects.get(pk=jury.page.pk)
    with pytest.raises(PlanChanged):
        typing(jury, secretaries[1])


def test_a_remark_that_the_rules_ask_for_stands_on_the_paper(jury, secretaries):
    criterion = jury.page.criteria.get(name="Hình thức")
    criterion.remark_below = 10_000
    criterion.save()
    jury.page = type(jury.page).objects.get(pk=jury.page.pk)
    low = {**POINTS, "hinh-thuc": 5_000}
    typing(jury, secretaries[0], low)
    assert "phiếu giấy" in typing(jury, secretaries[1], low).sheet.remark


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.postgres
def test_two_who_type_first_at_once_become_the_first_and_the_second(jury, secretaries):
    outcomes = at_once(*(lambda actor=actor: typing(jury, actor) for actor in secretaries))
    assert sorted(copy.nth for copy in outcomes) == [1, 2]
    assert ScoreSheet.objects.get().points == POINTS


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.postgres
def test_one_person_in_two_windows_at_once_types_one_copy(jury, secretaries):
    first, _second = secretaries
    outcomes = at_once(lambda: typing(jury, first), lambda: typing(jury, first, MISREAD))
    assert sum(isinstance(outcome, TypedAlready) for outcome in outcomes) == 1
    assert PaperCopy.objects.count() == 1
    assert not ScoreSheet.objects.exists()

"""Sheets are sealed once, complete, within their limits, and are never changed afterwards."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction

from contest_pages.judging.domain.assigning import declare_conflicts, excuse, lift_excuse
from contest_pages.judging.domain.candidates import change_state
from contest_pages.judging.domain.chain import verify
from contest_pages.judging.domain.scoring import (
    Filled,
    answer_reopening,
    ask_reopening,
    save_draft,
)
from contest_pages.judging.domain.seating import end_term, extend_term
from contest_pages.judging.domain.voiding import declare_void
from contest_pages.judging.enums import CandidateState, Excuse
from contest_pages.judging.errors import (
    ConflictsNotDeclared,
    JudgingRefused,
    NotOpen,
    NotSeated,
    PointsRefused,
    ReasonMissing,
    SheetIncomplete,
    SheetSealed,
)
from contest_pages.judging.models import Assignment, Score, ScoreSheet, SeatTerm, SheetDraft
from tests.factories.pages import NOW, hanoi

from .conftest import FULL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]
HOUR = datetime.timedelta(hours=1)


def draft(jury, points, *, candidate=0, op_number=0, remark=""):
    return save_draft(
        round_page=jury.page,
        term=jury.terms[0],
        candidate=jury.candidates[candidate],
        filled=Filled(points, remark),
        now=NOW,
        op_number=op_number,
    )


def test_a_sealed_sheet_has_its_total_its_scores_and_a_check_code(jury):
    sheet = jury.seal(points={"noi-dung": 42_500, "hinh-thuc": 25_000, "suc-lan-toa": 0})
    assert (sheet.place, sheet.total, sheet.is_live) == (1, 6_750_000, True)
    assert dict(sheet.scores.values_list("criterion_key", "points")) == sheet.points
    assert len(sheet.check_code) == 9
    assert verify(jury.page.pk).is_sound


def test_the_same_operation_once_more_returns_the_same_sheet(jury):
    op_id = uuid.uuid4()
    assert jury.seal(op_id=op_id) == jury.seal(op_id=op_id)
    assert ScoreSheet.objects.count() == 1
    with pytest.raises(JudgingRefused, match="phiếu khác"):
        jury.seal(op_id=op_id, candidate=1)


def test_a_second_sheet_is_refused_with_the_receipt_of_the_first(jury):
    first = jury.seal()
    with pytest.raises(SheetSealed) as refused:
        jury.seal()
    assert refused.value.sheet == first
    with pytest.raises(SheetSealed):
        draft(jury, {"noi-dung": 1000})


def test_a_blank_criterion_is_no_zero(jury):
    with pytest.raises(SheetIncomplete) as refused:
        jury.seal(points={"noi-dung": 0, "hinh-thuc": None})
    assert set(refused.value.fields) == {"hinh-thuc", "suc-lan-toa"}
    assert not ScoreSheet.objects.exists()


@pytest.mark.parametrize("points", [50_500, 49_900, -500])
def test_points_out_of_range_or_between_the_steps_are_refused(jury, points):
    for act in (lambda values: jury.seal(points=values), lambda values: draft(jury, values)):
        with pytest.raises(PointsRefused) as refused:
            act(FULL | {"noi-dung": points})
        assert set(refused.value.fields) == {"noi-dung"}
    with pytest.raises(PointsRefused):
        draft(jury, {"khong-co": 1000})


def test_the_database_itself_refuses_points_beyond_the_limits(jury):
    sheet = jury.seal()
    for values in ({"points": 10_500, "most": 10_000}, {"points": 300, "most": 10_000}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Score.objects.create(sheet=sheet, criterion_key="x", step=500, **values)


def test_a_draft_may_be_incomplete_and_an_overtaken_request_changes_nothing(jury):
    draft(jury, {"noi-dung": 40_000, "hinh-thuc": None}, op_number=2, remark="Hay")
    draft(jury, {"noi-dung": 10_000}, op_number=1)
    kept = SheetDraft.objects.get()
    assert (kept.points, kept.remark, kept.op_number) == ({"noi-dung": 40_000}, "Hay", 2)
    jury.seal()
    assert not SheetDraft.objects.exists()


def test_nothing_is_scored_outside_the_window_but_by_who_got_more_time(jury):
    late = hanoi("2024-07-21 00:00")
    with pytest.raises(NotOpen):
        jury.seal(now=late)
    with pytest.raises(NotOpen):
        jury.seal(now=hanoi("2024-07-01 07:59"))
    extend_term(term=jury.terms[0], closes_at=late + HOUR, reason="Đi công tác", actor=jury.actor, now=NOW)
    assert jury.seal(now=late).place == 1
    with pytest.raises(NotOpen):
        jury.seal(term=1, now=late)
    with pytest.raises(NotOpen):
        jury.seal(candidate=1, now=late + HOUR)


def test_who_left_the_jury_scores_nothing_more_and_the_sheets_stay(jury):
    jury.seal()
    term = jury.terms[0]
    end_term(term=term, reason="Chuyển công tác", actor=jury.actor, now=NOW)
    term = SeatTerm.objects.select_related("seat").get(pk=term.pk)
    with pytest.raises(NotSeated):
        save_draft(
            round_page=jury.page, term=term, candidate=jury.candidates[1], filled=Filled(), now=NOW + HOUR
        )
    assert ScoreSheet.objects.counted().count() == 1


def test_no_points_before_the_conflicts_are_declared(jury):
    SeatTerm.objects.update(conflicts_declared_at=None)
    with pytest.raises(ConflictsNotDeclared):
        jury.seal()
    with pytest.raises(ConflictsNotDeclared):
        draft(jury, {})


def test_a_declared_conflict_closes_the_works_of_a_unit_or_of_a_person(jury):
    term, candidates = jury.terms[0], jury.candidates
    draft(jury, {"noi-dung": 1000}, candidate=1)
    registration = candidates[1].entry.registration
    declare_conflicts(term=term, registrations=(registration,), nature="Học trò", now=NOW)
    with pytest.raises(NotSeated, match="xung đột lợi ích"):
        jury.seal(candidate=1)
    assert not SheetDraft.objects.exists()
    assert jury.seal(candidate=0).place == 1
    excused = Assignment.objects.get(candidate=candidates[1], seat=term.seat)
    assert excused.excuse == Excuse.CONFLICT
    with pytest.raises(JudgingRefused):
        lift_excuse(assignment=excused, actor=jury.actor, now=NOW)


def test_a_conflict_declared_after_sealing_leaves_the_sheet_to_the_chair(jury):
    sheet = jury.seal()
    declare_conflicts(term=jury.terms[0], registrations=(sheet.candidate.entry.registration,), now=NOW)
    sheet.refresh_from_db()
    assert sheet.is_live
    void = declare_void(sheet=sheet, reason="Người thân của tác giả", now=NOW)
    sheet.refresh_from_db()
    assert (void.kind, void.place, sheet.is_live) == ("void", 2, False)
    assert verify(jury.page.pk).is_sound
    with pytest.raises(JudgingRefused):
        declare_void(sheet=sheet, reason="Hai lần", now=NOW)


def test_an_absence_is_recorded_with_a_reason_and_lifted(jury):
    assignment = Assignment.objects.get(candidate=jury.candidates[0], seat=jury.seats[0])
    with pytest.raises(ReasonMissing):
        excuse(assignment=assignment, excuse=Excuse.ABSENT, reason=" ", actor=jury.actor, now=NOW)
    excuse(assignment=assignment, excuse=Excuse.ABSENT, reason="Ốm", actor=jury.actor, now=NOW)
    with pytest.raises(NotSeated):
        jury.seal()
    lift_excuse(assignment=assignment, actor=jury.actor, now=NOW)
    jury.seal()
    with pytest.raises(JudgingRefused):
        excuse(assignment=assignment, excuse=Excuse.ABSENT, reason="Ốm", actor=jury.actor, now=NOW)


def test_a_correction_needs_the_chairs_leave_and_a_reason_and_keeps_the_first_sheet(jury):
    first = jury.seal()
    asked = ask_reopening(
        round_page=jury.page, term=jury.terms[0], sheet=first, because="Nhầm hai tác phẩm", now=NOW
    )
    with pytest.raises(SheetSealed):
        jury.seal(reason="Nhầm")
    answer_reopening(reopening=asked, allow=True, actor=jury.actor, now=NOW)
    lower = FULL | {"noi-dung": 20_000}
    with pytest.raises(ReasonMissing):
        jury.seal(points=lower)
    second = jury.seal(points=lower, reason="Nhầm với tác phẩm số 2")
    first.refresh_from_db()
    assert (first.is_live, second.is_live, second.supersedes) == (False, True, first)
    assert verify(jury.page.pk).is_sound
    with pytest.raises(SheetSealed):
        jury.seal(reason="Lần nữa")


def test_a_refused_request_leaves_the_sheet_sealed(jury):
    asked = ask_reopening(
        round_page=jury.page, term=jury.terms[0], sheet=jury.seal(), because="Nhầm", now=NOW
    )
    answer_reopening(reopening=asked, allow=False, actor=jury.actor, now=NOW)
    answer_reopening(reopening=asked, allow=True, actor=jury.actor, now=NOW)
    with pytest.raises(SheetSealed):
        jury.seal(reason="Nhầm")


def test_nobody_asks_for_another_jurors_sheet(jury):
    sheet = jury.seal(term=1)
    with pytest.raises(JudgingRefused):
        ask_reopening(round_page=jury.page, term=jury.terms[0], sheet=sheet, because="Nhầm", now=NOW)


def test_a_work_that_left_is_scored_no_more_and_keeps_its_sheets(jury):
    jury.seal()
    change_state(
        candidate=jury.candidates[0], state=CandidateState.WITHDRAWN, reason="Tác giả rút", actor=jury.actor
    )
    with pytest.raises(NotSeated):
        jury.seal(term=1)
    assert ScoreSheet.objects.counted().count() == 1


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda: ScoreSheet.objects.filter(place=2).update(total=1), None),
        (lambda: ScoreSheet.objects.filter(place=2).update(remark="Thêm"), 2),
        (lambda: ScoreSheet.objects.filter(place=1).update(is_live=False), None),
        (lambda: Score.objects.filter(sheet__place=1, criterion_key="noi-dung").update(points=500), None),
        (lambda: _delete_last(), 3),
    ],
)
def test_whatever_is_changed_behind_the_record_is_found(jury, change, place):
    for candidate in range(3):
        jury.seal(candidate=candidate)
    assert verify(jury.page.pk).is_sound
    change()
    found = verify(jury.page.pk)
    assert not found.is_sound
    assert found.broken == place


def _delete_last():
    Score.objects.filter(sheet__place=3).delete()
    ScoreSheet.objects.filter(place=3).delete()

"""Two at a judged round at the same moment: one record of sheets, one answer, nothing half done."""

from __future__ import annotations

import uuid

import pytest

from contest_pages.judging.domain.assigning import assign_everybody, declare_conflicts, excuse
from contest_pages.judging.domain.candidates import change_state
from contest_pages.judging.domain.chain import verify
from contest_pages.judging.domain.planning import change_plan, latest_plan
from contest_pages.judging.domain.scoring import (
    Filled,
    answer_reopening,
    ask_reopening,
    save_draft,
    seal_sheet,
)
from contest_pages.judging.domain.seating import add_seat
from contest_pages.judging.domain.voiding import declare_void
from contest_pages.judging.enums import CandidateState, Excuse
from contest_pages.judging.errors import JudgingRefused, NotOpen, NotSeated, PlanChanged, SheetSealed
from contest_pages.judging.models import (
    Assignment,
    JudgingPlan,
    JuryCriterion,
    JuryRoundPage,
    Reopening,
    ScoreSheet,
    SheetDraft,
)
from contest_pages.standings.domain.ranking import freeze
from contest_pages.standings.errors import RankingRefused
from contest_pages.standings.models import Ranking, Subject
from tests.factories import CommitteeMemberFactory
from tests.factories.pages import NOW, hanoi
from tests.races import at_once

from .conftest import FULL

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("in_july"),
]

CLOSED = hanoi("2024-07-21 00:00")


def sealing(jury, term=0, candidate=0, **more):
    """Return an act that seals a full sheet; terms and candidates are read before it begins."""
    values = {
        "round_page": JuryRoundPage.objects.get(pk=jury.page.pk),
        "term": jury.terms[term],
        "candidate": jury.candidates[candidate],
        "filled": Filled(FULL, "", more.pop("reason", "")),
        "op_id": uuid.uuid4(),
        "now": NOW,
        **more,
    }
    return lambda: seal_sheet(**values)


def test_of_two_devices_that_seal_one_sheet_one_gets_the_receipt_of_the_other(jury):
    outcomes = at_once(sealing(jury), sealing(jury))
    (sheet,) = ScoreSheet.objects.all()
    refused = next(outcome for outcome in outcomes if isinstance(outcome, Exception))
    assert isinstance(refused, SheetSealed)
    assert (refused.sheet, sheet in outcomes) == (sheet, True)
    assert verify(jury.page.pk).is_sound


def test_one_operation_that_arrives_twice_makes_one_sheet(jury):
    operation = uuid.uuid4()
    first, second = at_once(sealing(jury, op_id=operation), sealing(jury, op_id=operation))
    assert first == second == ScoreSheet.objects.get()


def test_seven_jurors_who_seal_at_once_stand_one_after_another(jury, stage):
    for number in range(4):
        member = CommitteeMemberFactory(
            contest=stage.contest, committee="jury", full_name=f"Giám khảo Thử {number}"
        )
        add_seat(round_page=jury.page, member=member, actor=jury.actor, now=NOW)
    assign_everybody(round_page=jury.page, actor=jury.actor, now=NOW)
    for term in jury.terms:
        declare_conflicts(term=term, actor=jury.actor, now=NOW)
    at_once(*(sealing(jury, term=number) for number in range(7)))
    sheets = ScoreSheet.objects.order_by("place")
    assert [sheet.place for sheet in sheets] == [1, 2, 3, 4, 5, 6, 7]
    assert {sheet.seat.number for sheet in sheets} == set(range(1, 8))
    assert verify(jury.page.pk).is_sound


def test_the_first_seven_sheets_of_a_round_share_one_plan(jury):
    JudgingPlan.objects.all().delete()
    at_once(*(sealing(jury, term=seat, candidate=candidate) for seat in range(3) for candidate in (0, 1)))
    assert ScoreSheet.objects.count() == 6
    assert JudgingPlan.objects.count() == 1


def test_of_two_answers_to_one_request_the_first_counts(jury):
    sheet = jury.seal()
    asked = ask_reopening(round_page=jury.page, term=jury.terms[0], sheet=sheet, because="Nhầm bài", now=NOW)

    def answer(allow):
        return lambda: answer_reopening(reopening=asked, allow=allow, now=NOW, actor=jury.actor)

    allowed, refused = at_once(answer(allow=True), answer(allow=False))
    stored = Reopening.objects.get()
    assert (stored.allowed_at is None) != (stored.refused_at is None)
    assert allowed.allowed_at == refused.allowed_at == stored.allowed_at


def test_two_requests_for_one_sheet_are_one(jury):
    sheet = jury.seal()
    term, page = jury.terms[0], jury.page

    def ask(because):
        return lambda: ask_reopening(round_page=page, term=term, sheet=sheet, because=because, now=NOW)

    assert len(set(at_once(ask("Nhầm bài"), ask("Cộng sai")))) == 1


def test_a_sheet_is_declared_void_once(jury):
    sheet = jury.seal()

    def void():
        return declare_void(sheet=sheet, reason="Nhầm bài", now=NOW, actor=jury.actor)

    outcomes = at_once(void, void)
    assert sum(isinstance(outcome, JudgingRefused) for outcome in outcomes) == 1
    assert ScoreSheet.objects.filter(kind="void").count() == 1
    assert verify(jury.page.pk).is_sound


def test_a_work_that_leaves_while_a_juror_seals_keeps_a_sheet_or_gets_none(jury):
    candidate = jury.candidates[0]

    def leave():
        return change_state(
            candidate=candidate, state=CandidateState.WITHDRAWN, reason="Xin rút", actor=jury.actor
        )

    sealed, left = at_once(sealing(jury), leave)
    assert left.state == CandidateState.WITHDRAWN
    assert isinstance(sealed, NotSeated) == (not ScoreSheet.objects.exists())
    assert verify(jury.page.pk).is_sound


def test_a_conflict_declared_while_the_sheet_is_sealed_recuses_or_leaves_it_to_the_chair(jury):
    term, candidate = jury.terms[0], jury.candidates[0]
    registration = candidate.entry.registration
    sealed, _declared = at_once(
        sealing(jury),
        lambda: declare_conflicts(
            term=term, registrations=(registration,), nature="Học trò", actor=jury.actor, now=NOW
        ),
    )
    is_recused = Assignment.objects.get(seat=term.seat, candidate=candidate).excuse == Excuse.CONFLICT
    assert isinstance(sealed, NotSeated) == is_recused == (not ScoreSheet.objects.exists())


def test_an_excuse_and_a_sheet_at_once_do_not_stand_together(jury):
    assignment = Assignment.objects.get(seat=jury.seats[0], candidate=jury.candidates[0])
    sealed, excused = at_once(
        sealing(jury),
        lambda: excuse(assignment=assignment, excuse=Excuse.ABSENT, reason="Ốm", actor=jury.actor, now=NOW),
    )
    assert isinstance(sealed, NotSeated) != isinstance(excused, JudgingRefused)


def test_rules_that_change_while_a_juror_seals_leave_every_sheet_with_its_plan(jury):
    plan = latest_plan(jury.page.pk)
    jury.seal(term=1)
    JuryCriterion.objects.filter(page=jury.page, key="noi-dung").update(weight=200)
    changed = JuryRoundPage.objects.get(pk=jury.page.pk)
    sealed, following = at_once(
        sealing(jury, plan=plan),
        lambda: change_plan(round_page=changed, actor=jury.actor, reason="Nghị quyết mới", now=NOW),
    )
    assert following.number == plan.number + 1
    if isinstance(sealed, Exception):
        assert isinstance(sealed, PlanChanged)
    else:
        assert sealed.plan == plan
    assert verify(jury.page.pk).is_sound


def test_a_page_published_with_other_criteria_changes_nothing_under_sealed_sheets(jury):
    plan = latest_plan(jury.page.pk)
    jury.seal(term=1)
    JuryCriterion.objects.filter(page=jury.page, key="noi-dung").update(weight=200)
    outcomes = at_once(sealing(jury), sealing(jury, term=2))
    assert {sheet.plan_id for sheet in outcomes} == {plan.pk}
    assert JudgingPlan.objects.count() == 1


def test_a_draft_saved_while_it_is_sealed_is_refused_or_gone(jury):
    term, candidate = jury.terms[0], jury.candidates[0]
    page = JuryRoundPage.objects.get(pk=jury.page.pk)
    sealed, saved = at_once(
        sealing(jury),
        lambda: save_draft(round_page=page, term=term, candidate=candidate, filled=Filled(FULL), now=NOW),
    )
    assert sealed == ScoreSheet.objects.get()
    assert isinstance(saved, (SheetSealed, SheetDraft))
    assert not SheetDraft.objects.exists()


def complete(jury, but=()):
    """Seal all sheets except those of (seat, candidate) pairs."""
    for seat in range(3):
        for candidate in range(3):
            if (seat, candidate) not in but:
                jury.seal(term=seat, candidate=candidate)


def freezing(jury):
    subject = Subject.of_round(JuryRoundPage.objects.get(pk=jury.page.pk))
    return lambda: freeze(subject=subject, actor=jury.actor, now=CLOSED)


def test_a_sheet_on_its_way_while_the_round_is_frozen_counts_or_is_refused(jury):
    complete(jury)
    sheet = ScoreSheet.objects.get(seat=jury.seats[0], candidate=jury.candidates[0])
    Reopening.objects.create(sheet=sheet, because="Nhầm", asked_at=NOW, allowed_at=NOW)
    sealed, frozen = at_once(sealing(jury, reason="Nhầm"), freezing(jury))
    assert isinstance(frozen, Ranking)
    if isinstance(sealed, Exception):
        assert isinstance(sealed, NotOpen)
    found = verify(jury.page.pk)
    assert found.is_sound
    assert (frozen.facts["sheets"], frozen.facts["last_hash"]) == (9, found.last_hash)


def test_the_last_missing_sheet_lets_a_round_be_frozen_or_comes_too_late_for_it(jury):
    complete(jury, but={(0, 0)})
    sealed, frozen = at_once(sealing(jury), freezing(jury))
    assert isinstance(sealed, ScoreSheet)
    if isinstance(frozen, Exception):
        assert isinstance(frozen, RankingRefused)
    else:
        assert frozen.facts["last_hash"] == verify(jury.page.pk).last_hash


def test_of_two_who_freeze_at_once_one_ranking_is_made(jury):
    complete(jury)
    outcomes = at_once(freezing(jury), freezing(jury))
    assert Ranking.objects.count() == 1
    assert all(isinstance(outcome, (Ranking, RankingRefused)) for outcome in outcomes)

"""The panel is arranged: seats, people, positions; works come from closed lists; plans follow the published rules."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from contest_pages.contests.domain.usual_pages import create_usual_pages
from contest_pages.entries.domain.advancing import close_advance_list
from contest_pages.judging.domain.assigning import assign_everybody
from contest_pages.judging.domain.candidates import add_candidate, collect_candidates
from contest_pages.judging.domain.planning import (
    change_plan,
    latest_plan,
    plan_in_force,
    refusal_to_change,
)
from contest_pages.judging.domain.seating import add_seat, change_role, remove_seat, replace_juror, take_seat
from contest_pages.judging.errors import (
    JudgingRefused,
    NothingToJudge,
    NotSeated,
    PanelIncomplete,
    PlanInForce,
    ReasonMissing,
    SeatTaken,
)
from contest_pages.judging.models import Assignment, Candidate, JuryRoundPage, SeatTerm
from tests.factories import CommitteeMemberFactory, ContestPageFactory, EntryFactory, RegistrationFactory
from tests.factories.pages import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


def seat(scored, member, **more):
    return add_seat(round_page=scored.page, member=member, actor=scored.actor, now=NOW, **more)


def test_seats_are_numbered_and_a_person_has_one(scored):
    first = seat(scored, scored.members[0], role="chair")
    second = seat(scored, None)
    assert (first.number, second.number) == (1, 2)
    with pytest.raises(SeatTaken):
        take_seat(seat=second, member=scored.members[0], actor=scored.actor, now=NOW)
    with pytest.raises(SeatTaken):
        take_seat(seat=first, member=scored.members[1], actor=scored.actor, now=NOW)
    with pytest.raises(SeatTaken):
        change_role(seat=second, role="chair", actor=scored.actor)


def test_only_members_of_the_contests_jury_sit_on_it(scored):
    organiser = CommitteeMemberFactory(contest=scored.stage.contest, committee="organisers")
    with pytest.raises(NotSeated):
        seat(scored, organiser)


def test_a_trainee_never_leads_the_jury(scored):
    trainee = seat(scored, scored.members[0], kind="trainee")
    with pytest.raises(JudgingRefused):
        change_role(seat=trainee, role="chair", actor=scored.actor)
    assert not trainee.counts


def test_a_replaced_juror_leaves_the_seat_to_the_next(jury, scored):
    jury.seal()
    newcomer = CommitteeMemberFactory(contest=scored.stage.contest, committee="jury", full_name="Vì Thị Lan")
    term = replace_juror(term=jury.terms[0], member=newcomer, reason="Ốm dài ngày", actor=jury.actor, now=NOW)
    assert [found.member for found in SeatTerm.objects.filter(seat=term.seat)] == [
        scored.members[0],
        newcomer,
    ]
    assert term.conflicts_declared_at is None


def test_a_seat_with_sheets_stays(jury):
    jury.seal()
    with pytest.raises(JudgingRefused):
        remove_seat(seat=jury.seats[0], actor=jury.actor, now=NOW)
    remove_seat(seat=jury.seats[1], actor=jury.actor, now=NOW)
    assert len(jury.terms) == 2
    assert not Assignment.objects.filter(seat=jury.seats[1]).exists()


def test_works_come_from_the_closed_list_in_its_order(scored):
    with pytest.raises(NothingToJudge):
        collect_candidates(round_page=scored.page, actor=scored.actor, now=NOW)
    close_advance_list(
        from_round=scored.stage.round, entries=scored.entries[::-1], actor=scored.actor, now=NOW
    )
    assert collect_candidates(round_page=scored.page, actor=scored.actor, now=NOW) == 3
    assert collect_candidates(round_page=scored.page, actor=scored.actor, now=NOW) == 0
    found = Candidate.objects.order_by("number").values_list("number", "entry")
    assert list(found) == [(n, entry.pk) for n, entry in enumerate(scored.entries[::-1], 1)]


def test_a_late_work_is_added_with_a_reason(jury, scored):
    jury.seal()
    entry = EntryFactory(
        registration=RegistrationFactory(page=scored.stage.form),
        round=scored.stage.round,
        submitted=True,
        state="accepted",
    )
    values = {"round_page": jury.page, "entry": entry, "actor": jury.actor, "now": NOW}
    with pytest.raises(ReasonMissing):
        add_candidate(reason="", **values)
    assert add_candidate(reason="Quyết định của Ban Tổ chức", **values).number == 4
    with pytest.raises(JudgingRefused):
        add_candidate(reason="Lần nữa", **values)
    assert assign_everybody(round_page=jury.page, actor=jury.actor, now=NOW) == 3


def test_a_jury_smaller_than_the_rules_ask_for_gets_no_works(scored):
    seat(scored, scored.members[0])
    seat(scored, scored.members[1])
    seat(scored, scored.members[2], kind="trainee")
    with pytest.raises(PanelIncomplete):
        assign_everybody(round_page=scored.page, actor=scored.actor, now=NOW)


def test_the_plan_follows_the_page_until_a_sheet_is_sealed(jury):
    first = latest_plan(jury.page.pk)
    assert first.number == 1
    page = JuryRoundPage.objects.get(pk=jury.page.pk)
    page.seats_min = 2
    page.save()
    assert refusal_to_change(page) == ""
    assert plan_in_force(page, now=NOW).number == 2
    jury.page = page
    jury.seal()
    page = JuryRoundPage.objects.get(pk=page.pk)
    page.decimals = 1
    page.save()
    assert "1" in refusal_to_change(page)
    assert plan_in_force(page, now=NOW).number == 2


def test_rules_change_under_sealed_sheets_only_with_a_reason(jury):
    sheet = jury.seal()
    draft = JuryRoundPage.objects.get(pk=jury.page.pk)
    with pytest.raises(PlanInForce):
        change_plan(round_page=draft, actor=jury.actor, reason="Không đổi gì", now=NOW)
    draft.decimals = 1
    with pytest.raises(ReasonMissing):
        change_plan(round_page=draft, actor=jury.actor, reason=" ", now=NOW)
    del draft.rules
    plan = change_plan(round_page=draft, actor=jury.actor, reason="Theo công văn của Sở", now=NOW)
    assert (plan.number, plan.judging_rules.decimals) == (2, 1)
    assert refusal_to_change(draft) == ""
    sheet.refresh_from_db()
    assert sheet.plan.number == 1


def test_a_new_contest_gets_a_round_with_a_score_sheet_and_no_times_of_contestants(scored):
    contest = ContestPageFactory(parent=scored.stage.contest.get_parent())
    made = create_usual_pages(
        contest=contest, models=[JuryRoundPage], actor=scored.actor, opens_at=NOW, closes_at=NOW
    )
    page = JuryRoundPage.objects.get(pk=made[0].pk)
    assert [criterion.most for criterion in page.rules.criteria] == [50_000, 30_000, 20_000]
    assert (page.opens_at, page.closes_at) == (None, None)


def test_a_criterion_keeps_its_key_when_it_is_renamed(scored):
    page = JuryRoundPage.objects.get(pk=scored.page.pk)
    first = page.criteria.first()
    first.name = "Nội dung và thông điệp"
    page.criteria.add(first)
    page.save()
    keys = [criterion.key for criterion in JuryRoundPage.objects.get(pk=page.pk).rules.criteria]
    assert keys == ["noi-dung", "hinh-thuc", "suc-lan-toa"]


def test_a_candidate_is_one_work_and_has_one_number(jury):
    first = jury.candidates[0]
    for values in ({"number": first.number}, {"number": 9, "entry": first.entry}, {"number": 9}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Candidate.objects.create(round_id=jury.page.pk, added_at=NOW, **values)

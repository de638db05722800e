"""People of the panel: who is absent, late, replaced, related, on paper, learning, and what the results make of it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from contest_pages.judging.access import juror_path
from contest_pages.judging.domain.assigning import assign_everybody, declare_conflicts, excuse
from contest_pages.judging.domain.inviting import invite_jurors
from contest_pages.judging.domain.scoring import Filled, answer_reopening, ask_reopening, save_draft
from contest_pages.judging.domain.seating import add_seat, change_role, end_term, replace_juror
from contest_pages.judging.domain.voiding import declare_void
from contest_pages.judging.enums import SeatRole
from contest_pages.judging.errors import NotOpen, NotSeated
from contest_pages.judging.models import Assignment, JuryRoundPage, ScoreSheet, SeatTerm
from contest_pages.judging.queries.panel import works_with_too_few_seats
from contest_pages.judging.queries.results import missing_sheets, tables_of
from contest_pages.review.domain.disqualifying import disqualify
from contest_pages.standings.domain.publishing import publish
from contest_pages.standings.domain.ranking import freeze, rank
from contest_pages.standings.errors import RankingRefused
from contest_pages.standings.models import RankedRow, Subject
from tests.factories import CommitteeMemberFactory, UserFactory
from tests.factories.judging import JuryRoundPageFactory
from tests.factories.pages import NOW

from .conftest import CLOSED
from .screens import shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]
LOW = {"noi-dung": 30_000, "hinh-thuc": 20_000, "suc-lan-toa": 10_000}


def subject_of(jury) -> Subject:
    return Subject.of_round(JuryRoundPage.objects.get(pk=jury.page.pk))


def excused(jury, seat, why="absent", candidates=(0, 1, 2)):
    for number in candidates:
        assignment = Assignment.objects.get(seat=jury.seats[seat], candidate=jury.candidates[number])
        excuse(assignment=assignment, excuse=why, reason="Ốm", actor=jury.actor, now=NOW)


def seal_all(jury, seats=(0, 1, 2), **more):
    for seat in seats:
        for candidate in range(3):
            jury.seal(seat, candidate, **more)


def refusal_to_freeze(jury) -> str:
    with pytest.raises(RankingRefused) as refused:
        freeze(subject=subject_of(jury), actor=jury.actor, now=CLOSED)
    return refused.value.message


# --- 1 to 6: absent, leaving, replaced, late, swapped, without the chair ------------------------------------


def test_1_of_a_juror_absent_from_the_start_it_is_said_at_once_that_too_few_are_left(jury, organiser):
    assert works_with_too_few_seats(jury.page.pk, 3) == []
    excused(jury, 2)
    assert works_with_too_few_seats(jury.page.pk, 3) == [1, 2, 3]
    assert "1, 2, 3" in shown(organiser, "contest_jury_progress", jury.page), "long before the closing"


def test_2_a_juror_who_leaves_midway_is_never_mixed_in_silently(jury):
    seal_all(jury, seats=(0, 1))
    jury.seal(2, 0)
    end_term(term=jury.terms[2], reason="Đi công tác", actor=jury.actor, now=NOW)
    assert missing_sheets(jury.page.pk) == [(2, 3), (3, 3)]
    refusal_to_freeze(jury)
    excused(jury, 2, candidates=(1, 2))
    JuryRoundPage.objects.filter(pk=jury.page.pk).update(seats_min=2)
    ((_candidates, table),) = tables_of(jury.page.pk, jury.page.rules)
    assert sorted(table.lacking) == [(2, 3), (3, 3)], (
        "the sheet that is sealed counts, and the others are named"
    )


def test_3_who_replaces_a_juror_goes_on_with_what_is_not_sealed(jury, scored):
    jury.seal(2, 0)
    member = CommitteeMemberFactory(contest=scored.stage.contest, committee="jury", full_name="Vì Văn Tư")
    term = replace_juror(term=jury.terms[2], member=member, reason="Ốm", actor=jury.actor, now=NOW)
    declare_conflicts(term=term, actor=jury.actor, now=NOW)
    sheet = jury.seal(2, 1)
    assert (sheet.seat, sheet.term) == (jury.seats[2], term)
    kept = ScoreSheet.objects.get(candidate=jury.candidates[0])
    assert kept.is_live
    assert kept.term != term


def test_4_a_juror_who_comes_after_the_freezing_scores_nothing_more(jury):
    seal_all(jury)
    freeze(subject=subject_of(jury), actor=jury.actor, now=CLOSED)
    member = CommitteeMemberFactory(contest=jury.page.contest, committee="jury", full_name="Vì Văn Tư")
    add_seat(round_page=jury.page, member=member, actor=jury.actor, now=CLOSED)
    declare_conflicts(term=jury.terms[3], actor=jury.actor, now=CLOSED)
    for seat in (0, 3):
        with pytest.raises(NotOpen):
            jury.seal(seat, 0, now=CLOSED)


def test_5_sheets_sealed_on_each_others_device_are_corrected_by_two_new_ones_with_reasons(jury):
    first, second = jury.seal(0, 0, LOW), jury.seal(1, 0)
    for seat, sheet, points in ((0, first, None), (1, second, LOW)):
        asked = ask_reopening(
            round_page=jury.page, term=jury.terms[seat], sheet=sheet, because="Cầm nhầm máy", now=NOW
        )
        answer_reopening(reopening=asked, allow=True, actor=jury.actor, now=NOW)
        jury.seal(seat, 0, points, reason="Cầm nhầm máy")
    totals = ScoreSheet.objects.counted().order_by("seat__number").values_list("total", "reason")
    assert list(totals) == [(10_000_000, "Cầm nhầm máy"), (6_000_000, "Cầm nhầm máy")]
    assert ScoreSheet.objects.count() == 4, "all four stay in the record"


def test_6_in_the_absence_of_the_chair_a_deputy_by_record_acts(jury):
    sheet = jury.seal(0)
    change_role(seat=jury.seats[1], role=SeatRole.DEPUTY, actor=jury.actor)
    line = PageLogEntry.objects.filter(action="contest.change_seat").latest("timestamp")
    assert line.data == {"seat": 2, "role": "deputy"}
    declare_void(sheet=sheet, reason="Nhầm bài", now=NOW, chair=jury.terms[1])
    assert PageLogEntry.objects.get(action="contest.void_sheet").data["led_by"] == 2


# --- 7 to 10: conflicts (7: test_voiding) --------------------------------------------------------------------


def test_8_a_work_with_which_all_seats_have_a_conflict_waits_for_jurors_from_outside(jury):
    author = jury.candidates[0].entry.registration
    for term in jury.terms:
        declare_conflicts(term=term, registrations=(author,), actor=jury.actor, now=NOW)
    assert works_with_too_few_seats(jury.page.pk, 3) == [1]
    for seat in range(3):
        for candidate in (1, 2):
            jury.seal(seat, candidate)
    refusal_to_freeze(jury)
    for number in range(3):
        member = CommitteeMemberFactory(
            contest=jury.page.contest, committee="jury", full_name=f"Giám khảo mời {number}"
        )
        add_seat(round_page=jury.page, member=member, actor=jury.actor, now=NOW)
    assign_everybody(round_page=jury.page, actor=jury.actor, now=NOW)
    for seat in (3, 4, 5):
        declare_conflicts(term=jury.terms[seat], actor=jury.actor, now=NOW)
        for candidate in range(3):
            jury.seal(seat, candidate)
    assert works_with_too_few_seats(jury.page.pk, 3) == []
    assert freeze(subject=subject_of(jury), actor=jury.actor, now=CLOSED).frozen_at == CLOSED


def test_9_who_recognises_an_author_leaves_the_seat_out_for_that_work_and_the_organisers_read_it(
    jury, organiser, at
):
    author = jury.candidates[0].entry.registration
    save_draft(
        round_page=jury.page,
        term=jury.terms[0],
        candidate=jury.candidates[0],
        filled=Filled({"noi-dung": 40_000}),
        now=NOW,
    )
    declare_conflicts(term=jury.terms[0], registrations=(author,), actor=jury.actor, now=NOW)
    assert not jury.terms[0].seat.drafts.exists(), "what was begun is gone"
    with pytest.raises(NotSeated):
        jury.seal(0, 0)
    for seat, candidate in ((0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (2, 0), (2, 1), (2, 2)):
        jury.seal(seat, candidate)
    with at(CLOSED):
        page = organiser.get(reverse("contest_jury_sheets", args=[jury.page.pk]))
    assert len(page.context["table"].notes) == 2, "few jurors, and a work not judged by all seats"


# --- 11 to 16: paper, seats, scales, trainees ------------------------------------------------------------------


def test_11_a_juror_without_phone_and_address_is_named_and_not_written_to(jury):
    for number, term in enumerate(jury.terms[1:]):
        term.member.email = f"giam-khao-{number}@vidu.example"
        term.member.save()
    done = invite_jurors(round_page=jury.page, actor=jury.actor, now=NOW)
    assert (done.written, done.without_address) == (2, 1)


def test_13_the_same_juror_sits_in_another_round_on_another_seat(jury, scored):
    final = JuryRoundPageFactory(parent=scored.stage.contest)
    member = jury.terms[0].member
    add_seat(round_page=final, member=member, actor=jury.actor, now=NOW)
    assert set(SeatTerm.objects.filter(member=member).values_list("round", flat=True)) == {
        jury.page.pk,
        final.pk,
    }


@pytest.mark.parametrize("points", [(45_000, 25_000, 15_000), (50_000, 29_500, 19_500)])
def test_14_and_15_equal_and_high_points_for_all_are_sealed_like_others(jury, points):
    given = dict(zip(("noi-dung", "hinh-thuc", "suc-lan-toa"), points, strict=True))
    seal_all(jury, points=given)
    assert ScoreSheet.objects.counted().filter(total=sum(points) * 100).count() == 9


def test_15_who_seals_all_reads_first_how_far_the_totals_spread(jury, client):
    term = jury.terms[0]
    term.member.user = UserFactory()
    term.member.save()
    client.force_login(term.member.user)
    for number, content in enumerate((48_000, 49_000, 49_000)):
        save_draft(
            round_page=jury.page,
            term=term,
            candidate=jury.candidates[number],
            filled=Filled({"noi-dung": content, "hinh-thuc": 28_000, "suc-lan-toa": 19_000}),
            now=NOW,
        )
    page = client.get(f"{juror_path(term)}khoa/").content.decode()
    summary = page[page.index("<h1") : page.index("<table")]
    assert all(figure in summary for figure in ("95", "96", "2 "))


def test_16_the_sheets_of_a_trainee_are_shown_and_count_nothing(jury, organiser, at):
    learner = CommitteeMemberFactory(contest=jury.page.contest, committee="jury", full_name="Hoàng Thị Út")
    seat = add_seat(round_page=jury.page, member=learner, kind="trainee", actor=jury.actor, now=NOW)
    assign_everybody(round_page=jury.page, actor=jury.actor, now=NOW)
    declare_conflicts(term=jury.terms[3], actor=jury.actor, now=NOW)
    seal_all(jury)
    jury.seal(3, 0, LOW)
    assert missing_sheets(jury.page.pk) == [], "works that the trainee has left block nothing"
    ((_candidates, table),) = tables_of(jury.page.pk, jury.page.rules)
    assert seat.number not in table.seats
    with at(CLOSED):
        assert "tập sự" in shown(organiser, "contest_jury_sheets", jury.page)


# --- 107 and 108: after the publication --------------------------------------------------------------------


@pytest.fixture
def announced(jury):
    """Return the jury after the publication: the first work wins."""
    for seat in range(3):
        for candidate, content in enumerate((50_000, 45_000, 40_000)):
            jury.seal(seat, candidate, {"noi-dung": content, "hinh-thuc": 30_000, "suc-lan-toa": 20_000})
    for step in (freeze, rank, publish):
        step(subject=subject_of(jury), actor=jury.actor, now=CLOSED)
    return jury


def test_107_of_a_conflict_that_was_not_declared_the_influence_is_shown_before_it_is_decided(
    announced, organiser, at
):
    author = announced.candidates[0].entry.registration
    declare_conflicts(term=announced.terms[0], registrations=(author,), actor=announced.actor, now=CLOSED)
    with at(CLOSED):
        page = organiser.get(reverse("contest_jury_sheets", args=[announced.page.pk]))
    (unusual,) = page.context["table"].unusual
    assert {influence.seat for influence in unusual.influences} == {1, 2, 3}
    assert ScoreSheet.objects.counted().count() == 9, "nothing is left out by itself"
    sheet = ScoreSheet.objects.get(seat=announced.seats[0], candidate=announced.candidates[0])
    declare_void(sheet=sheet, reason="Người thân", now=CLOSED, actor=announced.actor)
    assert missing_sheets(announced.page.pk) == [], "the seat is excused for that work"


def test_108_a_work_disqualified_weeks_later_leaves_the_next_ranking_and_not_the_published_one(
    announced, roles
):
    disqualify(
        entry=announced.candidates[0].entry,
        reason="Sao chép phim của người khác",
        actor=roles["organisers"],
        now=CLOSED,
    )
    for step in (freeze, rank, publish):
        step(subject=subject_of(announced), actor=announced.actor, now=CLOSED)
    second, third = (announced.candidates[number].code for number in (1, 2))
    rows = RankedRow.objects.filter(ranking__number=2).order_by("rank").values_list("rank", "code")
    assert list(rows) == [(1, second), (2, third)]
    assert RankedRow.objects.filter(ranking__number=1).count() == 3

"""The organisers' screens of a jury: what they show before and after the closing, what they do, and for whom."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from contest_pages.admin.roles import ROLES
from contest_pages.contests.domain.assigning import limit_to_contests
from contest_pages.judging.domain.assigning import assign_everybody
from contest_pages.judging.domain.candidates import add_candidate
from contest_pages.judging.domain.scoring import ask_reopening
from contest_pages.judging.domain.seating import add_seat, extend_term
from contest_pages.judging.models import (
    Assignment,
    Candidate,
    GapCase,
    JuryRoundPage,
    ScoreSheet,
    Seat,
)
from tests.factories import CommitteeMemberFactory, ContestPageFactory, EntryFactory, RegistrationFactory
from tests.factories.judging import JuryRoundPageFactory
from tests.factories.pages import NOW, hanoi

from .screens import address, press, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

#: 71.5 points, which stand nowhere else on the screens.
ODD = {"noi-dung": 41_000, "hinh-thuc": 20_500, "suc-lan-toa": 10_000}
AFTER = hanoi("2024-07-21 08:00")
SCREENS = ("contest_jury_panel", "contest_jury_progress", "contest_jury_sheets", "contest_jury_plan")


# --- rights, actions, states ---------------------------------------------------------------------------


@pytest.mark.parametrize("moment", [NOW, AFTER], ids=["while judging", "after the closing"])
@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("role", [role.key for role in ROLES])
def test_organisers_alone_open_the_screens_and_act(role, name, moment, jury, roles, client):
    jury.seal(points=ODD)
    sheet = ScoreSheet.objects.get()
    with time_machine.travel(moment, tick=False):
        client.force_login(roles[role])
        got = client.get(address(name, jury.page))
        posted = press(client, "contest_jury_progress", jury.page, "void", sheet.pk, reason="Nhầm")
    is_allowed = role == "organisers"
    assert (got.status_code == 200) == is_allowed
    assert ScoreSheet.objects.counted().exists() != is_allowed
    assert ("71,5" in got.content.decode()) == (is_allowed and name == SCREENS[2] and moment == AFTER)
    assert posted.status_code == 302


def test_organisers_of_another_contest_are_refused(jury, roles, client, index):
    limit_to_contests(user=roles["organisers"], contests=[ContestPageFactory(parent=index)], actor=None)
    client.force_login(roles["organisers"])
    for name in SCREENS:
        assert client.get(address(name, jury.page)).status_code == 302
    assert jury.page.title not in client.get(reverse("contest_juries")).content.decode()


def test_a_button_names_nothing_of_another_round(jury, organiser, scored):
    other = JuryRoundPageFactory(parent=scored.stage.contest)
    sheet = jury.seal()
    assignment = Assignment.objects.first()
    for button, key in (
        ("void", sheet.pk),
        ("excuse_sheet", assignment.pk),
        ("lift", assignment.pk),
        ("change_state", jury.candidates[0].pk),
        ("void", "x"),
    ):
        assert press(organiser, "contest_jury_progress", other, button, key, reason="x").status_code == 404
    assert organiser.get(address("contest_jury_panel", other, seat=1)).status_code == 404


# --- points before the closing -------------------------------------------------------------------------


def test_no_screen_shows_points_before_the_closing(jury, organiser):
    jury.seal(points=ODD)
    for name in SCREENS:
        assert "71,5" not in shown(organiser, name, jury.page)
    assert "71,5" not in shown(organiser, "contest_jury_progress", jury.page, work=1, seat=1)


def test_points_stay_hidden_while_a_juror_with_more_time_has_works_left(jury, organiser, at):
    jury.seal(points=ODD)
    until = hanoi("2024-07-25 24:00")
    extend_term(term=jury.terms[2], closes_at=until, reason="Ốm", actor=jury.actor, now=NOW)
    with at(AFTER):
        assert "71,5" not in shown(organiser, "contest_jury_sheets", jury.page)
    with at(until):
        assert "71,5" in shown(organiser, "contest_jury_sheets", jury.page)


def test_a_case_of_differing_jurors_is_closed_on_no_screen_before_the_closing(jury, organiser):
    case = GapCase.objects.create(candidate=jury.candidates[0], lowest=1, highest=2, opened_at=NOW)
    press(organiser, "contest_jury_sheets", jury.page, "close_case", case.pk, how="kept", reason="Giữ")
    case.refresh_from_db()
    assert case.closed_at is None


# --- progress ------------------------------------------------------------------------------------------


def test_the_table_says_how_far_each_seat_is(jury, organiser):
    jury.seal(0, 0)
    missing = Assignment.objects.get(candidate=jury.candidates[1], seat__number=2)
    press(
        organiser,
        "contest_jury_progress",
        jury.page,
        "excuse_sheet",
        missing.pk,
        excuse="absent",
        reason="Ốm",
    )
    press(
        organiser, "contest_jury_progress", jury.page, "change_state", jury.candidates[2].pk,
        state="withdrawn", reason="Tác giả xin rút",
    )  # fmt: skip
    text = shown(organiser, "contest_jury_progress", jury.page)
    for state, count in (("sealed", 1), ("absent", 1), ("out", 3), ("waiting", 4)):
        assert text.count(f'<td class="is-{state}">') == count
    press(organiser, "contest_jury_progress", jury.page, "lift", missing.pk)
    missing.refresh_from_db()
    assert missing.excuse == ""


def test_a_request_to_write_again_is_answered_on_behalf_of_the_chair(jury, organiser):
    sheet = jury.seal()
    asked = ask_reopening(round_page=jury.page, term=jury.terms[0], sheet=sheet, because="Nhầm bài", now=NOW)
    assert "Nhầm bài" in shown(organiser, "contest_jury_progress", jury.page)
    press(organiser, "contest_jury_progress", jury.page, "allow", asked.pk)
    asked.refresh_from_db()
    assert asked.allowed_at == NOW
    text = shown(organiser, "contest_jury_progress", jury.page)
    assert "Nhầm bài" not in text
    assert '<td class="is-again">' in text


# --- change of plan ------------------------------------------------------------------------------------


def test_rules_change_under_sealed_sheets_with_a_reason_and_the_page_is_published(jury, roles, organiser):
    jury.seal()
    draft = JuryRoundPage.objects.get(pk=jury.page.pk)
    draft.gap_limit = 15_000
    draft.save_revision(user=roles["organisers"])
    assert reverse("contest_jury_plan", args=[draft.pk]) in shown(organiser, "contest_jury_panel", draft)
    assert "1 phiếu đã khóa theo quy định đang áp dụng." in shown(organiser, "contest_jury_plan", draft)
    assert press(organiser, "contest_jury_plan", draft, "change", reason=" ").status_code == 422
    press(organiser, "contest_jury_plan", draft, "change", reason="Bổ sung mức chênh lệch")
    page = JuryRoundPage.objects.get(pk=draft.pk)
    assert page.gap_limit == 15_000
    assert page.judging_plans.order_by("number").last().reason == "Bổ sung mức chênh lệch"
    assert not page.has_unpublished_changes
    again = press(organiser, "contest_jury_plan", draft, "change", reason="Lần nữa")
    assert again.status_code == 422
    assert page.judging_plans.count() == 2


def test_a_draft_that_cannot_be_published_makes_no_plan(jury, roles, organiser):
    jury.seal()
    draft = JuryRoundPage.objects.get(pk=jury.page.pk)
    for criterion in draft.criteria.all():
        draft.criteria.remove(criterion)
    draft.save_revision(user=roles["organisers"], clean=False)
    assert press(organiser, "contest_jury_plan", draft, "change", reason="Bỏ hết").status_code == 422
    assert draft.judging_plans.count() == 1
    assert JuryRoundPage.objects.get(pk=draft.pk).criteria.count() == 3


# --- after the closing ---------------------------------------------------------------------------------


def test_refusals_stand_as_sentences_and_results_when_there_are_enough(jury, organiser, at):
    for term in range(2):
        for candidate in range(3):
            jury.seal(term, candidate, ODD)
    with at(AFTER):
        text = shown(organiser, "contest_jury_sheets", jury.page)
        assert "Còn thiếu 3 phiếu chưa ghi lý do." in text
        assert "<strong>71,5</strong>" not in text
    for candidate in range(3):
        jury.seal(2, candidate, ODD)
    with at(AFTER):
        text = shown(organiser, "contest_jury_sheets", jury.page)
    assert text.count("<strong>71,5</strong>") == 3
    assert reverse("contest_rank_round", args=[jury.page.pk]) in text
    assert "không chứng minh điều gì" in text


def test_a_case_is_closed_on_the_screen_with_the_chairs_sentence(jury, organiser, at):
    case = GapCase.objects.create(
        candidate=jury.candidates[0], lowest=5_000_000, highest=9_000_000, opened_at=NOW
    )
    for term in range(3):
        jury.seal(term, 0)
    with at(AFTER):
        wrong = press(
            organiser, "contest_jury_sheets", jury.page, "close_case", case.pk, how="third", reason="x"
        )
        assert wrong.status_code == 422
        press(
            organiser,
            "contest_jury_sheets",
            jury.page,
            "close_case",
            case.pk,
            how="kept",
            reason="Giữ nguyên",
        )
    case.refresh_from_db()
    assert (case.how, case.reason, case.closed_at) == ("kept", "Giữ nguyên", AFTER)


# --- queries -------------------------------------------------------------------------------------------


def filled(jury, scored, works: int, seats: int) -> None:
    for number in range(seats - Seat.objects.count()):
        member = CommitteeMemberFactory(
            contest=jury.page.contest, committee="jury", full_name=f"Giám khảo {number}"
        )
        add_seat(round_page=jury.page, member=member, actor=jury.actor, now=NOW)
    for _n in range(works - Candidate.objects.count()):
        entry = EntryFactory(
            registration=RegistrationFactory(page=scored.stage.form), round=scored.stage.round, submitted=True
        )
        add_candidate(round_page=jury.page, entry=entry, reason="Thử", actor=jury.actor, now=NOW)
    assign_everybody(round_page=jury.page, actor=jury.actor, now=NOW)


@pytest.mark.parametrize(
    ("name", "moment", "count"),
    [("contest_jury_panel", NOW, 26), ("contest_jury_progress", NOW, 26), ("contest_jury_sheets", AFTER, 31)],
)
def test_forty_works_and_nine_seats_cost_as_many_queries_as_twelve_and_five(
    name, moment, count, jury, scored, organiser, at, django_assert_num_queries
):
    jury.seal(points=ODD)
    filled(jury, scored, 12, 5)
    with at(moment):
        organiser.get(address(name, jury.page))
        with django_assert_num_queries(count):
            organiser.get(address(name, jury.page))
    filled(jury, scored, 40, 9)
    with at(moment):
        organiser.get(address(name, jury.page))
        with django_assert_num_queries(count):
            organiser.get(address(name, jury.page))

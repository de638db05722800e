"""The screen on which organisers arrange a jury: seats, works, assignments, letters."""

from __future__ import annotations

import pytest
from django.core import mail
from wagtail.models import PageLogEntry

from contest_pages.entries.domain.advancing import close_advance_list
from contest_pages.judging.domain.candidates import add_candidate
from contest_pages.judging.domain.seating import add_seat
from contest_pages.judging.models import (
    Assignment,
    Candidate,
    JuryRoundPage,
    Seat,
    SeatTerm,
)
from tests.factories import CommitteeMemberFactory, EntryFactory, RegistrationFactory
from tests.factories.pages import NOW, hanoi

from .screens import press, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

# --- arranging -----------------------------------------------------------------------------------------


def test_a_jury_is_arranged_from_nothing_to_the_invitations(
    scored, organiser, django_capture_on_commit_callbacks
):
    page = scored.page
    close_advance_list(from_round=scored.stage.round, entries=scored.entries, actor=scored.actor, now=NOW)
    assert "Theo quy định còn thiếu 3 ghế." in shown(organiser, "contest_jury_panel", page)
    for place, member in enumerate(scored.members):
        member.email = f"gk{place}@vidu.example"
        member.save()
        role = "member" if place else "chair"
        press(organiser, "contest_jury_panel", page, "add", member=member.pk, role=role, kind="juror")
    assert [seat.role for seat in Seat.objects.order_by("number")] == ["chair", "member", "member"]
    press(organiser, "contest_jury_panel", page, "invite")
    assert not SeatTerm.objects.filter(invited_at__isnull=False).exists(), "there is nothing to judge yet"
    press(organiser, "contest_jury_panel", page, "collect")
    press(organiser, "contest_jury_panel", page, "assign")
    assert Assignment.objects.count() == 9
    with django_capture_on_commit_callbacks(execute=True):
        press(organiser, "contest_jury_panel", page, "invite")
        press(organiser, "contest_jury_panel", page, "invite")
    assert len(mail.outbox) == 3, "once a day"
    text = shown(organiser, "contest_jury_panel", page)
    assert "Đã mời tất cả giám khảo." in text
    assert "3 giám khảo còn phiếu chưa khóa." in text


def test_only_those_with_works_left_are_reminded_once_a_day(
    jury, organiser, django_capture_on_commit_callbacks
):
    for term in jury.terms:
        term.member.email = f"gk{term.seat.number}@vidu.example"
        term.member.save()
    for candidate in range(3):
        jury.seal(0, candidate)
    with django_capture_on_commit_callbacks(execute=True):
        press(organiser, "contest_jury_panel", jury.page, "remind")
        press(organiser, "contest_jury_panel", jury.page, "remind")
    assert sorted(to for letter in mail.outbox for to in letter.to) == [
        "gk2@vidu.example",
        "gk3@vidu.example",
    ]
    line = PageLogEntry.objects.get(action="contest.remind_jurors")
    assert line.data == {"seats": [2, 3]}


def test_a_juror_is_replaced_given_more_time_and_a_seat_removed(jury, organiser):
    page, member = jury.page, CommitteeMemberFactory(contest=jury.page.contest, committee="jury")
    jury.seal()
    wrong = press(organiser, "contest_jury_panel", page, "replace", query={"seat": 1}, member=member.pk)
    assert wrong.status_code == 422
    press(organiser, "contest_jury_panel", page, "replace", query={"seat": 1}, member=member.pk, reason="Ốm")
    assert jury.terms[0].member == member
    press(
        organiser, "contest_jury_panel", page, "extend", query={"seat": 2},
        closes_at="24:00 ngày 22/7/2024", reason="Đi công tác",
    )  # fmt: skip
    assert jury.terms[1].closes_at == hanoi("2024-07-22 24:00")
    press(organiser, "contest_jury_panel", page, "change_role", query={"seat": 2}, role="chair")
    press(organiser, "contest_jury_panel", page, "remove", query={"seat": 1})
    press(organiser, "contest_jury_panel", page, "remove", query={"seat": 3})
    left = Seat.objects.filter(removed_at=None).order_by("number")
    assert [(seat.number, seat.role) for seat in left] == [(1, "member"), (2, "chair")]


def test_a_late_work_is_added_by_its_code_and_a_sample_counts_nothing(jury, organiser, scored):
    late, sample = (
        EntryFactory(
            registration=RegistrationFactory(page=scored.stage.form), round=scored.stage.round, submitted=True
        )
        for _n in range(2)
    )
    assert (
        press(organiser, "contest_jury_panel", jury.page, "work", entry="TP-9999", reason="x").status_code
        == 422
    )
    press(organiser, "contest_jury_panel", jury.page, "work", entry=late.code.lower(), reason="Quyết định 12")
    press(
        organiser,
        "contest_jury_panel",
        jury.page,
        "work",
        entry=sample.code,
        is_sample="on",
        reason="Chấm thử",
    )
    found = Candidate.objects.filter(number__gt=3).order_by("number")
    assert [(work.entry, work.is_sample) for work in found] == [(late, False), (sample, True)]
    assert "1 tác phẩm chưa đủ giám khảo." in shown(organiser, "contest_jury_panel", jury.page)


# --- some jurors for each work -------------------------------------------------------------------------


@pytest.fixture
def shared(scored):
    """Return a round in which two of four jurors judge each of six works."""
    page = scored.page
    page.assignment, page.jurors_per_work, page.seats_min = "some", 2, 2
    page.save()
    page = JuryRoundPage.objects.get(pk=page.pk)
    members = [*scored.members, CommitteeMemberFactory(contest=scored.stage.contest, committee="jury")]
    for member in members:
        add_seat(round_page=page, member=member, actor=scored.actor, now=NOW)
    for _n in range(6):
        registration = RegistrationFactory(page=scored.stage.form)
        entry = EntryFactory(registration=registration, round=scored.stage.round, submitted=True)
        add_candidate(round_page=page, entry=entry, reason="Thử", actor=scored.actor, now=NOW)
    return page


def test_the_proposal_is_taken_as_shown_and_named_in_the_audit_line(shared, organiser):
    text = shown(organiser, "contest_jury_panel", shared)
    assert "So sánh được giữa tất cả giám khảo" in text
    digest = text.split('name="digest" value="')[1].split('"')[0]
    press(organiser, "contest_jury_panel", shared, "take", 2, digest=digest)
    assert not Assignment.objects.exists(), "the second proposal is another one"
    press(organiser, "contest_jury_panel", shared, "take", 1, digest=digest)
    press(organiser, "contest_jury_panel", shared, "take", 1, digest=digest)
    assert Assignment.objects.count() == 12
    line = PageLogEntry.objects.get(action="contest.assign_jury")
    assert line.data == {"count": 12, "seed": f"{shared.pk}/1", "digest": digest}


def test_what_is_assigned_stays_when_a_late_work_comes(shared, organiser, scored):
    def take():
        text = shown(organiser, "contest_jury_panel", shared)
        press(
            organiser,
            "contest_jury_panel",
            shared,
            "take",
            digest=text.split('name="digest" value="')[1].split('"')[0],
        )
        return set(Assignment.objects.values_list("candidate__number", "seat__number"))

    before = take()
    entry = EntryFactory(
        registration=RegistrationFactory(page=scored.stage.form), round=scored.stage.round, submitted=True
    )
    add_candidate(round_page=shared, entry=entry, reason="Bổ sung", actor=scored.actor, now=NOW)
    after = take()
    assert before < after
    assert {work for work, _seat in after - before} == {7}


def test_too_few_jurors_are_said_instead_of_a_proposal(shared, organiser):
    Seat.objects.filter(number__gt=1).update(removed_at=NOW)
    assert "Mỗi tác phẩm do 2 giám khảo chấm; Ban Giám khảo mới có 1." in shown(
        organiser, "contest_jury_panel", shared
    )

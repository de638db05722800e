"""Who may register, who may not, and what is stored."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from contest_pages.contests.models import Milestone
from contest_pages.privacy.models import ConsentText
from contest_pages.registrations.domain.confirming import confirm
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.errors import (
    GuardianMissing,
    KindNotTaken,
    NamedTwice,
    NoContact,
    NotAccepted,
    NotConfirmable,
    RegistrationClosed,
    TooOld,
    TooYoung,
    WrongTeam,
)
from contest_pages.registrations.models import CommitteeMatch, Member, Registration, RegistrationDivision
from tests.factories import CommitteeMemberFactory, ContestRegistrationPageFactory, RegistrationFactory
from tests.factories.pages import NOW, hanoi
from tests.letters import words_of
from tests.races import at_once

from .helpers import agreement, application, enter, enter_and_confirm, person, team

pytestmark = pytest.mark.django_db


def takes_teams(stage):
    stage.form.kinds, stage.form.smallest_team, stage.form.largest_team = ["team"], 7, 12
    stage.form.main_members = 4
    stage.form.save()


#: the application, the preparation, the refusal, its sentence, the person concerned
REFUSALS = {
    "before the opening": (
        {},
        lambda stage: setattr(stage.form, "opens_at", hanoi("2024-07-11 08:00")),
        RegistrationClosed,
        "08:00 ngày 11/7/2024",
    ),
    "after the closing": (
        {"now": hanoi("2024-08-01")},
        None,
        RegistrationClosed,
        "24:00 ngày 31/7/2024",
    ),
    "without rules": ({}, lambda stage: stage.rules.unpublish(), RegistrationClosed, "Thể lệ"),
    "without the milestone": (
        {},
        lambda stage: setattr(stage.form, "follows_milestone", True),
        RegistrationClosed,
        "chưa được công bố",
    ),
    "no contact": ({"email": "", "phone": ""}, None, NoContact, "email hoặc số điện thoại"),
    "a kind not taken": ({"kind": "team"}, None, KindNotTaken, "Biểu mẫu này nhận: cá nhân"),
    "two as an individual": (
        {"people": (person(), person("Người Khác"))},
        None,
        WrongTeam,
        "Cá nhân đăng ký một mình",
    ),
    "too few": ({"people": team(6), "kind": "team"}, takes_teams, WrongTeam, "ít nhất 7 người"),
    "twelve in a field for ten": (
        {"people": team(13), "kind": "team"},
        takes_teams,
        WrongTeam,
        "nhiều nhất 12 người",
    ),
    "three main members": ({"people": team(7, main=3), "kind": "team"}, takes_teams, WrongTeam, "đúng 4"),
    "too young": ({"people": (person(birth_date="2010-07-11"),)}, None, TooYoung, "14 tuổi"),
    "too old": (
        {"people": (person(birth_date="1950-01-01"),)},
        lambda stage: stage.rules.__class__.objects.update(maximum_age=60),
        TooOld,
        "không quá 60 tuổi",
    ),
    "a minor alone": (
        {"people": (person(birth_date="2009-01-01"),)},
        None,
        GuardianMissing,
        "cha, mẹ hoặc người giám hộ",
    ),
    "one person twice": (
        {"people": (*team(7), person("Thành Viên Số D", datetime.date(1990, 1, 4))), "kind": "team"},
        takes_teams,
        NamedTwice,
        "Thành viên 4 và thành viên 8 là một",
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_each_refusal_has_its_sentence_and_leaves_nothing_behind(stage, case):
    typed, prepare, refusal, sentence = REFUSALS[case]
    if prepare:
        prepare(stage)
        stage.contest = type(stage.contest).objects.get(pk=stage.contest.pk)
        stage.form.contest = stage.contest
    before = Registration.objects.count()
    typed = dict(typed)
    people = typed.pop("people", ())
    with pytest.raises(refusal, match=sentence):
        enter(stage, *people, **typed)
    assert Registration.objects.count() == before


def test_registration_is_open_until_the_last_minute(stage):
    assert enter(stage, now=hanoi("2024-07-31 23:59"))


def test_registration_follows_its_milestone_and_before_a_day_excludes_it(stage):
    Milestone.objects.create(
        contest=stage.contest,
        label="Đăng ký",
        kind="registration",
        starts_at=hanoi("2024-05-01"),
        ends_at=hanoi("2024-05-30"),
        precision="day",
    )
    stage.form.follows_milestone = True
    assert enter(stage, now=hanoi("2024-05-30 23:59"))
    with pytest.raises(RegistrationClosed, match="24:00 ngày 30/5/2024"):
        enter(stage, person("Người Khác"), now=hanoi("2024-05-31"))


def test_a_division_has_its_own_ages(stage):
    RegistrationDivision.objects.create(page=stage.form, name="Học sinh", minimum_age=10, maximum_age=17)
    pupil = person(
        birth_date="2012-01-01", guardian_name="Lò Văn Bố", guardian_agrees=True, child_agrees=True
    )
    assert enter(stage, pupil, division="Học sinh").division == "Học sinh"
    with pytest.raises(TooOld):
        enter(stage, person(birth_date="2006-01-01"), division="Học sinh", email="b@vidu.example")


def test_a_registration_is_pending_until_it_is_confirmed(stage):
    registration = enter(stage)
    assert registration.status == RegistrationStatus.PENDING
    assert not Registration.objects.active().exists()
    assert registration.members.get().place is None
    confirm(registration=registration, now=NOW)
    registration.refresh_from_db()
    assert (registration.status, registration.confirmed_at) == (RegistrationStatus.ACTIVE, NOW)
    assert registration.members.get().place


def test_a_team_has_one_captain_and_keeps_its_order_and_main_members(stage):
    takes_teams(stage)
    registration = enter_and_confirm(stage, *team(8), kind="team")
    members = list(registration.members.all())
    assert [m.role for m in members] == ["captain"] + ["member"] * 7
    assert [m.is_main for m in members] == [True] * 4 + [False] * 4
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.filter(pk=members[3].pk).update(role="captain")


def test_the_same_form_sent_twice_is_one_registration_and_the_letter_again(
    stage, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        first, again = enter(stage), enter(stage)
    assert first.pk == again.pk
    assert Registration.objects.count() == 1
    assert [letter.to for letter in mail.outbox] == [["suoi@vidu.example"]] * 2
    assert "/dang-ky/xac-nhan/" in words_of(mail.outbox[0])
    assert first.code not in words_of(mail.outbox[0])


def test_registering_again_sends_the_personal_link_again(stage, django_capture_on_commit_callbacks):
    first = enter_and_confirm(stage)
    with django_capture_on_commit_callbacks(execute=True):
        assert enter(stage).pk == first.pk
    assert "/thi-sinh/" in words_of(mail.outbox[-1])


def test_a_family_shares_an_address(stage):
    enter_and_confirm(stage)
    other = enter_and_confirm(stage, person("Quàng Thị Út"))
    assert other.email == "suoi@vidu.example"


def test_another_person_of_the_same_name_and_birth_date_declares_it_and_is_marked(stage):
    enter_and_confirm(stage)
    namesake = enter_and_confirm(stage, email="khac@vidu.example", is_namesake=True)
    assert namesake.is_namesake
    with pytest.raises(NotAccepted):
        enter_and_confirm(stage, email="khac@vidu.example", phone="0987654321", kind="individual")


def test_an_identity_number_decides_who_is_one_person(stage):
    enter_and_confirm(stage, person(identity_hash="a" * 64))
    enter_and_confirm(stage, person(identity_hash="b" * 64), email="khac@vidu.example")
    with pytest.raises(NotAccepted):
        enter_and_confirm(stage, person("Tên Khác", identity_hash="a" * 64), email="ba@vidu.example")


def test_a_form_of_a_round_accepts_a_person_registered_for_another_round(stage):
    enter_and_confirm(stage)
    second = ContestRegistrationPageFactory(
        parent=stage.contest, slug="dang-ky-2", for_round_id=stage.round.pk
    )
    registration = enter(stage, page=second, email="khac@vidu.example")
    assert confirm(registration=registration, now=NOW).for_round_id == stage.round.pk


def test_who_registered_in_time_may_confirm_after_the_closing(stage):
    registration = enter(stage, now=hanoi("2024-07-31 23:50"))
    assert confirm(registration=registration, now=hanoi("2024-08-01 08:00")).status == "active"


def test_of_two_who_name_one_person_the_first_to_confirm_wins(stage):
    first, second = enter(stage), enter(stage, email="khac@vidu.example")
    confirm(registration=second, now=NOW)
    with pytest.raises(NotAccepted, match="Chưa thể ghi nhận đăng ký này"):
        confirm(registration=first, now=NOW)
    first.refresh_from_db()
    assert first.status == RegistrationStatus.PENDING


def test_a_cancelled_registration_cannot_be_confirmed(stage):
    registration = RegistrationFactory(page=stage.form, status="cancelled", confirmed_at=None)
    with pytest.raises(NotConfirmable):
        confirm(registration=registration, now=NOW)


def test_confirming_is_idempotent_and_sends_one_welcome(stage, django_capture_on_commit_callbacks):
    registration = enter(stage)
    with django_capture_on_commit_callbacks(execute=True):
        confirm(registration=registration, now=NOW)
        confirm(registration=registration, now=NOW + datetime.timedelta(hours=1))
    registration.refresh_from_db()
    assert registration.confirmed_at == NOW
    assert len(mail.outbox) == 1
    assert mail.outbox[0].subject == f"Mã đăng ký dự thi: {stage.contest.title}"
    assert registration.code in words_of(mail.outbox[0])


def test_the_database_holds_a_place_only_once(stage):
    RegistrationFactory(page=stage.form, full_name="Lò Thị Ban", email="a@vidu.example")
    with pytest.raises(IntegrityError):
        RegistrationFactory(page=stage.form, full_name="Lò Thị Ban", email="b@vidu.example")


def test_the_wording_of_consents_is_stored(stage):
    registration = enter(stage, agreements=(agreement(stage.form),))
    record = registration.consents.get()
    assert record.words == "Tôi đồng ý để Ban Tổ chức xử lý dữ liệu."
    assert (record.given, record.at, record.channel) == (True, NOW, "form")
    assert "Ban Tổ chức xử lý dữ liệu" in record.wording.text
    assert "Đến hết năm 2025" in record.wording.text
    enter(stage, person("Người Khác"), email="khac@vidu.example")
    assert ConsentText.objects.count() == 1


def test_a_namesake_of_a_committee_member_takes_part_until_an_organiser_decides(stage):
    CommitteeMemberFactory(contest=stage.contest, full_name="QUÀNG văn Suối")
    registration = enter_and_confirm(stage)
    match = CommitteeMatch.objects.get()
    assert (match.member.registration, match.strength, match.decision) == (registration, "possible", "open")


def test_names_are_searched_without_marks(stage):
    assert "deo thi muong" in enter(stage, person("Đèo Thị Mường")).search_text


def test_an_author_without_consent_stays_unnamed(stage):
    assert enter(stage, publish=frozenset()).public_author == "Tác giả không công khai tên"
    group = enter(stage, person("Người Khác"), email="khac@vidu.example", publish=frozenset({"name"}))
    assert group.public_author == "Người Khác"


def test_a_registration_is_known_by_its_code_alone(stage):
    registration = enter(stage)
    assert str(registration) == registration.code


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_confirmations_at_once_give_one_person_one_place(stage):
    pending = [enter(stage, email=f"n{n}@vidu.example") for n in range(4)]
    results = at_once(*[lambda r=r: confirm(registration=r, now=NOW) for r in pending])
    assert sum(isinstance(result, Registration) for result in results) == 1
    assert sum(isinstance(result, NotAccepted) for result in results) == 3
    assert Registration.objects.active().count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_form_sent_four_times_at_once_is_one_registration(stage):
    results = at_once(*[lambda: enter(stage) for _n in range(4)])
    assert len({result.pk for result in results}) == 1
    assert Registration.objects.count() == 1
    assert Member.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_teams_that_share_a_member_at_once_cannot_both_take_part(stage):
    takes_teams(stage)
    first = enter(stage, *team(7), kind="team", email="a@vidu.example")
    second = enter(stage, *team(6, start=30), *team(1, main=0), kind="team", email="b@vidu.example")
    results = at_once(*[lambda r=r: confirm(registration=r, now=NOW) for r in (first, second)])
    assert sorted(type(result).__name__ for result in results) == ["NotAccepted", "Registration"]


def test_an_application_names_its_contact():
    assert application(email="").contact == "0912345678"

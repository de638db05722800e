"""Imports of rosters: persons are added, changed, never duplicated, never on two rosters."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from contest_pages.entries.domain.drafts import begin_draft
from contest_pages.entries.errors import NotRegistered
from contest_pages.privacy.enums import Channel
from contest_pages.quizzes.errors import QuizClosed
from contest_pages.registrations.access.links import personal_path
from contest_pages.registrations.domain.confirming import confirm
from contest_pages.registrations.domain.editing import edit
from contest_pages.registrations.domain.leaving import withdraw
from contest_pages.registrations.errors import RegistrationClosed, UnitFull, UnitHasContact, UnitMissing
from contest_pages.registrations.logic.people import Person
from contest_pages.registrations.models import CommitteeMatch, Member, Registration
from contest_pages.rosters.domain.importing import import_persons, remove_person
from contest_pages.rosters.errors import NoRoster, NotOnRoster
from contest_pages.rosters.logic.entered import Entered
from tests.factories import CommitteeMemberFactory, RegistrationFactory, UnitFactory, take_quiz
from tests.factories.pages import NOW, hanoi
from tests.letters import words_of
from tests.registrations.helpers import application, enter, enter_and_confirm, person, team

from .conftest import contact_of, enter_contact

WORDS = "Đã đồng ý"


def entered(name="Lò Văn A", born="1990-01-01", *, row=1, **more) -> Entered:
    more = {"phone": "0912345678", **more}
    return Entered(Person(name, datetime.date.fromisoformat(born)), row=row, **more)


def many(count: int) -> list[Entered]:
    return [entered(f"Lò Văn {n}", phone=f"091200{n:04}", row=n) for n in range(count)]


def put(roster, *entries, now=NOW):
    return import_persons(roster=roster, entries=list(entries), words=WORDS, now=now)


def on(roster) -> list[str]:
    return sorted(
        Member.objects.filter(registration__in=roster.persons.active()).values_list("full_name", flat=True)
    )


def test_each_person_gets_a_registration_that_counts_for_the_unit(roster):
    assert put(roster, *many(3)).added == 3
    one = roster.persons.first()
    assert (one.kind, one.status, one.unit, one.page, one.contest) == (
        "individual",
        "active",
        roster.unit,
        roster.page,
        roster.contest,
    )
    assert one.members.get().place
    assert not Registration.objects.contestants().filter(pk=roster.pk).exists()


def test_consent_is_recorded_as_the_contact_declared_it_and_nothing_may_be_published(roster):
    put(roster, entered())
    one = roster.persons.get()
    records = {record.key: record for record in one.consents.all()}
    assert {record.channel for record in records.values()} == {Channel.ROSTER}
    assert [record.given for record in records.values() if not record.key.startswith("publish:")] == [True]
    assert WORDS in next(r.words for r in records.values() if r.given)
    assert {key: r.given for key, r in records.items() if key.startswith("publish:")} == {
        "publish:name": False,
        "publish:unit": False,
        "publish:picture": False,
    }
    assert one.publishing == set()


def test_each_person_is_notified_and_gets_a_link(roster, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        put(roster, entered(email="a@vidu.example"))
    letter = mail.outbox[-1]
    assert letter.to == ["a@vidu.example"]
    assert "Huyện Mường Suối đã ghi tên bạn vào danh sách" in words_of(letter)
    assert "/thi-sinh/" in words_of(letter)


def test_importing_the_same_list_is_idempotent_and_notifies_once(roster, django_capture_on_commit_callbacks):
    put(roster, *many(3))
    with django_capture_on_commit_callbacks(execute=True) as after:
        again = put(roster, *many(3))
    assert (again.added, again.changed, again.same) == (0, 0, 3)
    assert after == []
    assert roster.persons.count() == 3


def test_a_row_with_a_code_changes_even_the_name(roster, django_capture_on_commit_callbacks):
    put(roster, entered("Lò Văn Sai", email="a@vidu.example"))
    one = roster.persons.get()
    with django_capture_on_commit_callbacks(execute=True):
        result = put(roster, entered("Lò Văn Đúng", code=one.code, email="b@vidu.example"))
    assert (result.added, result.changed) == (0, 1)
    old = one.link_number
    one.refresh_from_db()
    assert (one.email, on(roster)) == ("b@vidu.example", ["Lò Văn Đúng"])
    assert one.link_number == old + 1, "the link sent to the wrong address opens nothing"
    assert mail.outbox[-1].to == ["b@vidu.example"]


def test_two_may_exchange_their_names(roster):
    put(roster, entered("Lò Văn A", row=1), entered("Lò Văn B", row=2, phone="0912345670"))
    first, second = roster.persons.order_by("pk")
    result = put(
        roster, entered("Lò Văn B", code=first.code, row=1), entered("Lò Văn A", code=second.code, row=2)
    )
    assert result.changed == 2
    assert first.members.get().full_name == "Lò Văn B"


def test_a_code_of_nobody_here_is_refused(roster, rosters):
    other = contact_of(rosters.form, rosters.district.nui, email="khac@vidu.example")
    put(other, entered())
    code = other.persons.get().code
    refused = put(roster, entered("Lò Khác", code=code)).refused
    assert [v.refused.field for v in refused] == ["code"]


def test_a_person_on_another_units_roster_is_refused_and_the_unit_is_named_only_where_allowed(
    roster, rosters
):
    other = contact_of(rosters.form, rosters.district.nui, email="khac@vidu.example")
    put(other, entered())
    words = put(roster, entered()).refused[0].refused.message
    assert words.startswith("Đã có trong danh sách của một đơn vị khác")
    rosters.form.names_other_unit = True
    rosters.form.save()
    roster.page.refresh_from_db()
    assert "Huyện Phố Núi" in put(roster, entered()).refused[0].refused.message
    assert on(roster) == []


def test_a_person_who_registered_alone_is_refused(roster, stage):
    RegistrationFactory(page=roster.page, full_name="Lò Văn A", birth_date=datetime.date(1990, 1, 1))
    words = put(roster, entered()).refused[0].refused.message
    assert words == "Đã tự đăng ký hoặc đã có trong một nhóm, một đội. Mỗi người chỉ đăng ký một lần."


def test_members_of_excluded_committees_are_refused_and_possible_matches_created(roster, rosters):
    rosters.rules.excluded_committees = ["jury"]
    rosters.rules.save_revision().publish()
    CommitteeMemberFactory(
        contest=rosters.contest, committee="jury", full_name="Lò Văn A", birth_date=datetime.date(1990, 1, 1)
    )
    CommitteeMemberFactory(contest=rosters.contest, committee="jury", full_name="Lò Văn B", birth_date=None)
    result = put(roster, entered("Lò Văn A", row=1), entered("Lò Văn B", row=2))
    assert [v.entered.person.full_name for v in result.refused] == ["Lò Văn A"]
    assert CommitteeMatch.objects.get().member.full_name == "Lò Văn B"


def test_the_last_of_too_many_are_refused(roster):
    result = put(roster, *many(8))
    assert (result.added, len(result.refused)) == (6, 2)
    assert "tối đa 6" in result.refused[0].refused.message


def test_a_person_of_a_commune_below_counts_for_the_district(roster, rosters):
    commune = rosters.district.of["Mường Suối"].communes[0]
    for n in range(4):
        RegistrationFactory(page=rosters.form, unit=commune, full_name=f"Lò Thị {n}")
    assert put(roster, *many(3)).added == 2


def test_nothing_changes_after_the_closing(roster, rosters):
    put(roster, entered())
    rosters.form.closes_at = hanoi("2024-07-01 00:00")
    rosters.form.save()
    roster.page.refresh_from_db()
    with pytest.raises(RegistrationClosed):
        put(roster, entered("Lò Muộn"))
    with pytest.raises(RegistrationClosed):
        remove_person(roster=roster, code=roster.persons.get().code, now=NOW)


def test_a_removed_person_is_notified_and_may_be_added_again(roster, django_capture_on_commit_callbacks):
    put(roster, entered(email="a@vidu.example"))
    code = roster.persons.get().code
    with django_capture_on_commit_callbacks(execute=True):
        remove_person(roster=roster, code=code, now=NOW)
    assert "Đơn vị đã đưa bạn ra khỏi danh sách dự thi." in words_of(mail.outbox[-1])
    assert on(roster) == []
    with pytest.raises(NotOnRoster):
        remove_person(roster=roster, code=code, now=NOW)
    assert put(roster, entered(email="a@vidu.example")).added == 1


def test_withdrawing_a_roster_cancels_the_registrations_on_it(roster):
    put(roster, *many(3))
    withdraw(registration=roster, now=NOW)
    assert roster.persons.active().count() == 0
    assert not Member.objects.filter(place__isnull=False).exists()
    with pytest.raises(NoRoster):
        put(roster, entered())


def test_a_unit_has_one_contact(roster, rosters):
    with pytest.raises(UnitHasContact):
        contact_of(rosters.form, rosters.district.suoi, email="khac@vidu.example")
    assert contact_of(rosters.form, rosters.district.suoi).pk == roster.pk, (
        "the same contact: the same roster"
    )


def test_of_two_who_wait_the_first_to_confirm_keeps_the_unit(rosters):
    waiting = [
        enter_contact(rosters.form, rosters.district.suoi, email=f"l{n}@vidu.example") for n in range(2)
    ]
    confirm(registration=waiting[1], now=NOW)
    with pytest.raises(UnitHasContact):
        confirm(registration=waiting[0], now=NOW)


def test_a_contact_names_a_unit(rosters):
    with pytest.raises(UnitMissing):
        enter_contact(rosters.form, None)


def test_a_contact_may_sit_on_a_committee_and_on_the_list(rosters):
    rosters.rules.excluded_committees = ["secretariat"]
    rosters.rules.save_revision().publish()
    CommitteeMemberFactory(contest=rosters.contest, committee="secretariat", full_name="Cầm Thị Liên Hệ")
    assert contact_of(rosters.form, rosters.district.suoi).is_roster


def test_the_database_keeps_one_roster_for_a_unit(roster):
    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationFactory(page=roster.page, kind="roster", unit=roster.unit)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationFactory(page=roster.page, kind="roster", unit=None)


def test_one_team_of_each_commune(stage):
    commune = UnitFactory(name="Xã Một Đội", kind="commune")
    stage.form.kinds, stage.form.unit_kinds, stage.form.most_per_unit = ["team"], ["commune"], 1
    stage.form.save()
    first = enter_and_confirm(stage, *team(), kind="team", unit=commune)
    late = enter(stage, *team(start=20), kind="team", unit=UnitFactory(), email="b@vidu.example")
    with pytest.raises(UnitFull) as refused:
        enter(stage, *team(start=40), kind="team", unit=commune, email="c@vidu.example")
    assert "tối đa 1" in refused.value.message
    with pytest.raises(UnitFull):
        edit(
            registration=late,
            application=application(*team(start=20), kind="team", unit=commune, email="b@vidu.example"),
            now=NOW,
        )
    withdraw(registration=first, now=NOW)
    assert enter_and_confirm(stage, *team(start=60), kind="team", unit=commune, email="d@vidu.example")


def test_the_contact_is_no_contestant_anywhere(client, rosters, roster, in_july):
    put(roster, entered())
    round_section = f"vong-{rosters.round.pk}"
    page = client.get(personal_path(roster)).content.decode()
    assert "Danh sách của đơn vị" in page
    assert round_section not in page
    assert round_section in client.get(personal_path(roster.persons.get())).content.decode()


def test_a_roster_takes_no_part_but_its_persons_do(roster, rosters, quiz):
    put(roster, entered())
    one = roster.persons.get()
    assert one.takes_part_in(rosters.round.pk)
    assert not roster.takes_part_in(rosters.round.pk)
    with pytest.raises(NotRegistered):
        begin_draft(round_page=rosters.round, registration=roster, now=NOW)
    assert begin_draft(round_page=rosters.round, registration=one, now=NOW)
    with pytest.raises(QuizClosed):
        take_quiz(quiz.round, roster)
    assert take_quiz(quiz.round, one)


def test_person_alone_still_registers_elsewhere(stage):
    assert enter_and_confirm(stage, person("Lò Một Mình")).status == "active"

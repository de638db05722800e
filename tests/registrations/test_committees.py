"""Committee members do not take part, whether they are named before or after."""

from __future__ import annotations

import datetime
import io

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from contest_pages.registrations.domain.committee_list import import_committee, template
from contest_pages.registrations.domain.committees import decide_match
from contest_pages.registrations.domain.confirming import confirm
from contest_pages.registrations.domain.editing import edit
from contest_pages.registrations.enums import MatchDecision, MatchStrength
from contest_pages.registrations.errors import ReasonMissing
from contest_pages.registrations.logic.committees import Traits, match
from contest_pages.registrations.models import CommitteeMatch, CommitteeMember, Registration
from tests.factories import CommitteeMemberFactory, UserFactory
from tests.factories.pages import NOW

from .helpers import application, enter, enter_and_confirm, person

BORN = datetime.date(1995, 3, 1)


@pytest.mark.parametrize(
    ("contestant", "member", "strength"),
    [
        ({"identity_hash": "a"}, {"identity_hash": "a", "full_name": "Tên Khác"}, MatchStrength.SURE),
        ({"identity_hash": "a"}, {"identity_hash": "b"}, None),
        ({"birth_date": BORN}, {"birth_date": BORN}, MatchStrength.SURE),
        ({"birth_date": BORN}, {"birth_date": datetime.date(1970, 1, 1)}, None),
        ({"birth_date": BORN, "phone": "09"}, {"phone": "09"}, MatchStrength.SURE),
        ({"email": "a@b.vn"}, {"email": "A@B.vn"}, MatchStrength.SURE),
        ({"birth_date": BORN}, {}, MatchStrength.POSSIBLE),
        ({"phone": "09"}, {"phone": "09", "full_name": "Tên Khác"}, None),
        ({}, {"full_name": "LÒ thị Ban"}, MatchStrength.POSSIBLE),
        ({}, {"full_name": "Lò Thị Bản"}, None),
    ],
)
def test_what_makes_two_persons_one(contestant, member, strength):
    one, other = ({"full_name": "Lò Thị Ban"} | traits for traits in (contestant, member))
    assert match(Traits(**one), Traits(**other)) == strength


def sheet(*rows) -> SimpleUploadedFile:
    """Return an XLSX file with the template's headings and these rows."""
    buffer = io.BytesIO()
    template(buffer)
    workbook = load_workbook(buffer)
    for row in rows:
        workbook.active.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return SimpleUploadedFile("ban.xlsx", buffer.getvalue())


@pytest.mark.django_db
def test_when_the_committee_grows_those_affected_are_listed(stage):
    registration = enter_and_confirm(stage)
    CommitteeMemberFactory(contest=stage.contest, full_name="Quàng Văn Suối", birth_date=BORN)
    CommitteeMemberFactory(contest=stage.contest, full_name="Người Khác")
    found = CommitteeMatch.objects.get()
    assert (found.member.registration, found.strength, found.decision) == (registration, "sure", "open")
    registration.refresh_from_db()
    assert registration.status == "active"  # an organiser decides, not a list


@pytest.mark.django_db
def test_a_body_that_the_rules_do_not_exclude_is_no_hindrance(stage):
    stage.rules.excluded_committees = ["jury"]
    stage.rules.save_revision().publish()
    CommitteeMemberFactory(
        contest=stage.contest, committee="helpers", full_name="Quàng Văn Suối", birth_date=BORN
    )
    assert enter_and_confirm(stage)
    assert not CommitteeMatch.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("decision", [MatchDecision.ALLOWED, MatchDecision.EXCLUDED])
def test_an_organiser_decides_with_a_reason_and_the_contestant_is_told(
    stage, decision, django_capture_on_commit_callbacks
):
    registration = enter_and_confirm(stage)
    CommitteeMemberFactory(contest=stage.contest, full_name="Quàng Văn Suối")
    found = CommitteeMatch.objects.get()
    officer = UserFactory()
    mail.outbox.clear()
    with pytest.raises(ReasonMissing):
        decide_match(match=found, decision=decision, reason="", actor=officer, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        decide_match(match=found, decision=decision, reason="Đã đối chiếu.", actor=officer, now=NOW)
        decide_match(match=found, decision=MatchDecision.EXCLUDED, reason="Lần hai.", actor=officer, now=NOW)
    registration.refresh_from_db()
    excluded = decision == MatchDecision.EXCLUDED
    assert registration.status == ("cancelled" if excluded else "active")
    assert [("Đã đối chiếu." in letter.body) for letter in mail.outbox] == ([True] if excluded else [])
    found.refresh_from_db()
    assert (found.decided_by, found.reason) == (officer, "Đã đối chiếu.")


@pytest.mark.django_db
def test_a_list_is_taken_whole_and_twice_changes_nothing(stage):
    enter_and_confirm(stage, person("Lò Thị Ban", BORN))
    rows = [
        ("LÒ THỊ BAN", "Ban Giám khảo", "1/3/1995", 912345678, "", ""),
        ("Cà Văn Út", "tổ thư ký", datetime.datetime(1980, 5, 2), "", "UT@vidu.example", "014080000123"),
        ("", "", "", "", "", ""),
    ]
    outcome = import_committee(contest=stage.contest, file=sheet(*rows), actor=None)
    assert (outcome.added, outcome.known, outcome.to_decide, outcome.wrong) == (2, 0, 1, [])
    member = CommitteeMember.objects.get(committee="jury")
    assert (member.full_name, member.phone, member.birth_date) == ("Lò Thị Ban", "0912345678", BORN)
    other = CommitteeMember.objects.get(committee="secretariat")
    assert (other.identity_last, len(other.identity_hash)) == ("123", 64)
    outcome = import_committee(contest=stage.contest, file=sheet(*rows), actor=None)
    assert (outcome.added, outcome.known) == (0, 2)


@pytest.mark.django_db
def test_one_wrong_cell_and_nothing_is_taken_and_each_is_named(stage):
    rows = [
        ("Lò Thị Ban", "Ban Giám khảo", "", "", "", ""),
        ("", "Ban Lạ", "32/1/1990", "12", "", "99"),
    ]
    outcome = import_committee(contest=stage.contest, file=sheet(*rows), actor=None)
    assert [cell for cell, _value, _reason in outcome.wrong] == ["A3", "B3", "C3", "D3", "F3"]
    assert not CommitteeMember.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 broken"])
def test_what_is_no_workbook_gets_a_sentence(stage, content):
    outcome = import_committee(contest=stage.contest, file=io.BytesIO(content), actor=None)
    assert "không phải tệp Excel" in outcome.wrong[0][2]


@pytest.mark.django_db
def test_an_organiser_imports_in_the_admin_and_is_led_to_what_must_be_decided(client, stage, roles):
    enter_and_confirm(stage, person("Lò Thị Ban", BORN))
    client.force_login(roles["organisers"])
    url = reverse("contest_import_committee")
    wrong = Workbook()
    buffer = io.BytesIO()
    wrong.save(buffer)
    response = client.post(
        url, {"contest": stage.contest.pk, "file": SimpleUploadedFile("x.xlsx", buffer.getvalue())}
    )
    assert "Danh sách trống" in response.content.decode()
    response = client.post(
        url,
        {"contest": stage.contest.pk, "file": sheet(("Lò Thị Ban", "Ban Giám khảo", "", "", "", ""))},
        follow=True,
    )
    html = response.content.decode()
    assert "Có 1 thí sinh có thể thuộc danh sách này" in html
    assert "Quyết định" in html
    found = CommitteeMatch.objects.get()
    screen = reverse("contest_decide_match", args=[found.pk])
    assert "Lò Thị Ban" in client.get(screen).content.decode()
    assert client.post(screen, {"words": "", "exclude": "1"}).status_code == 200
    client.post(screen, {"words": "Là một người.", "exclude": "1"})
    assert Registration.objects.get().status == "cancelled"


@pytest.mark.django_db
def test_an_organiser_adds_one_member_by_hand(client, stage, roles):
    client.force_login(roles["organisers"])
    url = reverse("contest_registrations_committeemember_modeladmin_create")
    assert client.get(url).status_code == 200
    data = {"contest": stage.contest.pk, "committee": "jury", "full_name": "Cà Văn Út"}
    assert client.post(url, data).status_code == 302
    assert CommitteeMember.objects.get().name_key == "cà văn út"
    listing = client.get(reverse("contest_registrations_committeemember_modeladmin_index") + "?q=ca van ut")
    assert "Cà Văn Út" in listing.content.decode()
    assert client.get(reverse("contest_committee_template")).status_code == 200


@pytest.mark.django_db
def test_a_member_about_whom_something_was_found_is_not_deleted(client, stage, roles):
    enter_and_confirm(stage)
    kept = CommitteeMemberFactory(contest=stage.contest, full_name="Quàng Văn Suối")
    gone = CommitteeMemberFactory(contest=stage.contest, full_name="Người Khác")
    client.force_login(roles["organisers"])
    for member in (kept, gone):
        address = reverse("contest_registrations_committeemember_modeladmin_delete", args=[member.pk])
        assert client.post(address).status_code in (200, 302)
    assert list(CommitteeMember.objects.all()) == [kept]


@pytest.mark.django_db
@pytest.mark.parametrize("birth_date", [BORN, None])
def test_whom_an_organiser_found_to_be_another_person_confirms_and_corrects_in_peace(stage, birth_date):
    registration = enter(stage)
    CommitteeMemberFactory(contest=stage.contest, full_name="Quàng Văn Suối", birth_date=birth_date)
    decide_match(
        match=CommitteeMatch.objects.get(),
        decision=MatchDecision.ALLOWED,
        reason="Khác đơn vị.",
        actor=UserFactory(),
        now=NOW,
    )
    registration = confirm(registration=registration, now=NOW)
    member = registration.members.get()
    edit(registration=registration, application=application(person(member_pk=member.pk)), now=NOW)
    assert CommitteeMatch.objects.get().decision == "allowed"

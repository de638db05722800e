"""Committee members may not take part, whether they are appointed before or after a registration."""

from __future__ import annotations

import datetime
import io

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from contest_pages.committees.domain import import_committee, read_committee_list, template
from contest_pages.committees.enums import MatchStrength
from contest_pages.committees.logic import IdentityTraits, match
from contest_pages.committees.models import CommitteeMember
from contest_pages.data.births import Birth
from contest_pages.lists.reading import Choices
from contest_pages.registrations.domain.confirming import confirm
from contest_pages.registrations.domain.editing import edit
from contest_pages.registrations.domain.exclusion import decide_match
from contest_pages.registrations.enums import MatchDecision
from contest_pages.registrations.errors import ReasonMissing
from contest_pages.registrations.models import CommitteeMatch, Registration
from tests.factories import CommitteeMemberFactory, UserFactory
from tests.factories.pages import NOW
from tests.letters import words_of
from tests.registrations.helpers import application, enter, enter_and_confirm, person

BORN = datetime.date(1995, 3, 1)


@pytest.mark.parametrize(
    ("contestant", "member", "strength"),
    [
        ({"identity_hash": "a"}, {"identity_hash": "a", "full_name": "Tên Khác"}, MatchStrength.SURE),
        ({"identity_hash": "a"}, {"identity_hash": "b"}, None),
        ({"birth": Birth.on(BORN)}, {"birth": Birth.on(BORN)}, MatchStrength.SURE),
        ({"birth": Birth(BORN.year)}, {"birth": Birth.on(BORN)}, MatchStrength.POSSIBLE),
        ({"birth": Birth(BORN.year - 1)}, {"birth": Birth.on(BORN)}, None),
        ({"birth": Birth.on(BORN)}, {"birth": Birth.on(datetime.date(1970, 1, 1))}, None),
        ({"birth": Birth.on(BORN), "phone": "09"}, {"phone": "09"}, MatchStrength.SURE),
        ({"email": "a@b.vn"}, {"email": "A@B.vn"}, MatchStrength.SURE),
        ({"birth": Birth.on(BORN)}, {}, MatchStrength.POSSIBLE),
        ({"phone": "09"}, {"phone": "09", "full_name": "Tên Khác"}, None),
        ({}, {"full_name": "LÒ thị Ban"}, MatchStrength.POSSIBLE),
        ({}, {"full_name": "Lò Thị Bản"}, None),
    ],
)
def test_which_traits_match_a_contestant_and_a_committee_member(contestant, member, strength):
    first, second = ({"full_name": "Lò Thị Ban"} | traits for traits in (contestant, member))
    assert match(IdentityTraits(**first), IdentityTraits(**second)) == strength


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
def test_a_new_committee_member_is_matched_with_registered_contestants(stage):
    registration = enter_and_confirm(stage)
    CommitteeMemberFactory(contest=stage.contest, full_name="Quàng Văn Suối", birth_date=BORN)
    CommitteeMemberFactory(contest=stage.contest, full_name="Người Khác")
    committee_match = CommitteeMatch.objects.get()
    assert (committee_match.member.registration, committee_match.strength, committee_match.decision) == (
        registration,
        "sure",
        "open",
    )
    registration.refresh_from_db()
    assert registration.status == "active"  # an organiser decides, not a list


@pytest.mark.django_db
def test_members_of_a_committee_that_the_rules_do_not_exclude_may_register(stage):
    stage.rules.excluded_committees = ["jury"]
    stage.rules.save_revision().publish()
    CommitteeMemberFactory(
        contest=stage.contest, committee="helpers", full_name="Quàng Văn Suối", birth_date=BORN
    )
    assert enter_and_confirm(stage)
    assert not CommitteeMatch.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("decision", [MatchDecision.ALLOWED, MatchDecision.EXCLUDED])
def test_an_organiser_decides_with_a_reason_and_an_excluded_contestant_is_notified(
    stage, decision, django_capture_on_commit_callbacks
):
    registration = enter_and_confirm(stage)
    CommitteeMemberFactory(contest=stage.contest, full_name="Quàng Văn Suối")
    committee_match = CommitteeMatch.objects.get()
    officer = UserFactory()
    mail.outbox.clear()
    with pytest.raises(ReasonMissing):
        decide_match(match=committee_match, decision=decision, reason="", actor=officer, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        decide_match(match=committee_match, decision=decision, reason="Đã đối chiếu.", actor=officer, now=NOW)
        decide_match(
            match=committee_match, decision=MatchDecision.EXCLUDED, reason="Lần hai.", actor=officer, now=NOW
        )
    registration.refresh_from_db()
    excluded = decision == MatchDecision.EXCLUDED
    assert registration.status == ("cancelled" if excluded else "active")
    assert [("Đã đối chiếu." in words_of(letter)) for letter in mail.outbox] == ([True] if excluded else [])
    committee_match.refresh_from_db()
    assert (committee_match.decided_by, committee_match.reason) == (officer, "Đã đối chiếu.")


@pytest.mark.django_db
def test_a_list_is_imported_whole_and_importing_it_is_idempotent(stage):
    enter_and_confirm(stage, person("Lò Thị Ban", BORN))
    rows = [
        ("LÒ THỊ BAN", "Ban Giám khảo", "1/3/1995", 912345678, "", ""),
        ("Cà Văn Út", "tổ thư ký", datetime.datetime(1980, 5, 2), "", "UT@vidu.example", "014080000123"),
        ("", "", "", "", "", ""),
    ]
    members = read_committee_list(sheet(*rows)).members
    outcome = import_committee(contest=stage.contest, members=members, actor=None)
    assert (outcome.added, outcome.known, outcome.to_decide) == (2, 0, 1)
    member = CommitteeMember.objects.get(committee="jury")
    assert (member.full_name, member.phone, member.birth_date) == ("Lò Thị Ban", "0912345678", BORN)
    other = CommitteeMember.objects.get(committee="secretariat")
    assert (other.identity_last, len(other.identity_hash)) == ("123", 64)
    outcome = import_committee(contest=stage.contest, members=members, actor=None)
    assert (outcome.added, outcome.known) == (0, 2)


@pytest.mark.django_db
def test_with_a_wrong_cell_nothing_is_imported_and_every_wrong_cell_is_named(stage):
    rows = [
        ("Lò Thị Ban", "Ban Giám khảo", "", "", "", ""),
        ("", "Ban Lạ", "32/1/1990", "12", "không có", "99"),
    ]
    found = read_committee_list(sheet(*rows))
    assert sorted(wrong.cell for wrong in found.reading.wrong) == ["A3", "B3", "C3", "D3", "E3", "F3"]
    assert found.members == []


@pytest.mark.django_db
def test_a_list_without_headings_loses_no_juror(stage):
    rows = [("Lò Thị Ban", "Ban Giám khảo", "1/3/1995"), ("Cà Văn Út", "Tổ thư ký", "")]
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    found = read_committee_list(file)
    assert (found.members, "tiêu đề" in found.reading.refused) == ([], True)
    columns = {0: "full_name", 1: "committee", 2: "birth_date"}
    assigned = read_committee_list(file, Choices(columns=columns))
    assert [member["full_name"] for member in assigned.members] == ["Lò Thị Ban", "Cà Văn Út"]


@pytest.mark.django_db
def test_an_organiser_imports_in_the_admin_and_is_redirected_to_the_undecided_matches(client, stage, roles):
    enter_and_confirm(stage, person("Lò Thị Ban", BORN))
    client.force_login(roles["organisers"])
    url = reverse("contest_import_committee")
    wrong = Workbook()
    buffer = io.BytesIO()
    wrong.save(buffer)
    response = client.post(
        url,
        {"contest": stage.contest.pk, "file": SimpleUploadedFile("x.xlsx", buffer.getvalue())},
        follow=True,
    )
    assert "Danh sách trống" in response.content.decode()
    response = client.post(
        url, {"contest": stage.contest.pk, "file": sheet(("Lò Thị Ban", "Ban Giám khảo", "", "", "", ""))}
    )
    assert "Lò Thị Ban" in client.get(response.url).content.decode()
    assert not CommitteeMember.objects.exists(), "nothing is taken before it was looked at"
    response = client.post(response.url, follow=True)
    html = response.content.decode()
    assert "Có 1 thí sinh có thể thuộc danh sách này" in html
    assert "Quyết định" in html
    committee_match = CommitteeMatch.objects.get()
    screen = reverse("contest_decide_match", args=[committee_match.pk])
    assert "Lò Thị Ban" in client.get(screen).content.decode()
    assert client.post(screen, {"words": "", "exclude": "1"}).status_code == 200
    client.post(screen, {"words": "Là một người.", "exclude": "1"})
    assert Registration.objects.get().status == "cancelled"


@pytest.mark.django_db
def test_an_organiser_adds_a_member_in_the_admin(client, stage, roles):
    client.force_login(roles["organisers"])
    url = reverse("contest_committees_committeemember_modeladmin_create")
    assert client.get(url).status_code == 200
    data = {"contest": stage.contest.pk, "committee": "jury", "full_name": "Cà Văn Út"}
    assert client.post(url, data).status_code == 302
    assert CommitteeMember.objects.get().name_key == "cà văn út"
    listing = client.get(reverse("contest_committees_committeemember_modeladmin_index") + "?q=ca van ut")
    assert "Cà Văn Út" in listing.content.decode()
    assert client.get(reverse("contest_committee_template")).status_code == 200


@pytest.mark.django_db
def test_a_member_with_a_match_is_not_deleted(client, stage, roles):
    enter_and_confirm(stage)
    kept = CommitteeMemberFactory(contest=stage.contest, full_name="Quàng Văn Suối")
    gone = CommitteeMemberFactory(contest=stage.contest, full_name="Người Khác")
    client.force_login(roles["organisers"])
    for member in (kept, gone):
        address = reverse("contest_committees_committeemember_modeladmin_delete", args=[member.pk])
        assert client.post(address).status_code in (200, 302)
    assert list(CommitteeMember.objects.all()) == [kept]


@pytest.mark.django_db
@pytest.mark.parametrize("birth_date", [BORN, None])
def test_a_contestant_allowed_by_an_organiser_confirms_and_corrects_without_a_new_match(stage, birth_date):
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

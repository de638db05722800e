"""The chair sees who has sealed and nobody's points, answers requests, declares sheets void."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext as _

from contest_pages.judging.access import juror_path
from contest_pages.judging.domain.assigning import excuse
from contest_pages.judging.domain.scoring import answer_reopening, ask_reopening
from contest_pages.judging.domain.seating import change_role
from contest_pages.judging.enums import Excuse, SeatRole
from contest_pages.judging.errors import JudgingRefused
from contest_pages.judging.models import Assignment, Reopening, ScoreSheet, SheetChain
from tests.factories import UserFactory
from tests.factories.pages import NOW, hanoi

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]
LOW = {"noi-dung": 0, "hinh-thuc": 0, "suc-lan-toa": 0}


@pytest.fixture
def sign_in(jury, client):
    """Return a function that signs a juror's account in and returns the path of the chair's page."""

    def signed_in(seat: int, role: str = SeatRole.CHAIR) -> str:
        change_role(seat=jury.seats[seat], role=role, actor=jury.actor)
        term = jury.terms[seat]
        term.member.user = UserFactory()
        term.member.save()
        client.force_login(term.member.user)
        return f"{juror_path(term)}truong-ban/"

    return signed_in


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("role", [SeatRole.CHAIR, SeatRole.DEPUTY])
def test_chair_and_deputy_see_who_has_sealed(jury, client, sign_in, role):
    path = sign_in(0, role)
    jury.seal(term=1)
    assignment = Assignment.objects.get(seat=jury.seats[2], candidate=jury.candidates[0])
    excuse(assignment=assignment, excuse=Excuse.ABSENT, reason="Ốm", actor=jury.actor, now=NOW)
    page = text_of(client.get(path))
    assert "1/8" in page
    assert "Vắng" in page
    assert path in text_of(client.get(path.replace("truong-ban/", "")))


def test_there_is_no_such_page_for_members(jury, client, sign_in):
    path = sign_in(0, SeatRole.MEMBER)
    assert client.get(path).status_code == 404
    assert client.post(path, {"void": "1"}).status_code == 404
    assert b"truong-ban" not in client.get(path.replace("truong-ban/", "")).content


def test_the_page_is_the_same_whatever_the_points_are(jury, client, sign_in):
    path = sign_in(0)
    sizes = set()
    for points in (LOW, None):
        sheet = jury.seal(term=1, points=points)
        sizes.add(len(client.get(path).content.replace(sheet.check_code.encode(), b"")))
        sheet.scores.all().delete()
        ScoreSheet.objects.all().delete()
        SheetChain.objects.all().delete()
    assert len(sizes) == 1


def test_what_is_unusual_stands_there_after_the_closing_alone(jury, client, sign_in, time_machine):
    path = sign_in(0)
    jury.seal(term=1)
    heading = _("What to look at")
    assert heading not in text_of(client.get(path))
    time_machine.move_to(hanoi("2024-07-21 08:00"), tick=False)
    path = sign_in(0)
    assert heading in text_of(client.get(path))


def test_it_needs_a_constant_number_of_queries(jury, client, sign_in, django_assert_max_num_queries):
    path = sign_in(0)
    jury.seal(term=1)
    client.get(path)
    with django_assert_max_num_queries(17):
        client.get(path)


@pytest.fixture
def asked(jury):
    """Return the request of the second juror to write a sheet again."""
    sheet = jury.seal(term=1)
    return ask_reopening(
        round_page=jury.page, term=jury.terms[1], sheet=sheet, because="Nhầm bài số 2", now=NOW
    )


@pytest.mark.parametrize("button", ["allow", "refuse"])
def test_a_request_is_answered_once(jury, client, sign_in, asked, button):
    path = sign_in(0)
    assert "Nhầm bài số 2" in text_of(client.get(path))
    client.post(path, {"reopening": asked.pk})
    assert Reopening.objects.get().allowed_at is None
    client.post(path, {"reopening": asked.pk, button: "1"})
    found = Reopening.objects.get()
    assert (found.allowed_at is not None, found.refused_at is not None) == (
        button == "allow",
        button == "refuse",
    )
    assert found.allowed_by_seat == (jury.seats[0] if button == "allow" else None)
    assert "Nhầm bài số 2" not in text_of(client.get(path))
    assert client.post(path, {"reopening": "987654", "allow": "1"}).status_code == 404


def test_of_two_who_lead_the_other_answers_for_an_own_sheet(jury):
    sheet = jury.seal(term=0)
    own = ask_reopening(round_page=jury.page, term=jury.terms[0], sheet=sheet, because="Nhầm", now=NOW)
    change_role(seat=jury.seats[0], role=SeatRole.CHAIR, actor=jury.actor)
    change_role(seat=jury.seats[1], role=SeatRole.DEPUTY, actor=jury.actor)
    with pytest.raises(JudgingRefused):
        answer_reopening(reopening=own, allow=True, now=NOW, chair=jury.terms[0])
    assert answer_reopening(reopening=own, allow=True, now=NOW, chair=jury.terms[1]).allowed_at == NOW


def test_a_sheet_is_declared_void_with_a_reason_and_can_be_written_again(jury, client, sign_in):
    path = sign_in(0)
    sheet = jury.seal(term=1)
    assert client.post(path, {"void": "1", "sheet": sheet.pk, "reason": " "}).status_code == 422
    client.post(path, {"void": "1", "sheet": sheet.pk, "reason": "Nhầm bài"})
    record = ScoreSheet.objects.get(kind="void")
    assert (record.supersedes, record.reason) == (sheet, "Nhầm bài")
    assert client.post(path, {"void": "1", "sheet": sheet.pk, "reason": "Nhầm bài"}).status_code == 422
    assert jury.seal(term=1).is_live

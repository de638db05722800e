"""Secretaries keep pictures of paper sheets; they are evidence once the sheet is sealed, and nobody else sees them before the end."""

from __future__ import annotations

import datetime
import io

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image
from wagtail.models import PageLogEntry

from contest_pages.judging.domain import paper_pictures
from contest_pages.judging.domain.paper import Typed, type_copy
from contest_pages.judging.domain.paper_pictures import MOST_PICTURES, add_picture, remove_picture
from contest_pages.judging.errors import NotSeated, PictureRefused
from contest_pages.judging.models import Assignment, PaperPicture
from tests.factories import UserFactory
from tests.factories.judging import JuryRoundPageFactory
from tests.factories.pages import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

POINTS = {"noi-dung": 42_500, "hinh-thuc": 25_000, "suc-lan-toa": 0}


def photograph(colour="white", name="IMG_0001 Lò Văn Thử.jpg") -> ContentFile:
    data = io.BytesIO()
    Image.new("RGB", (60, 80), colour).save(data, "JPEG")
    return ContentFile(data.getvalue(), name=name)


def keep(jury, file=None, seat=0, candidate=0):
    return add_picture(
        seat=jury.seats[seat],
        candidate=jury.candidates[candidate],
        file=file or photograph(),
        actor=UserFactory(),
        now=NOW,
    )


def seal_from_paper(jury):
    for secretary in (UserFactory(), UserFactory()):
        copy = type_copy(
            round_page=jury.page,
            seat=jury.seats[0],
            candidate=jury.candidates[0],
            typed=Typed(POINTS, sum(POINTS.values()), True),
            actor=secretary,
            now=NOW,
        )
    assert copy.sheet is not None


@pytest.fixture
def secretary(roles, client):
    """Return a secretary who is signed in."""
    client.force_login(roles["secretaries"])
    return roles["secretaries"]


def sheet_url(jury) -> str:
    return reverse("contest_paper_sheet", args=[jury.page.pk]) + "?number=TP-01-G1"


def test_a_picture_is_kept_privately_and_its_name_tells_nothing(jury):
    kept = keep(jury)
    assert kept.file.name.startswith("paper-sheets/")
    assert "Thử" not in kept.file.name
    entry = PageLogEntry.objects.get(action="contest.add_paper_picture")
    assert entry.data["number"] == "TP-01-G1"
    assert entry.data["sha256"] == kept.sha256


def test_the_same_picture_twice_is_kept_once(jury):
    assert keep(jury) == keep(jury)
    assert PaperPicture.objects.count() == 1


def test_the_database_keeps_the_same_picture_once(jury):
    kept = keep(jury)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperPicture.objects.create(
            seat=kept.seat,
            candidate=kept.candidate,
            sha256=kept.sha256,
            file="b.jpg",
            added_by=kept.added_by,
            added_at=NOW,
        )


def test_there_are_not_more_than_a_person_looks_through(jury):
    for number in range(MOST_PICTURES):
        keep(jury, photograph((number * 50, 0, 0)))
    with pytest.raises(PictureRefused, match=str(MOST_PICTURES)):
        keep(jury, photograph("blue"))


def test_a_juror_who_does_not_judge_the_work_has_no_sheet_to_photograph(jury):
    Assignment.objects.filter(seat=jury.seats[0], candidate=jury.candidates[0]).delete()
    with pytest.raises(NotSeated):
        keep(jury)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"<html><script>", b"\xff\xd8\xff\xe0 cut"])
def test_what_is_no_picture_is_refused_and_not_stored(jury, content):
    with pytest.raises(PictureRefused):
        keep(jury, ContentFile(content, name="phieu.jpg"))
    assert not PaperPicture.objects.exists()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(jury, monkeypatch):
    monkeypatch.setattr(paper_pictures, "LARGEST_BYTES", 10)
    with pytest.raises(PictureRefused, match="0 kB"):
        keep(jury)


def test_a_picture_of_another_sheet_is_removed_with_its_file(jury, django_capture_on_commit_callbacks):
    kept = keep(jury)
    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(picture=kept, actor=UserFactory())
    assert not PaperPicture.objects.exists()
    assert not kept.file.storage.exists(kept.file.name)
    assert PageLogEntry.objects.get(action="contest.remove_paper_picture").data["sha256"] == kept.sha256


def test_a_picture_stays_with_a_sealed_sheet_and_one_may_still_be_added(jury):
    kept = keep(jury)
    seal_from_paper(jury)
    with pytest.raises(PictureRefused):
        remove_picture(picture=kept, actor=UserFactory())
    keep(jury, photograph("red"))
    assert PaperPicture.objects.count() == 2


def test_a_secretary_adds_one_looks_at_it_and_removes_it(client, secretary, jury):
    url = sheet_url(jury)
    assert client.post(url, {"add_picture": "1", "picture": photograph()}).status_code == 302
    (kept,) = PaperPicture.objects.all()
    assert kept.added_by == secretary
    address = reverse("contest_paper_picture", args=[jury.page.pk, kept.pk])
    assert address in client.get(url).content.decode()
    answer = client.get(address)
    assert answer["Content-Type"] == "image/jpeg"
    assert "no-store" in answer["Cache-Control"]
    client.post(url, {"remove_picture": str(kept.pk)})
    assert not PaperPicture.objects.exists()


def test_what_is_refused_is_said_and_typing_goes_on(client, secretary, jury):
    answer = client.post(
        sheet_url(jury), {"add_picture": "1", "picture": ContentFile(b"x", name="a.jpg")}, follow=True
    )
    assert "JPEG, PNG" in answer.content.decode()
    answer = client.post(sheet_url(jury), {"add_picture": "1"}, follow=True)
    assert answer.status_code == 200
    assert not PaperPicture.objects.exists()


def test_a_picture_of_another_round_is_not_found_under_this_one(client, secretary, jury):
    kept, other = keep(jury), JuryRoundPageFactory(parent=jury.page.contest)
    assert client.get(reverse("contest_paper_picture", args=[other.pk, kept.pk])).status_code == 404
    assert client.post(sheet_url(jury), {"remove_picture": "0"}).status_code == 404


def test_organisers_see_it_when_the_judging_is_over(client, roles, jury):
    kept = keep(jury)
    address = reverse("contest_paper_picture", args=[jury.page.pk, kept.pk])
    client.force_login(roles["organisers"])
    assert client.get(address).status_code == 302  # Wagtail leads back where a right is missing
    with time_machine.travel(jury.page.closes_at + datetime.timedelta(minutes=1), tick=False):
        client.force_login(roles["organisers"])
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("role", ["nobody", "moderators", "editors", "writers"])
def test_nobody_else_ever_sees_it(client, roles, jury, role):
    kept = keep(jury)
    address = reverse("contest_paper_picture", args=[jury.page.pk, kept.pk])
    with time_machine.travel(jury.page.closes_at + datetime.timedelta(minutes=1), tick=False):
        client.force_login(roles[role])
        assert client.get(address).status_code == 302

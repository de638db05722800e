"""The invitation: one sheet with programme, code and place for a signature, to the reader's own venue."""

from __future__ import annotations

import datetime
import io

import pytest
import time_machine
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from contest_pages.ceremonies.models import ProgrammeItem
from contest_pages.publishing.qr_code import qr_code

from .conftest import BEGIN

pytestmark = pytest.mark.django_db


def sheet(client, name, *args) -> list[str]:
    """Return the text of each page of the printed invitation."""
    printed = client.get(reverse(name, args=args))
    assert printed["Content-Type"] == "application/pdf"
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(printed.content)).pages]


def test_it_names_title_time_place_programme_and_who_signs(client, launch):
    launch.title = "Lễ #phát động *lần* 2 $x$"  # nothing in it is markup
    launch.chair = "Chủ tịch tỉnh (trình diễn)"
    launch.programme = [
        ProgrammeItem(title="Đón đại biểu", begins_at=datetime.time(7, 30), who="Văn phòng", sort_order=0),
        ProgrammeItem(title="Phát biểu hưởng ứng", who="Thành phố", minutes=7, sort_order=1),
    ]
    launch.save()
    (text,) = sheet(client, "contest_invitation_print", launch.pk)
    for words in (
        "Lễ #phát động *lần* 2 $x$",
        "08:00 ngày 31/7/2024",
        "Hội trường tỉnh, Phường Tô Hiệu",
        "Chủ tịch tỉnh (trình diễn)",
        "07:30 – Đón đại biểu (Văn phòng)",
        "Phát biểu hưởng ứng (Thành phố; không quá 7 phút)",
        "TM. BAN TỔ CHỨC",
    ):
        assert words in text, words


def test_each_venue_has_its_own(client, launch):
    (text,) = sheet(client, "contest_venue_invitation_print", launch.pk, 2)
    assert "Huyện Mường La" in text
    assert "0212 000 001" in text
    assert "Hội trường tỉnh" not in text
    assert client.get(reverse("contest_venue_invitation_print", args=[launch.pk, 4])).status_code == 404
    with time_machine.travel(BEGIN, tick=False):
        page = client.get(launch.url).content.decode()
    assert reverse("contest_venue_invitation_print", args=[launch.pk, 3]) in page


def test_a_plans_long_texts_still_stand_on_one_sheet(client, launch):
    long = (
        "Phát biểu, giới thiệu, hướng dẫn và giải đáp về cách tham gia dự thi trực tuyến tại các điểm cầu; "
    )
    launch.programme = [
        ProgrammeItem(title=long * 2, who=long, minutes=7, sort_order=place) for place in range(12)
    ]
    launch.notes = long * 4
    launch.save()
    assert len(sheet(client, "contest_invitation_print", launch.pk)) == 1


def test_it_is_a_picture_to_send_on_too(client, launch):
    shown = client.get(reverse("contest_invitation_picture", args=[launch.pk]))
    with Image.open(io.BytesIO(shown.content)) as picture:
        assert picture.size == (1240, 1754)


def test_the_code_is_drawn_for_an_address_only():
    assert qr_code("https://cuocthi.example/le-phat-dong/").startswith("<svg")
    assert qr_code("") == ""


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("contest_invitation_print", []),
        ("contest_invitation_picture", []),
        ("contest_venue_invitation_print", [1]),
        ("contest_venue_invitation_picture", [1]),
    ],
)
def test_a_draft_of_a_ceremony_invites_nobody(client, launch, name, args):
    launch.unpublish()
    assert client.get(reverse(name, args=[launch.pk, *args])).status_code == 404

"""The picture that networks show for a contest or a round: words on a sky, never over a photograph."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from PIL import Image

from contest_pages.art.choice import choice_for_contest
from contest_pages.contests.page_meta import card_of_contest, card_of_round
from contest_pages.contests.social_card import draw_card
from tests.factories import QuizRoundPageFactory

WORDS = {
    "title": "Cuộc thi video “Sơn La số – từ bản làng đến không gian mạng”",
    "subtitle": "Mỗi người dân một kỹ năng số, mỗi bản làng một không gian mạng an toàn",
    "times": "08:00 ngày 07/11/2026 – 24:00 ngày 21/12/2026",
    "organiser": "Ban Chỉ đạo chuyển đổi số tỉnh",
}
RED = (255, 0, 0)


def card(kind: str = "video", photograph=None, **words) -> Image.Image:
    data = draw_card(**{**WORDS, **words}, choice=choice_for_contest("c", kind), photograph=photograph)
    return Image.open(io.BytesIO(data))


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(
    ("kind", "sky"),
    [("video", "fbe6c4"), ("quiz", "e6f3d6"), ("stage", "271a4a"), ("works", "fbe8ee"), ("", "dfecf6")],
)
def test_a_card_has_the_sky_of_its_kind(kind, sky):
    picture = card(kind)
    assert picture.size == (1200, 630)
    assert near(picture.getpixel((20, 20)), tuple(bytes.fromhex(sky)))


def test_a_photograph_stands_at_the_right_and_no_word_reaches_it():
    picture = card(photograph=Image.new("RGB", (1600, 1067), RED))
    assert near(picture.getpixel((900, 300)), RED)
    assert near(picture.getpixel((620, 590)), RED)
    assert not near(picture.getpixel((620, 20)), RED)  # the stepped edge
    sky = picture.getpixel((20, 20))
    assert all(near(picture.getpixel((596, y)), sky) for y in range(0, 610, 3))


@pytest.mark.parametrize("photograph", [None, Image.new("RGB", (600, 600), RED)])
def test_the_longest_words_end_above_the_foot(photograph):
    long = card("works", photograph, title="Cuộc thi tìm hiểu " * 12, organiser="Ban Tổ chức " * 12)
    foot = long.getpixel((600, 625))
    assert near(foot, (255, 207, 90))
    dark = (42, 34, 88)
    strip = [long.getpixel((x, 612)) for x in range(72, 560)]
    assert photograph is None or not any(near(pixel, dark) for pixel in strip)


def test_a_card_is_drawn_again_when_the_kind_changes(stage, client):
    before = card_of_contest(stage.contest).digest
    stage.contest.kinds = ["quiz"]
    stage.contest.save()
    after = card_of_contest(stage.contest).digest
    assert after != before
    answer = client.get(reverse("contest_card", args=[stage.contest.pk, after]))
    assert answer.headers["Content-Type"] == "image/jpeg"
    shown = Image.open(io.BytesIO(answer.content))
    assert near(shown.getpixel((20, 20)), tuple(bytes.fromhex("e6f3d6")))


def test_a_round_has_a_picture_with_its_own_title_and_time(stage, client):
    week = QuizRoundPageFactory(parent=stage.contest, title="Tuần 3")
    card = card_of_round(week)
    assert (card.title, card.subtitle) == ("Tuần 3", stage.contest.title)
    assert card.digest != card_of_contest(stage.contest).digest
    answer = client.get(reverse("contest_card", args=[week.pk, card.digest]))
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)
    assert card.address(None) in client.get(week.url).content.decode()


def test_a_draft_round_has_no_picture(stage, client):
    week = QuizRoundPageFactory(parent=stage.contest, title="Tuần 3")
    address = card_of_round(week).address(None)
    week.unpublish()
    assert client.get(address).status_code == 404

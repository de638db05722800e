"""Posters: the same for ever, whole in both writers, small, calm where a title stands."""

from __future__ import annotations

import gzip
import hashlib
import os
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops, ImageStat

from contest_pages.art import pixels
from contest_pages.art.families import FAMILIES
from contest_pages.art.inks import PALETTES, SKIN, inks_of, mix
from contest_pages.art.posters import CARD, HERO, HERO_ON_PHONE, SHARE, poster, seed_of
from contest_pages.art.shapes import Clip, Disc
from contest_pages.art.svg import svg

FORMATS = [(*HERO, 0.735), (*HERO, 0.765), (*HERO_ON_PHONE, 0.5), (*CARD, 0.5), (*SHARE, 0.5)]
EVERY = [(family, palette, night) for family in FAMILIES for palette in PALETTES for night in (False, True)]
SVG = "{http://www.w3.org/2000/svg}"


def digest(night: bool = False) -> str:
    """Return a digest over one picture of every family, written both ways."""
    whole = hashlib.sha256()
    for number, family in enumerate(FAMILIES):
        picture = poster(family, list(PALETTES)[number % 6], *CARD, seed_of(family), 0.5, night)
        whole.update(svg(picture).encode())
        whole.update(pixels.png(pixels.draw(picture, (96, 60))))
    return whole.hexdigest()


def test_there_are_fourteen_families_and_six_palettes():
    assert len(FAMILIES) == 14
    assert len(PALETTES) == 6


def test_the_same_arguments_give_the_same_bytes_in_another_process():
    script = "from tests.art.test_posters import digest; print(digest())"
    run = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONHASHSEED": "77", "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == digest() == digest()
    assert digest(night=True) != digest()


def test_a_key_has_one_seed():
    assert seed_of("trang-12") == seed_of("trang-12") == 3_702_593_286
    assert seed_of("trang-12") != seed_of("trang-13")


def test_another_seed_gives_another_land():
    assert svg(poster("terraces", "cham", *CARD, 1)) != svg(poster("terraces", "cham", *CARD, 2))


def test_an_unknown_family_or_palette_is_refused():
    with pytest.raises(KeyError):
        poster("moon", "cham", *CARD, 1)
    with pytest.raises(KeyError):
        poster("village", "grey", *CARD, 1)


@pytest.mark.parametrize(("family", "palette", "night"), EVERY)
def test_every_picture_is_sound_as_svg_and_as_pixels(family, palette, night):
    picture = poster(family, palette, *CARD, seed_of(family), 0.5, night)
    root = ElementTree.fromstring(svg(picture))
    assert root.get("viewBox") == "0 0 960 600"
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "path", "g", "clipPath"}
    names = {name for element in root.iter() for name in element.attrib}
    assert not names & {"style", "class", "href"}
    image = pixels.draw(picture, (96, 60))
    assert image.size == (96, 60)
    sky = tuple(bytes.fromhex(inks_of(palette, night=night).sky))
    drawn = sum(count for count, colour in image.getcolors(96 * 60) if colour != sky)
    assert 0.3 * 96 * 60 < drawn < 96 * 60


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(("width", "height", "focus"), FORMATS)
def test_no_picture_is_heavier_than_six_kilobytes(family, width, height, focus):
    text = svg(poster(family, "hoanghon", width, height, seed_of(family), focus))
    assert len(gzip.compress(text.encode(), 9)) < 6_000


def heads(shapes) -> list[Disc]:
    """Return the heads of the people in a picture."""
    found = []
    for shape in shapes:
        if isinstance(shape, Clip):
            found += heads(shape.shapes)
        elif isinstance(shape, Disc) and shape.ink == SKIN:
            found.append(shape)
    return found


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(("width", "height", "focus"), FORMATS)
def test_no_head_is_cut_by_the_edge(family, width, height, focus):
    picture = poster(family, "cham", width, height, 5, focus)
    for head in heads(picture.shapes):
        assert head.r <= head.x <= width - head.r
        assert head.r <= head.y <= height - head.r


def test_pictures_of_contests_show_people():
    count = {family: len(heads(poster(family, "cham", *CARD, 5).shapes)) for family in FAMILIES}
    assert count["stage"] == 8  # seven heads and a hand
    assert count["school"] == 6
    assert count["ban"] == 0


@pytest.mark.parametrize("night", [False, True])
@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_title_stands_in_an_empty_sky(family, seed, night):
    picture = poster(family, "hoanghon", *HERO, seed, 0.75, night)
    assert (picture.top, picture.height) == (-240, 800)
    image = pixels.draw(picture, (400, 200))
    # Left of the subject, from the head of the picture to the middle of its land.
    behind_the_title = image.crop((0, 0, 150, 120))
    assert behind_the_title.getcolors() == [(150 * 120, tuple(bytes.fromhex(picture.ground)))]


def test_land_sinks_to_the_left_only_where_a_title_stands():
    def land_at_the_left(focus: float) -> int:
        image = pixels.draw(poster("village", "cham", *HERO, 4, focus), (400, 200))
        sky = image.getpixel((0, 0))
        return next(y for y in range(200) if image.getpixel((4, y)) != sky)

    assert land_at_the_left(0.75) > land_at_the_left(0.5) + 30


def test_a_picture_of_another_proportion_is_cut_at_the_left_and_at_the_top():
    picture = poster("village", "cham", *CARD, 4)
    whole = pixels.draw(picture, (960, 600))
    square = pixels.draw(picture, (600, 600))
    assert same(square, whole.crop((360, 0, 960, 600)))
    flat = pixels.draw(picture, (960, 300))
    assert same(flat, whole.crop((0, 300, 960, 600)))


def same(one: Image.Image, other: Image.Image) -> bool:
    """Compare two pictures; at their edges, and where lines leave them, single pixels may differ."""
    return one.size == other.size and max(ImageStat.Stat(ImageChops.difference(one, other)).mean) < 0.2


def test_a_night_is_darker_and_its_sky_is_the_ground_of_the_page():
    # The dark grounds of the kinds' pages.
    assert inks_of("hoanghon", night=True).sky == "0e1e3b"
    assert inks_of("cham", night=True).sky == "0d1b36"
    assert inks_of("denhoi", night=True) == inks_of("denhoi")
    assert inks_of("gom", night=True).sky == mix("2f3a44", "05070d", 0.45)


def test_files_of_pixels_are_what_they_say():
    image = pixels.draw(poster("quiz", "manon", *SHARE, 1), SHARE)
    assert pixels.png(image).startswith(b"\x89PNG")
    assert pixels.webp(image)[8:12] == b"WEBP"
    assert pixels.jpeg(image).startswith(b"\xff\xd8")
    assert len(pixels.png(image)) < 60_000

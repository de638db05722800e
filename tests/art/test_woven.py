"""Hems, woven marks and medals."""

from __future__ import annotations

import gzip
from xml.etree import ElementTree

import pytest

from contest_pages.art import pixels
from contest_pages.art.hems import HEMS, hem
from contest_pages.art.marks import mark, mark_rows
from contest_pages.art.medals import MEDALS, medal, medals
from contest_pages.art.svg import svg

SVG = "{http://www.w3.org/2000/svg}"


def light(text: str, limit: int) -> bool:
    return len(gzip.compress(text.encode(), 9)) < limit


@pytest.mark.parametrize("name", HEMS)
def test_a_hem_has_thirteen_rows_and_is_light(name):
    rows = HEMS[name]
    assert len(rows) == 13
    assert len({len(row) for row in rows}) == 1
    root = ElementTree.fromstring(hem(name))
    assert root.get("viewBox") == f"0 0 {len(rows[0])} 13"
    assert root.get("shape-rendering") == "crispEdges"
    assert light(hem(name), 500)


def test_a_hem_has_the_colours_of_the_site():
    text = hem("tram", ground="0a3d2c", accent="800000")
    assert "#0a3d2c" in text
    assert "#972e2e" in text  # the accent, 18 % lighter
    assert "#132c58" not in text


def test_no_hem_is_no_file():
    assert hem("none") == ""
    with pytest.raises(KeyError):
        hem("zigzag")


CODES = [f"SL-2026-{number:04}" for number in range(40)]


def test_a_code_has_one_mark_and_few_codes_share_theirs():
    assert mark("TS-7") == mark("TS-7")
    assert len({mark(code) for code in CODES}) > 36


@pytest.mark.parametrize("code", CODES)
def test_a_mark_is_mirrored_twice_inside_a_plain_border(code):
    rows, inks = mark_rows(code)
    assert len(rows) == 13
    assert rows == rows[::-1]
    assert all(row == row[::-1] and len(row) == 13 for row in rows)
    assert set(rows[0]) == {row[0] for row in rows} == {"0"}
    assert len(set("".join(rows))) >= 3
    assert len(set(inks.values())) == 4


def test_a_mark_is_light_and_silent():
    root = ElementTree.fromstring(mark("TS-7"))
    assert root.get("aria-hidden") == "true"
    assert light(mark("TS-7"), 650)
    assert light("".join(map(mark, CODES)), 40 * 150)


def test_one_file_holds_five_medals_with_a_view_each():
    root = ElementTree.fromstring(medals())
    views = {view.get("id"): view.get("viewBox") for view in root.iter(f"{SVG}view")}
    assert list(views) == list(MEDALS) == ["nhat", "nhi", "ba", "kk", "phu"]
    assert views["nhat"] == "0 0 96 124"
    assert views["phu"] == "400 0 96 124"
    assert root.get("viewBox") == "0 0 496 124"
    assert light(medals(), 4_000)
    assert "style" not in medals()


def test_medals_differ_as_pictures():
    drawn = {name: pixels.draw(medal(name), (96, 124)).tobytes() for name in MEDALS}
    assert len(set(drawn.values())) == 5
    ElementTree.fromstring(svg(medal("ba")))

"""Smaller copies and posters show the picture that a player shows: its shape, its place, its colours."""

from __future__ import annotations

from fractions import Fraction

import av
import pytest

from .copies import copy_of, first_frame, mean, near, picture_of, poster_of
from .films_pictures import (
    BLUE,
    FULL,
    GREEN,
    HLG,
    LIMITED,
    PQ,
    REC709,
    RED,
    YELLOW,
    corners,
    flat_frame,
    frames_film,
    joined_films,
    picture_film,
    quadrants,
    raw_stream,
)

TURNS = {
    (0, False): [RED, GREEN, BLUE, YELLOW],
    (90, False): [GREEN, YELLOW, RED, BLUE],
    (180, False): [YELLOW, BLUE, GREEN, RED],
    (270, False): [BLUE, RED, YELLOW, GREEN],
    (0, True): [GREEN, RED, YELLOW, BLUE],
    (90, True): [YELLOW, GREEN, BLUE, RED],
    (180, True): [BLUE, YELLOW, RED, GREEN],
    (270, True): [RED, BLUE, GREEN, YELLOW],
}


@pytest.mark.parametrize(("turned", "expected"), TURNS.items())
def test_a_film_that_is_turned_or_mirrored_on_play_is_drawn_as_it_is_shown(tmp_path, turned, expected):
    """The places of the colours are those that Chromium shows of the same files."""
    film = picture_film(tmp_path / "film.mp4", quadrants(640, 400), turned=turned)
    frame = first_frame(copy_of(film))
    assert corners(frame.to_image()) == expected
    assert frame.side_data.get("DISPLAYMATRIX") is None
    assert (frame.width > frame.height) == (turned[0] % 180 == 0)
    assert corners(poster_of(film)) == expected


@pytest.mark.parametrize(
    ("size", "pixel", "expected"),
    [
        ((720, 576), Fraction(16, 11), (436, 240)),
        ((1440, 1080), Fraction(4, 3), (426, 240)),
        ((640, 240), Fraction(1, 2), (320, 240)),
        ((640, 480), Fraction(500, 1), (320, 240)),
    ],
)
def test_pixels_that_are_not_square_are_drawn_square(tmp_path, size, pixel, expected):
    film = picture_film(tmp_path / "film.mp4", quadrants(*size), pixel=pixel)
    with av.open(str(copy_of(film))) as container:
        video = container.streams.video[0]
        assert (video.width, video.height) == expected
        assert video.sample_aspect_ratio in (None, 1)
    poster = poster_of(film)
    assert poster.width / poster.height == pytest.approx(expected[0] / expected[1], abs=0.01)


def test_a_turned_film_whose_pixels_are_wide_is_high(tmp_path):
    film = picture_film(tmp_path / "film.mp4", quadrants(640, 480), pixel=Fraction(4, 3), turned=(90, False))
    image = picture_of(copy_of(film))
    assert image.size == (240, 426)
    assert corners(image) == TURNS[90, False]


def test_odd_sizes_lose_no_edge_and_get_no_bar(tmp_path):
    film = picture_film(tmp_path / "film.mp4", quadrants(641, 359), pixel_format="yuv444p")
    image = picture_of(copy_of(film))
    assert image.size == (428, 240)
    assert corners(image) == [RED, GREEN, BLUE, YELLOW]
    assert not near(image.getpixel((427, 239)), (0, 0, 0), by=60)


#: Ten bits of luma for a grey card and for paper, and the greens between which they are shown.
BRIGHT = {HLG: [(502, (90, 130)), (721, (160, 215))], PQ: [(378, (50, 120)), (573, (130, 215))]}


@pytest.mark.parametrize("colours", BRIGHT, ids=["HLG", "PQ"])
def test_a_picture_for_bright_screens_is_toned_down_for_ordinary_ones(tmp_path, colours):
    """The first half of the film shows a grey card, the second paper."""
    film = frames_film(
        tmp_path / "film.mp4",
        [
            flat_frame(640, 360, (luma, 512, 512), "yuv420p10le")
            for luma, _shown in BRIGHT[colours]
            for _ in range(6)
        ],
        codec="libx265",
        colours=colours,
        colour_range=LIMITED,
        options={"preset": "ultrafast", "x265-params": "log-level=0"},
    )
    with av.open(str(copy_of(film))) as container:
        frames = list(container.decode(video=0))
    shown = []
    for frame, (_luma, (darkest, brightest)) in zip((frames[3], frames[9]), BRIGHT[colours], strict=True):
        assert (frame.color_primaries, frame.color_trc, frame.colorspace, frame.color_range) == (
            *REC709,
            LIMITED,
        )
        assert frame.format.name == "yuv420p"
        red, green, blue = mean(frame.to_image())
        assert darkest < green < brightest
        assert near((red, blue), (green, green), by=6)
        shown.append((red, green, blue))
    assert any(near(mean(poster_of(film)), colour, by=6) for colour in shown)


def test_a_colour_that_no_ordinary_screen_has_becomes_the_nearest_one(tmp_path):
    """A red of BT.2020 at half its brightness: shown as it is coded it would be pale."""
    frames = [flat_frame(640, 360, (302, 415, 787), "yuv420p10le") for _number in range(8)]
    film = frames_film(
        tmp_path / "film.mp4",
        frames,
        codec="libsvtav1",
        colours=HLG,
        colour_range=LIMITED,
        options={"preset": "12", "crf": "10"},
    )
    red, green, blue = mean(picture_of(copy_of(film)))
    assert red > 140
    assert green < 40
    assert blue < 40


def test_the_full_range_of_a_phone_becomes_the_limited_one_of_players(tmp_path):
    frames = [flat_frame(640, 360, (200, 128, 128), "yuv420p") for _number in range(8)]
    film = frames_film(tmp_path / "film.mp4", frames, colours=REC709, colour_range=FULL)
    frame = first_frame(copy_of(film))
    assert frame.color_range == LIMITED
    assert bytes(frame.planes[0])[100] == pytest.approx(16 + 200 * 219 / 255, abs=2)
    assert near(mean(poster_of(film)), (200, 200, 200), by=4)


@pytest.mark.parametrize(
    ("height", "levels"),
    [(480, (81, 90, 240)), (720, (63, 102, 240))],
    ids=["below 720 lines BT.601", "from 720 lines on BT.709"],
)
def test_colours_without_a_name_are_those_that_browsers_take(tmp_path, height, levels):
    """Both levels are pure red, each in its own matrix."""
    film = frames_film(
        tmp_path / "film.mp4", [flat_frame(1280, height, levels, "yuv420p") for _number in range(8)]
    )
    copy = copy_of(film)
    frame = first_frame(copy)
    assert frame.colorspace == REC709[2]
    assert near(mean(frame.to_image()), (255, 0, 0), by=8)
    assert near(mean(poster_of(film)), (255, 0, 0), by=8)


def test_a_recorded_screen_in_red_green_and_blue_keeps_its_colours(tmp_path):
    film = picture_film(tmp_path / "film.mov", quadrants(640, 360), codec="libx264rgb", pixel_format="rgb24")
    frame = first_frame(copy_of(film))
    assert frame.colorspace == REC709[2]
    assert near(frame.to_image().getpixel((100, 60)), RED, by=8)


def test_a_film_that_changes_its_shape_gets_bars_and_loses_nothing(tmp_path):
    parts = [
        raw_stream(tmp_path / "wide.h264", quadrants(640, 360), count=10, rate=10),
        raw_stream(tmp_path / "high.h264", quadrants(360, 640), count=10, rate=10),
    ]
    film = joined_films(tmp_path / "film.mp4", parts, rate=10)
    with av.open(str(copy_of(film))) as container:
        frames = [frame.to_image() for frame in container.decode(video=0)]
    assert len(frames) == 20
    assert {frame.size for frame in frames} == {(426, 240)}
    assert corners(frames[5]) == [RED, GREEN, BLUE, YELLOW]
    assert near(frames[15].getpixel((60, 120)), (0, 0, 0))
    assert corners(frames[15].crop((146, 0, 280, 240))) == [RED, GREEN, BLUE, YELLOW]

"""Smaller copies of a video keep its time: its motion, its sound, its cuts, and the undamaged part of a film."""

from __future__ import annotations

import itertools
from fractions import Fraction
from pathlib import Path

import av
import pytest

from contest_pages.entries.domain import sandbox

from .copies import copies_of, copy_of, picture_of, poster_of
from .films import break_packets, heard, make_film, read_number, set_edits, shown
from .films_pictures import BLUE, GREEN, RED, YELLOW, corners, flat_frame, picture_film, quadrants


def times_of(path: Path) -> list[float]:
    """Return the seconds at which a film shows a new frame."""
    with av.open(str(path)) as container:
        return [frame.time for frame in container.decode(video=0)]


def test_a_burst_of_motion_in_a_slow_film_is_kept(tmp_path):
    """A second of 30 frames in four seconds of two: eight frames a second on average."""
    times = [*(n / 2 for n in range(4)), *(2 + n / 30 for n in range(30)), *(3 + n / 2 for n in range(4))]
    film = make_film(tmp_path / "film.mp4", times=times, sound=None)
    assert times_of(copy_of(film)) == pytest.approx(times, abs=0.002)


@pytest.mark.parametrize(
    ("rate", "expected"), [(Fraction(60000, 1001), 30), (50, 25), (30, 30), (24, 24), (120, 30)]
)
def test_a_copy_has_at_most_thirty_frames_a_second_at_even_steps(tmp_path, rate, expected):
    film = make_film(
        tmp_path / "film.mp4", times=[float(n / rate) for n in range(round(2 * rate))], sound=None
    )
    times = times_of(copy_of(film))
    assert len(times) == pytest.approx(2 * expected, abs=1)
    steps = [later - earlier for earlier, later in itertools.pairwise(times[:-1])]
    assert max(steps) - min(steps) < 0.003


def test_a_frame_that_follows_another_at_once_and_stays_is_the_one_that_is_kept_in_view(tmp_path):
    """Recorders of screens write two frames in a moment and then none for seconds."""
    times = [0, 0.02, 2, 2.015, 4, 4.01]
    film = make_film(tmp_path / "film.mp4", times=times, sound=None)
    assert shown(copy_of(film)) == list(zip(times, range(6), strict=True))


def test_frames_that_come_a_little_early_or_late_are_all_kept(tmp_path):
    times = [n / 30 + (0.003 if n % 3 else 0) for n in range(60)]
    film = make_film(tmp_path / "film.mp4", times=times, sound=None)
    assert len(times_of(copy_of(film))) == 60


def test_a_copy_can_be_sought_to_every_four_seconds_however_slow_its_film(tmp_path):
    film = make_film(tmp_path / "film.mp4", seconds=20, rate=5, gop=500, sound=None)
    with av.open(str(copy_of(film))) as container:
        keys = [float(p.pts * p.time_base) for p in container.demux(video=0) if p.is_keyframe and p.size]
    assert max(later - earlier for earlier, later in itertools.pairwise([*keys, 20])) <= 4.2


def test_what_was_cut_away_by_an_edit_list_is_not_drawn(tmp_path):
    film = set_edits(make_film(tmp_path / "film.mp4", gop=60, options={"bf": "0"}), 0, [(2.5, 3)])
    numbers = [number for _second, number in shown(copy_of(film))]
    assert numbers == list(range(25, 55))


def test_sound_that_begins_later_than_the_picture_keeps_its_place(tmp_path):
    film = set_edits(make_film(tmp_path / "film.mp4"), 1, [(None, 2), (0, 4)])
    tones = heard(copy_of(film))
    assert not any(tones[:19])
    assert all(tones[21:55])


def test_a_picture_that_begins_later_than_the_sound_keeps_its_place(tmp_path):
    film = set_edits(make_film(tmp_path / "film.mp4"), 0, [(None, 1.5), (0, 4)])
    times = times_of(copy_of(film))
    assert times[0] == pytest.approx(1.5, abs=0.05)


@pytest.mark.parametrize("seconds", [1, 4])
def test_a_gap_in_the_sound_stays_a_gap(tmp_path, seconds):
    film, end = make_film(tmp_path / "film.mp4", seconds=8), 2 + seconds
    tones = heard(copy_of(_without_sound_between(film, 2, end)))
    assert all(tones[2:18])
    assert not any(tones[22 : 10 * end - 2])
    assert all(tones[10 * end + 2 : 77])


def _without_sound_between(film: Path, begin: float, end: float) -> Path:
    """Copy a film without the packets of sound between two seconds."""
    path = film.with_name("gap.mp4")
    with av.open(str(film)) as read, av.open(str(path), "w") as write:
        kept = {stream.index: write.add_stream_from_template(stream) for stream in read.streams}
        for packet in read.demux():
            if packet.dts is None or (
                packet.stream.type == "audio" and begin <= packet.pts * packet.time_base < end
            ):
                continue
            packet.stream = kept[packet.stream.index]
            write.mux(packet)
    return path


@pytest.mark.parametrize(("picture", "sound"), [(6, 3), (3, 6)])
def test_picture_and_sound_keep_their_lengths(tmp_path, picture, sound):
    copy = copy_of(make_film(tmp_path / "film.mp4", seconds=picture, sound_seconds=sound))
    with av.open(str(copy)) as container:
        assert float(
            container.streams.video[0].duration * container.streams.video[0].time_base
        ) == pytest.approx(picture, abs=0.05)
        assert float(
            container.streams.audio[0].duration * container.streams.audio[0].time_base
        ) == pytest.approx(sound, abs=0.1)


@pytest.mark.parametrize(
    ("rate", "layout", "expected"),
    [
        (48000, "mono", (48000, 1)),
        (44100, "stereo", (44100, 2)),
        (8000, "mono", (44100, 1)),
        (48000, "5.1", (48000, 2)),
    ],
)
def test_sound_of_any_kind_becomes_one_that_every_phone_plays(tmp_path, rate, layout, expected):
    path = tmp_path / "film.mp4"
    with av.open(str(path), "w") as container:
        picture = container.add_stream("libx264", rate=10)
        picture.width, picture.height, picture.pix_fmt = 320, 240, "yuv420p"
        tone = container.add_stream("aac", rate=rate, layout=layout)
        for number in range(20):
            frame = flat_frame(320, 240, (90, 128, 128), "yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 10)
            container.mux(picture.encode(frame))
        container.mux(picture.encode())
        for number in range(2):
            samples = av.AudioFrame(format="fltp", layout=layout, samples=rate)
            for plane in samples.planes:
                plane.update(bytes(plane.buffer_size))
            samples.sample_rate, samples.pts, samples.time_base = rate, number * rate, Fraction(1, rate)
            container.mux(tone.encode(samples))
        container.mux(tone.encode())
    with av.open(str(copy_of(path))) as container:
        context = container.streams.audio[0].codec_context
        assert (context.sample_rate, context.layout.nb_channels) == expected
        assert float(container.duration / 1e6) == pytest.approx(2, abs=0.1)


def test_broken_packets_cost_their_own_frames_and_not_the_film(tmp_path):
    film = break_packets(make_film(tmp_path / "film.mp4"), "video", [3, 24, 41], filling=b"\xff")
    break_packets(film, "audio", [50, 51], filling=b"\xff")
    copy = copy_of(film)
    numbers = {number for _second, number in shown(copy)}
    assert len(numbers & set(range(60))) > 30
    assert {0, 35, 55, 59} <= numbers
    assert sum(heard(copy)) > 50


def test_a_film_whose_first_frame_is_broken_begins_with_the_next_one(tmp_path):
    film = break_packets(make_film(tmp_path / "film.mp4"), "video", [0], filling=b"\xff")
    numbers = [number for _second, number in shown(copy_of(film))]
    assert numbers[-1] == 59
    assert len(numbers) >= 45


def test_a_film_without_one_whole_frame_is_not_drawn(tmp_path):
    film = break_packets(make_film(tmp_path / "film.mp4"), "video", range(60), filling=b"\xff")
    order = {"source": str(film), "folder": str(tmp_path), "lines": [240], "memory": 2**30, "seconds": 60}
    answer = sandbox.run("render", order, seconds=60, on_progress=lambda percent: None)
    assert answer == {"problem": "undecodable"}


@pytest.mark.parametrize("codec", ["libsvtav1", "libx265"])
def test_codecs_of_newer_phones_are_read(tmp_path, codec):
    options = (
        {"preset": "12"} if codec == "libsvtav1" else {"preset": "ultrafast", "x265-params": "log-level=0"}
    )
    film = picture_film(tmp_path / "film.mp4", quadrants(640, 360), codec=codec, options=options)
    copy = copy_of(film)
    assert corners(picture_of(copy)) == corners(poster_of(film)) == [RED, GREEN, BLUE, YELLOW]
    with av.open(str(copy)) as container:
        assert container.streams.video[0].codec_context.name == "h264"


def test_both_copies_show_the_same_frames(tmp_path):
    film = make_film(tmp_path / "film.mp4", width=1920, height=1080, seconds=2, rate=30)
    large, small = copies_of(film)
    assert [time for time, _number in shown(large)] == [time for time, _number in shown(small)]
    assert picture_of(large).size == (1280, 720)
    assert picture_of(small).size == (854, 480)
    assert read_number(picture_of(small)) == 0

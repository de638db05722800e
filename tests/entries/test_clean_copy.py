"""The clean copy of a video and what is measured of it: what players show, and nothing that the author cut away."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import pytest
from PIL import Image

from contest_pages.entries.domain import sandbox

from .films import (
    break_packets,
    heard,
    hide_track,
    insert_box,
    lose_chunks,
    make_film,
    make_sound_with_cover,
    read_number,
    rename_codec,
    set_edits,
    set_enabled,
    set_last_duration,
    shown,
)
from .films_pictures import picture_film, quadrants


class Probed:
    """The answer of the probe and the copy that it wrote."""

    def __init__(self, answer: dict, folder: Path):
        self.problem = answer.get("problem", "")
        self.facts = answer.get("facts", {})
        self.folder, self.copy = folder, folder / "playable.mp4"

    @property
    def numbers(self) -> list[int]:
        """Return the numbers of the pictures that the copy shows."""
        return [number for _second, number in shown(self.copy)]

    @property
    def codecs(self) -> list[str]:
        with av.open(str(self.copy)) as container:
            return [stream.codec_context.codec.canonical_name for stream in container.streams]


@pytest.fixture
def probe(tmp_path):
    def run(source: Path, **order) -> Probed:
        folder = tmp_path / "probed"
        folder.mkdir(exist_ok=True)
        order = {
            "source": str(source),
            "folder": str(folder),
            "memory": 512 * 1024**2,
            "seconds": 60,
            **order,
        }
        return Probed(sandbox.run("probe", order, seconds=60, on_progress=lambda percent: None), folder)

    return run


def size_of_data(path: Path) -> int:
    with av.open(str(path), options={"ignore_editlist": "1"}) as container:
        return sum(packet.size for packet in container.demux() if packet.size)


# --- codecs ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoder", "codec"), [("libx264", "h264"), ("libsvtav1", "av1"), ("libvpx-vp9", "vp9")]
)
def test_every_picture_that_browsers_play_is_copied_as_it_is(probe, tmp_path, encoder, codec):
    probed = probe(make_film(tmp_path / "film.mp4", seconds=2, codec=encoder))
    assert probed.facts["video_codec"] == codec
    assert probed.codecs == [codec, "aac"]
    assert probed.numbers == list(range(20))


@pytest.mark.parametrize(
    ("encoder", "name", "codec"),
    [
        ("libopencore_amrnb", "film.3gp", "amr_nb"),
        ("pcm_s16le", "film.mov", "pcm_s16le"),
        ("alac", "film.mov", "alac"),
        ("ac3", "film.mp4", "ac3"),
    ],
)
def test_sound_that_browsers_do_not_play_becomes_aac_in_its_place(probe, tmp_path, encoder, name, codec):
    film = make_film(tmp_path / name, seconds=4, sound=encoder, loud=lambda second: 2 <= second < 3)
    probed = probe(film)
    assert probed.facts["audio_codec"] == codec
    assert probed.codecs == ["h264", "aac"]
    assert probed.facts["seconds"] == pytest.approx(4, abs=0.05)
    tenths = heard(probed.copy)
    assert tenths.index(True) in (19, 20)
    assert 9 <= sum(tenths) <= 12


@pytest.mark.parametrize(
    ("encoder", "name"), [("prores_ks", "film.mov"), ("mpeg4", "film.mp4"), ("mjpeg", "film.mov")]
)
def test_a_picture_that_browsers_do_not_play_is_refused_for_that_reason(probe, tmp_path, encoder, name):
    assert probe(make_film(tmp_path / name, seconds=1, codec=encoder)).problem == "not_playable"


def test_a_mov_of_an_iphone_becomes_an_mp4(probe, tmp_path):
    probed = probe(make_film(tmp_path / "IMG_0001.MOV", seconds=2))
    assert probed.facts["container"] == "mov"
    assert probed.copy.read_bytes()[4:8] == b"ftyp"
    assert probed.copy.read_bytes()[8:12] != b"qt  "
    assert probed.numbers == list(range(20))


# --- what was cut away -------------------------------------------------------------------------------


def test_a_film_that_was_cut_without_encoding_lasts_as_long_as_it_plays(probe, tmp_path):
    film = make_film(tmp_path / "film.mp4", seconds=8, gop=40, loud=lambda second: second < 2.5)
    set_edits(set_edits(film, 0, [(2.7, 3)]), 1, [(2.6, 3)])
    before = [number for _second, number in shown(film)]
    probed = probe(film)
    assert probed.facts["seconds"] == 3
    assert probed.numbers == before == list(range(25, 55))
    assert probed.facts["frames_per_second"] == 10
    assert probed.facts["loudest"] < 0.002
    assert not any(heard(probed.copy)[1:])


def test_what_was_cut_off_is_not_stored(probe, tmp_path):
    film = make_film(tmp_path / "film.mp4", seconds=10, gop=10, loud=lambda second: second >= 3)
    set_edits(set_edits(film, 0, [(0.2, 2.5)]), 1, [(0, 2.5)])
    probed = probe(film)
    assert probed.facts["seconds"] == 2.5
    assert probed.numbers == list(range(25))
    assert not any(heard(probed.copy))
    assert size_of_data(probed.copy) < size_of_data(film) * 0.35


def test_parts_that_were_joined_by_an_edit_list_are_shown_in_their_order_and_nothing_between_them(
    probe, tmp_path
):
    film = set_edits(
        make_film(tmp_path / "film.mp4", gop=30, sound=None), 0, [(4.2, 1), (0.7, 1.5), (2.2, 0.5)]
    )
    probed = probe(film)
    assert probed.facts["seconds"] == 3
    assert probed.numbers == [*range(40, 50), *range(5, 20), *range(20, 25)]
    seconds = [second for second, _number in shown(probed.copy)]
    assert seconds == sorted(seconds)
    assert seconds == pytest.approx([n / 10 for n in range(30)], abs=0.11)


def test_in_a_gap_between_two_parts_the_picture_stands_still(probe, tmp_path):
    film = set_edits(
        make_film(tmp_path / "film.mp4", gop=30, sound=None), 0, [(0.2, 1), (None, 0.5), (4.2, 1)]
    )
    probed = probe(film)
    assert probed.facts["seconds"] == 2.5
    assert set(probed.numbers) <= {*range(10), *range(40, 50)}
    # Players count a later part from the frame that is decoded first: up to two frames late.
    assert {number: second for second, number in shown(probed.copy)}[40] == pytest.approx(1.5, abs=0.21)


@pytest.mark.parametrize("sound", ["aac", "alac"])
def test_sound_and_picture_keep_their_offset(probe, tmp_path, sound):
    film = make_film(tmp_path / "film.mov", seconds=5, sound=sound, loud=lambda second: 1 <= second < 2)
    probed = probe(set_edits(film, 1, [(None, 2), (0, 5)]))
    assert probed.facts["seconds"] == pytest.approx(7, abs=0.03)
    assert heard(probed.copy).index(True) in (29, 30)
    assert shown(probed.copy)[0] == (0, 0)
    late_picture = set_edits(
        make_film(tmp_path / "late.mov", seconds=5, sound=sound), 0, [(None, 2), (0.2, 5)]
    )
    probed = probe(late_picture)
    assert probed.facts["seconds"] == pytest.approx(7, abs=0.03)
    assert shown(probed.copy)[0] == (2, 0)


def test_a_film_lasts_until_both_picture_and_sound_have_ended(probe, tmp_path):
    longer = probe(make_film(tmp_path / "sound.mp4", seconds=2, sound_seconds=4))
    assert longer.facts["seconds"] == pytest.approx(4, abs=0.05)
    assert longer.facts["frames_per_second"] == 10
    assert probe(make_film(tmp_path / "picture.mp4", seconds=4, sound_seconds=2)).facts["seconds"] == 4


@pytest.mark.parametrize(
    "movflags", ["frag_keyframe+delay_moov", "frag_keyframe+empty_moov+default_base_moof", "faststart"]
)
def test_a_film_in_fragments_or_with_its_index_in_front_is_shown_whole(probe, tmp_path, movflags):
    probed = probe(make_film(tmp_path / "film.mp4", movflags=movflags))
    assert probed.numbers == list(range(60))
    assert probed.facts["seconds"] == pytest.approx(6, abs=0.25)


def test_an_edit_list_that_points_beyond_the_film_is_no_cut(probe, tmp_path):
    film = set_edits(make_film(tmp_path / "film.mp4", seconds=2, sound=None), 0, [(60, 5)])
    assert probe(film).numbers == list(range(20))


def test_frames_a_second_are_those_that_are_shown(probe, tmp_path):
    times = [n / 10 for n in range(20)] + [2 + n / 20 for n in range(40)] + [4 + n for n in range(3)]
    probed = probe(make_film(tmp_path / "film.mp4", times=times, sound=None, options={"bf": "0"}))
    assert probed.facts["frames_per_second"] == pytest.approx(63 / 7, abs=1.5)
    assert probed.numbers == list(range(63))


def test_the_last_picture_is_shown_though_it_claims_to_last_no_time(probe, tmp_path):
    film = make_film(tmp_path / "film.mp4", seconds=2, sound=None, options={"bf": "0"})
    probed = probe(set_last_duration(film, 0, 0))
    assert probed.numbers == list(range(20))
    assert probed.facts["seconds"] == pytest.approx(2, abs=0.05)


def test_a_picture_that_stands_over_a_cut_is_shown_from_the_cut_on(probe, tmp_path):
    film = make_film(tmp_path / "film.mp4", seconds=9, times=[0, 1, 6, 7], options={"bf": "0"})
    probed = probe(set_edits(set_edits(film, 0, [(3, 4.5)]), 1, [(3, 4.5)]))
    assert shown(probed.copy) == [(0, 1), (3, 2), (4, 3)]
    assert probed.facts["seconds"] == pytest.approx(4.5, abs=0.5)


# --- damage ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("filling", [b"\0", b"\xff", b"A"])
def test_broken_packets_of_the_picture_are_passed_over(probe, tmp_path, filling):
    film = break_packets(make_film(tmp_path / "film.mp4", seconds=10), "video", [15, 33, 60], filling)
    probed = probe(film)
    assert probed.facts["seconds"] == pytest.approx(10, abs=0.05)
    assert set(range(0, 10)) | set(range(75, 100)) <= set(probed.numbers)
    with av.open(str(probed.copy)) as container:  # nothing in it stops a decoder
        assert sum(1 for _frame in container.decode(video=0)) >= 90


def test_broken_packets_of_the_sound_are_passed_over(probe, tmp_path):
    film = break_packets(make_film(tmp_path / "film.mp4"), "audio", [40, 41, 120], b"\xff")
    probed = probe(film)
    assert probed.facts["loudest"] > 0.1
    assert probed.numbers == list(range(60))


@pytest.mark.parametrize(("kind", "problem"), [("video", "undecodable"), ("audio", "undecodable_sound")])
def test_the_track_that_cannot_be_decoded_is_named(probe, tmp_path, kind, problem):
    film = make_film(tmp_path / "film.mp4", seconds=2)
    with av.open(str(film)) as container:
        stream = next(stream for stream in container.streams if stream.type == kind)
        count = sum(1 for packet in container.demux(stream) if packet.size)
    assert probe(break_packets(film, kind, range(count), b"\xff")).problem == problem


@pytest.mark.parametrize("kind", [b"beam", b"\xa9xyz", b"SDLN", b"inst"])
def test_an_unknown_box_before_the_index_is_no_end_of_the_file(probe, tmp_path, kind):
    probed = probe(insert_box(make_film(tmp_path / "film.mp4", seconds=2), kind))
    assert probed.numbers == list(range(20))
    assert b"of another maker" not in probed.copy.read_bytes()


def test_packets_that_lie_beyond_the_end_of_the_file_are_passed_over(probe, tmp_path):
    film = make_film(tmp_path / "film.mp4", seconds=10)
    probed = probe(lose_chunks(film, 0, [20, 45]))
    assert probed.facts["seconds"] == pytest.approx(10, abs=0.05)
    assert len(probed.numbers) > 80
    assert probe(lose_chunks(film, 0, range(60, 99))).problem == "truncated"


def test_a_film_that_was_cut_off_is_incomplete_though_its_boxes_do_not_say_so(probe, tmp_path):
    data = bytearray(make_film(tmp_path / "film.mp4", movflags="faststart").read_bytes())
    at = data.index(b"mdat")
    data[at - 4 : at] = bytes(4)  # the data last until the end of the file, wherever that is
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(data)
    assert probe(cut).numbers == list(range(60))
    cut.write_bytes(data[: at + (len(data) - at) * 2 // 3])
    assert probe(cut).problem == "truncated"


def test_an_edit_list_without_end_is_refused(probe, tmp_path):
    film = make_film(tmp_path / "film.mp4", seconds=2)
    assert probe(set_edits(film, 0, [(0, 0.1)] * 1000)).problem == "too_complicated"


def test_a_film_is_not_blown_up_by_its_edit_list(probe, tmp_path):
    film = make_film(tmp_path / "film.mp4", seconds=2, sound=None)
    probed = probe(set_edits(film, 0, [(0.2, 1.8)] * 150))
    assert probed.problem == "limits" or probed.copy.stat().st_size < 80 * 1024**2


# --- pictures ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "size"),
    [
        ({"turned": (90, False)}, (240, 320)),
        ({"turned": (180, False)}, (320, 240)),
        ({"turned": (0, True)}, (320, 240)),
        ({"turned": (270, True)}, (240, 320)),
        ({"pixel": Fraction(4, 3)}, (427, 240)),
    ],
)
@pytest.mark.parametrize("name", ["film.mp4", "film.mov"])
def test_the_size_is_that_which_is_shown_and_the_copy_is_turned_as_the_film(probe, tmp_path, how, size, name):
    film = picture_film(tmp_path / name, quadrants(320, 240), **how)
    probed = probe(film)
    assert (probed.facts["width"], probed.facts["height"]) == size
    assert turning(probed.copy) == turning(film)


def turning(path: Path):
    """Return the display matrix of a film and the shape of its pixels."""
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        matrix = frame.side_data.get("DISPLAYMATRIX")
        return matrix and bytes(matrix), container.streams.video[0].sample_aspect_ratio


def test_stills_are_different_moments_though_keyframes_are_rare(probe, tmp_path):
    probed = probe(make_film(tmp_path / "film.mp4", seconds=18, gop=1000))
    seconds = [second for _files, second in probed.facts["stills"]]
    assert sorted(second // 3 for second in seconds) == [0, 1, 2, 3, 4, 5]
    pictures = {
        read_number(Image.open(probed.folder / files[-1][1])) for files, _second in probed.facts["stills"]
    }
    assert len(pictures) == 6
    assert len(probed.facts["frame_hashes"]) >= 5


def test_stills_and_their_seconds_are_those_of_the_film_that_is_shown(probe, tmp_path):
    film = set_edits(make_film(tmp_path / "film.mp4", seconds=20, gop=30, sound=None), 0, [(8.7, 6)])
    for files, second in probe(film).facts["stills"]:
        assert read_number(Image.open(tmp_path / "probed" / files[-1][1])) == 85 + round(second * 10)


# --- tracks ------------------------------------------------------------------------------------------


def test_a_second_sound_of_an_unknown_kind_is_left_out(probe, tmp_path):
    film = rename_codec(make_film(tmp_path / "film.mov", seconds=2, sounds=2), 2, b"mp4a", b"apac")
    assert probe(film).codecs == ["h264", "aac"]
    film = rename_codec(make_film(tmp_path / "first.mov", seconds=2, sounds=2), 1, b"mp4a", b"apac")
    assert probe(film).codecs == ["h264", "aac"]
    film = rename_codec(make_film(tmp_path / "alone.mov", seconds=2), 1, b"mp4a", b"apac")
    assert probe(film).facts["audio_codec"] == ""


def test_timed_metadata_of_a_phone_is_left_out(probe, tmp_path):
    film = hide_track(make_film(tmp_path / "IMG_0001.MOV", seconds=2, sounds=2), 2)
    with av.open(str(film)) as container:
        assert [stream.type for stream in container.streams] == ["video", "audio", "data"]
    assert probe(film).codecs == ["h264", "aac"]
    assert probe(hide_track(film, 1)).facts["audio_codec"] == ""


def test_the_sound_that_plays_is_the_one_that_is_judged(probe, tmp_path):
    film = set_enabled(make_film(tmp_path / "film.mp4", seconds=3, sounds=2, loud_track=1), 2, True)
    assert probe(film).facts["loudest"] < 0.002
    assert probe(set_enabled(film, 1, False)).facts["loudest"] > 0.1
    set_enabled(film, 2, False)
    assert probe(film).facts["audio_codec"] == ""
    assert (
        probe(set_enabled(film, 0, False)).facts["loudest"] < 0.002
    )  # none is enabled: the first of each plays


def test_a_cover_is_not_the_film(probe, tmp_path):
    film = make_film(tmp_path / "film.mp4", seconds=2, cover=True)
    with av.open(str(film)) as container:
        assert len(container.streams.video) == 2
    assert probe(film).numbers == list(range(20))
    assert probe(make_sound_with_cover(tmp_path / "sound.m4a")).problem == "no_picture"

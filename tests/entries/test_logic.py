"""Rules about videos, without files."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.contests.logic.rule_sentences import video_sentences
from contest_pages.contests.logic.video_formats import file_types, taken_formats
from contest_pages.entries import logic
from contest_pages.entries.enums import (
    ALLOWED_TRANSITIONS,
    CONTESTANT_WORDS,
    COUNTED,
    OPEN_TO_CONTESTANT,
    EntryState,
)
from contest_pages.entries.errors import EntryLimitReached, FileTooLarge, RoundClosed, TransitionNotAllowed
from contest_pages.entries.logic import VideoFacts, VideoLimits
from tests.factories.entries import FACTS
from tests.factories.pages import NOW, hanoi

SON_LA = VideoLimits(240, 300, ("mp4",), 1280, 720, 500 * 1024**2)
GOOD = VideoFacts(**FACTS)


def failed(limits=SON_LA, **changes) -> list[tuple[str, str, str]]:
    checks = logic.video_verdict(dataclasses.replace(GOOD, **changes), limits)
    return [(check.rule, check.actual, check.required) for check in checks if not check.passed]


@pytest.mark.parametrize("seconds", [240.0, 239.6, 250.0, 300.0, 300.4])
def test_four_to_five_minutes_are_taken_and_containers_may_round(seconds):
    assert failed(seconds=seconds) == []


@pytest.mark.parametrize(
    ("seconds", "found"),
    [
        (180.0, "3 phút"),
        (239.4, "3 phút 59 giây"),
        (301.0, "5 phút 1 giây"),
        (300.6, "5 phút 1 giây"),
        (0.0, "0 giây"),
    ],
)
def test_a_failed_length_check_has_the_actual_and_the_required_value(seconds, found):
    assert failed(seconds=seconds) == [("Length", found, "4–5 phút")]


@given(st.floats(0, 100_000))
def test_the_words_and_the_verdict_about_a_length_never_disagree(seconds):
    refused = failed(seconds=seconds)
    assert bool(refused) == (not 240 <= logic.whole_seconds(seconds) <= 300)


def test_resolution_size_and_format_are_judged_too():
    assert failed(width=1279) == [("Resolution", "1279 × 720", "tối thiểu 1280 × 720")]
    assert failed(size=600 * 1024**2) == [("File size", "600 MB", "tối đa 500 MB")]
    assert failed(seconds=10, width=320, height=240, container="webm")[0][0] == "Length"
    assert len(failed(seconds=10, width=320, height=240, container="webm")) == 3


def test_a_film_of_an_iphone_meets_rules_that_ask_for_mp4_and_the_rules_say_so():
    assert failed(container="mov") == []
    check = next(c for c in logic.video_verdict(GOOD, SON_LA) if c.rule == "File format")
    assert check.required == "MP4; video quay bằng iPhone (MOV) được chuyển đổi tự động"
    assert failed(VideoLimits(formats=("mov",)), container="mp4") == [("File format", "MP4", "MOV")]
    assert "Định dạng tệp: MP4; video quay bằng iPhone" in " ".join(
        video_sentences(
            minimum_seconds=None,
            maximum_seconds=None,
            formats=["mp4"],
            minimum_width=None,
            minimum_height=None,
            maximum_megabytes=None,
        )
    )


@pytest.mark.parametrize(
    ("formats", "taken"),
    [(["mp4"], ("mp4", "mov")), (["mov"], ("mov",)), (["mp4", "mov"], ("mp4", "mov")), ([], ("mp4", "mov"))],
)
def test_the_containers_and_file_types_that_the_rules_take_are_known_in_one_place(formats, taken):
    assert taken_formats(formats) == taken
    assert (".mp4" in file_types(formats)) == ("mp4" in taken)
    assert {".mov", "video/quicktime"} <= set(file_types(formats))


def test_an_upright_video_meets_the_resolution_turned_round():
    assert failed(width=720, height=1280) == []


def test_rules_that_ask_nothing_check_nothing():
    assert logic.video_verdict(GOOD, VideoLimits()) == []
    assert logic.passes([])


def test_one_limit_alone_is_a_limit():
    assert failed(VideoLimits(minimum_seconds=300)) == [("Length", "4 phút 10 giây", "tối thiểu 5 phút")]
    assert failed(VideoLimits(maximum_seconds=60)) == [("Length", "4 phút 10 giây", "tối đa 1 phút")]


def test_the_third_entry_is_taken_and_the_fourth_is_not():
    logic.check_entry_limit(2, 3)
    logic.check_entry_limit(99, None)
    with pytest.raises(EntryLimitReached, match="3 tác phẩm"):
        logic.check_entry_limit(3, 3)


def test_a_file_of_exactly_the_largest_size_is_taken():
    logic.check_file_size(1000, 1000)
    with pytest.raises(FileTooLarge, match="1,5 MB, thể lệ cho phép tối đa 1 MB"):
        logic.check_file_size(1_572_864, 1024**2)


@pytest.mark.parametrize(
    ("opens", "closes", "sentence"),
    [
        (None, None, "chưa được công bố"),
        (hanoi("2024-07-10 12:01"), None, "Nhận tác phẩm từ 12:01 ngày 10/7/2024"),
        (hanoi("2024-06-01"), NOW, "Đã hết hạn nhận tác phẩm"),
    ],
)
def test_a_closed_round_says_when(opens, closes, sentence):
    with pytest.raises(RoundClosed, match=sentence):
        logic.check_round_open(NOW, opens, closes)


def test_every_state_has_moves_words_and_a_place_in_the_sets():
    assert set(ALLOWED_TRANSITIONS) == set(EntryState) == set(CONTESTANT_WORDS)
    assert set(EntryState) - COUNTED == {EntryState.WITHDRAWN}
    assert COUNTED > OPEN_TO_CONTESTANT


@pytest.mark.parametrize("state", [EntryState.ACCEPTED, EntryState.REJECTED, EntryState.WITHDRAWN])
def test_what_is_decided_stays_decided(state):
    for to in EntryState:
        if to not in ALLOWED_TRANSITIONS[state]:
            with pytest.raises(TransitionNotAllowed):
                logic.check_transition(state, to)
    assert not ALLOWED_TRANSITIONS[state] & {EntryState.DRAFT, EntryState.CHECKING, EntryState.WITHDRAWN}


def test_an_entry_is_public_when_accepted_and_the_gallery_is_open():
    assert logic.is_public("accepted", NOW, gallery_opens_at=None)
    assert logic.is_public("accepted", NOW, gallery_opens_at=NOW)
    assert not logic.is_public("accepted", NOW, gallery_opens_at=hanoi("2024-08-10"))
    assert not logic.is_public("submitted", NOW, gallery_opens_at=None)


def test_a_gallery_may_wait_for_the_closed_list():
    waits = {"gallery_opens_at": None, "waits_for_list": True}
    assert not logic.is_public("accepted", NOW, **waits)
    assert not logic.is_public("accepted", NOW, list_closed_at=hanoi("2024-08-10"), **waits)
    assert logic.is_public("accepted", NOW, list_closed_at=NOW, **waits)

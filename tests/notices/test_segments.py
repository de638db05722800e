"""How many parts a text message has, as the gateway counts and charges them."""

from __future__ import annotations

import pytest

from contest_pages.notices.logic.segments import Segments, segments_of


@pytest.mark.parametrize(
    ("text", "count", "length", "is_plain"),
    [
        ("", 0, 0, True),
        ("a" * 160, 1, 160, True),
        ("a" * 161, 2, 161, True),
        ("a" * 306, 2, 306, True),
        ("a" * 307, 3, 307, True),
        ("ă" * 70, 1, 70, False),
        ("ă" * 71, 2, 71, False),
        ("ă" * 134, 2, 134, False),
        ("ă" * 135, 3, 135, False),
        ("a" * 160 + "ă", 3, 161, False),  # one letter with a diacritic counts for all
        ("à é ù", 1, 5, True),  # these old phones have
        ("[" * 80, 1, 160, True),
        ("[" * 81, 2, 162, True),
        ("a" * 152 + "[" + "a" * 152 + "a", 3, 307, True),  # a bracket is not torn apart
        ("🎉" * 35, 1, 70, False),
        ("🎉" * 36, 2, 72, False),
        ("🎉" * 67, 3, 134, False),  # 33 emoji fill 66 of 67 places
    ],
)
def test_parts_are_counted_as_gateways_do(text, count, length, is_plain):
    segments = segments_of(text)
    assert (segments.count, segments.length, segments.is_plain) == (count, length, is_plain)


def test_the_room_of_the_parts_is_known_while_a_text_is_typed():
    assert segments_of("Chào bạn") == Segments(1, 8, 70, False)
    assert segments_of("a" * 200).room == 306

"""Amounts in words, as decisions write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.data.amount_words import MOST, amount_in_words, number_in_words

#: What each word adds, for reading the words back by themselves.
VALUES = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}  # fmt: skip


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (1, "một"),
        (4, "bốn"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt"),
        (1000, "một nghìn"),
        (1001, "một nghìn không trăm linh một"),
        (1015, "một nghìn không trăm mười lăm"),
        (1100, "một nghìn một trăm"),
        (500_000, "năm trăm nghìn"),
        (1_500_000, "một triệu năm trăm nghìn"),
        (5_000_000, "năm triệu"),
        (5_000_005, "năm triệu không trăm linh năm"),
        (12_345_678, "mười hai triệu ba trăm bốn mươi lăm nghìn sáu trăm bảy mươi tám"),
        (1_000_000_000, "một tỷ"),
        (1_000_000_001, "một tỷ không trăm linh một"),
        (2_050_000_000, "hai tỷ không trăm năm mươi triệu"),
        (125_000_000_000, "một trăm hai mươi lăm tỷ"),
        (1_000_000_000_000, "một nghìn tỷ"),
    ],
)
def test_a_number_is_said_as_people_say_it(number, words):
    assert number_in_words(number) == words
    assert amount_in_words(number) == f"{words} đồng"


def value_of(words: str) -> int:
    """Return the number that words say."""
    total = group = digit = 0
    for word in words.split():
        if word in VALUES:
            digit = VALUES[word]
        elif word == "mười":
            group, digit = group + 10, 0
        elif word == "mươi":
            group, digit = group + 10 * digit, 0
        elif word == "trăm":
            group, digit = group + 100 * digit, 0
        elif word in ("nghìn", "triệu"):
            total, group, digit = total + (group + digit) * {"nghìn": 10**3, "triệu": 10**6}[word], 0, 0
        elif word == "tỷ":
            total, group, digit = (total + group + digit) * 10**9, 0, 0
    return total + group + digit


@given(st.integers(0, MOST - 1))
def test_the_words_say_the_number(number):
    assert value_of(number_in_words(number)) == number


@pytest.mark.parametrize("number", [-1, MOST])
def test_what_nobody_says_is_refused(number):
    with pytest.raises(ValueError, match=str(number)):
        number_in_words(number)

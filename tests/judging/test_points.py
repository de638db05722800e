"""Points as jurors type them: read, asked back, or refused with a sentence; never guessed and never rounded."""

from __future__ import annotations

import re
import unicodedata

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.judging.logic.points import (
    Criterion,
    PointsUnreadable,
    missing_of,
    most_total,
    read_points,
    total_of,
    wants_remark,
)
from contest_pages.vietnamese import points as written

TEN = Criterion("noi-dung", "Nội dung", 10_000, 500)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    "text", ["8,5", "8.5", " 8,50 ", "8½", "8 ½", "８，５", "8,500", "8,50000", "08,5", "٨,٥"]
)
def test_eight_and_a_half_is_read_however_a_keyboard_writes_it(text):
    assert read_points(text, TEN) == 8500


@pytest.mark.parametrize(("text", "points"), [("0", 0), ("½", 500), ("10", 10_000), ("0,0", 0)])
def test_the_ends_of_the_scale_can_be_given(text, points):
    assert read_points(text, TEN) == points


@pytest.mark.parametrize("text", ["", "  ", "\t"])
def test_an_empty_field_is_no_zero(text):
    assert read_points(text, TEN) is None


@pytest.mark.parametrize(
    "text",
    ["-", "-1", "+8", "nan", "NaN", "inf", "Infinity", "1e1", "8,5,0", "8 5", "8/10", "tám", "8,", ",5", "8½½", "²", "1" * 400],
)  # fmt: skip
def test_what_is_no_number_of_points_is_refused_with_an_example(text):
    with pytest.raises(PointsUnreadable, match="Write the points of “Nội dung” as a number, for example 9,5"):
        read_points(text, TEN)


@pytest.mark.parametrize("text", ["8,49999", "8.4996", "9,99999999"])
def test_nothing_is_rounded_to_a_step(text):
    with pytest.raises(PointsUnreadable):
        read_points(text, TEN)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("8,55", "“Nội dung” is given in steps of 0,5: 8,5 or 9."),
        ("0,1", "“Nội dung” is given in steps of 0,5: 0 or 0,5."),
        ("85", "“Nội dung” has at most 10 points. Did you mean 8,5?"),
        ("87", "“Nội dung” has at most 10 points."),
        ("10,5", "“Nội dung” has at most 10 points."),
    ],
)
def test_a_slip_is_asked_back_with_the_nearest_points(text, sentence):
    with pytest.raises(PointsUnreadable) as refused:
        read_points(text, TEN)
    assert str(refused.value) == sentence


def test_a_point_before_three_digits_is_refused_only_where_thousands_can_be_given():
    large = Criterion("tong", "Tổng", 2_000_000, 500)
    with pytest.raises(PointsUnreadable, match="read in two ways"):
        read_points("1.500", large)
    assert read_points("1,500", large) == 1500
    assert read_points("1.500", TEN) == 1500
    assert read_points("8.125", Criterion("gio", "Giờ", 10_000, 1)) == 8125


@given(st.integers(0, 20))
def test_points_that_are_shown_can_be_typed_again(halves):
    assert read_points(written(halves * 500), TEN) == halves * 500


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    try:
        points = read_points(text, TEN)
    except PointsUnreadable:
        points = None
    assert points is None or TEN.allows(points)


def test_a_total_is_exact_with_weights_and_there_is_none_while_a_criterion_is_blank():
    criteria = [Criterion("a", "A", 10_000, weight=40), Criterion("b", "B", 10_000, weight=60)]
    assert total_of({"a": 8500, "b": 7125}, criteria) == 40 * 8500 + 60 * 7125
    assert total_of({"a": 8500}, criteria) is None
    assert total_of({"a": 8500, "b": 0}, criteria) == 340_000
    assert [criterion.key for criterion in missing_of({"a": 0, "b": None}, criteria)] == ["b"]


def test_weights_that_do_not_sum_to_a_hundred_still_give_the_most_that_can_be_reached():
    criteria = [Criterion("a", "A", 10_000, weight=40), Criterion("b", "B", 10_000, weight=50)]
    assert most_total(criteria) == 900_000


def test_the_same_points_in_every_criterion_are_allowed():
    criteria = [Criterion(key, key, 10_000) for key in "abc"]
    assert total_of(dict.fromkeys("abc", 8000), criteria) == 2_400_000
    assert total_of(dict.fromkeys("abc", 10_000), criteria) == most_total(criteria)


def test_a_remark_is_asked_for_below_the_limit_and_not_at_it():
    strict = Criterion("a", "A", 10_000, remark_below=5000)
    assert wants_remark({"a": 4500}, [strict]) == [strict]
    assert wants_remark({"a": 5000}, [strict]) == []
    assert wants_remark({}, [strict]) == []


#: The noughts of all scripts that write numbers by ten digits.
ZEROS = [sign for sign in map(chr, range(0x110000)) if unicodedata.decimal(sign, None) == 0]


@given(st.sampled_from(ZEROS), st.integers(0, 20), st.sampled_from(",.，．٫"))
def test_the_digits_of_every_script_are_read(zero, halves, separator):
    typed = "".join(
        chr(ord(zero) + int(sign)) if sign.isdigit() else separator for sign in written(halves * 500)
    )
    assert read_points(typed, TEN) == halves * 500


@given(*[st.text(st.sampled_from(" \t\u00a0\u202f\u2009\u3000"), max_size=3)] * 2)
def test_the_spaces_of_a_pasted_cell_matter_as_little_as_none(before, after):
    assert read_points(f"{before}8,5{after}", TEN) == 8500
    assert read_points(f"{before}8{after}½", TEN) == 8500


@pytest.mark.parametrize(
    "text",
    ["8,5,", "8,5.", "8..5", "8,.5", "−1", "–1", "１ｅ１", "1E1", "0x8", "Ⅷ", "⑧", "八", "⅛", "½8", "8½,5", "8,½", "8_5", "8%", "8,5đ", "∞", "--", "\x008"],
)  # fmt: skip
def test_what_only_looks_like_a_number_is_no_points(text):
    with pytest.raises(PointsUnreadable):
        read_points(text, TEN)


@given(st.integers(0, 30_000), st.sampled_from([1, 5, 50, 100, 125, 250, 500, 1000]), st.integers(1, 20))
def test_exactly_the_multiples_of_the_step_up_to_the_most_are_taken_as_they_are_typed(points, step, whole):
    criterion = Criterion("a", "A", whole * 1000, step)
    typed = f"{points // 1000},{points % 1000:03}"
    try:
        assert read_points(typed, criterion) == points
        assert points <= criterion.most
        assert points % step == 0
    except PointsUnreadable:
        assert points > criterion.most or points % step


@given(st.integers(0, 30_000), st.sampled_from([50, 250, 500]))
def test_the_points_that_a_refusal_proposes_can_be_given(points, step):
    criterion = Criterion("a", "A", 10_000, step)
    try:
        read_points(f"{points // 1000},{points % 1000:03}", criterion)
    except PointsUnreadable as refused:
        proposed = re.findall(r"[0-9]+(?:,[0-9]+)?(?=(?:,? or |[.?]$))", str(refused))
        for text in proposed if "steps" in str(refused) or "mean" in str(refused) else ():
            assert read_points(text, criterion) is not None

"""The number of a paper sheet, as it is printed, typed and scanned."""

from __future__ import annotations

import pytest

from contest_pages.judging.logic.paper import SheetNumber, differing, read_sheet_number, written_sum
from contest_pages.judging.logic.points import Criterion


def test_a_number_names_the_work_and_the_seat():
    assert str(SheetNumber(3, 4)) == "TP-03-G4"
    assert str(SheetNumber(128, 11)) == "TP-128-G11"


@pytest.mark.parametrize(
    "text", ["TP-03-G4", "tp-3-g4", " TP 03 G 4 ", "3-4", "03.4", "3 4", "3/4", "3g4", "034", "TP03G4"]
)
def test_a_number_is_read_however_it_is_typed(text):
    assert read_sheet_number(text) == SheetNumber(3, 4)


def test_digits_alone_end_with_the_seat_in_as_many_digits_as_the_highest_one_has():
    assert read_sheet_number("0311", seat_digits=2) == SheetNumber(3, 11)
    assert read_sheet_number("12804", seat_digits=2) == SheetNumber(128, 4)
    assert read_sheet_number("TP-128-G11", seat_digits=2) == SheetNumber(128, 11)


@pytest.mark.parametrize("text", ["", "3", "TP-03", "G4", "TP-03-G4-1", "ba-4", "3-4-5", "1234567890"])
def test_what_is_no_number_is_not_guessed(text):
    assert read_sheet_number(text) is None


@pytest.mark.parametrize("number", [SheetNumber(1, 1), SheetNumber(40, 9), SheetNumber(1234, 12)])
def test_what_is_printed_can_be_read(number):
    assert read_sheet_number(str(number), seat_digits=2) == number


def test_jurors_add_up_without_weights_and_blank_is_no_zero():
    assert written_sum({"a": 8_500, "b": None, "c": 0}) == 8_500


def test_copies_differ_in_what_one_lacks_too():
    criteria = [Criterion("a", "A", 10_000), Criterion("b", "B", 10_000), Criterion("c", "C", 10_000)]
    first, second = {"a": 1_000, "b": 0}, {"a": 1_000, "b": 500, "c": 0}
    assert [criterion.key for criterion in differing(first, second, criteria)] == ["b", "c"]

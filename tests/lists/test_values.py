"""What stands in a cell, as people and spreadsheets write it."""

from __future__ import annotations

import datetime

import pytest

from contest_pages.lists.cells import of_text, of_value
from contest_pages.lists.sheets import EMPTY, Cell
from contest_pages.lists.values import day_of, identity_of, phone_of, text_of


def cell_of(value) -> Cell:
    """Return a cell as a workbook holds it."""
    if value is None:
        return EMPTY
    return of_text([(value, "")]) if isinstance(value, str) else of_value(value, "General")


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (32874, "01/01/1990"),
        (32874.0, "01/01/1990"),
        ("32874", "01/01/1990"),
        (datetime.datetime(1990, 8, 5), "05/08/1990"),
        (datetime.date(1990, 8, 5), "05/08/1990"),
        ("05/8/1990", "05/08/1990"),
        ("1990-08-05 00:00:00", "05/08/1990"),
        (" 08 / 05 / 1990 ", "08/05/1990"),
        ("8/5/1990 12:00:00 AM", "08/05/1990"),
        ("ngày 05 tháng 8 năm 1990", "05/08/1990"),
        ("０５/０８/１９９０", "05/08/1990"),
        ("5/8/90", "5/8/90"),  # of which century?
        ("31/02/1990", "31/02/1990"),
        (1990, "1990"),  # a year of birth, not the day of that number in 1905
        (26155, "10/08/1971"),
        ("", ""),
        (None, ""),
        (99, "08/04/1900"),
    ],
)
def test_a_date_is_read_however_the_spreadsheet_kept_it(cell, day):
    assert day_of(cell_of(cell)) == day


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        (912345678, "0912345678"),
        (912345678.0, "0912345678"),
        ("912345678", "0912345678"),
        ("912 345 678", "0912345678"),
        ("0912 345 678", "0912 345 678"),
        ("+84912345678", "+84912345678"),
        (84912345678, "84912345678"),
        ("", ""),
    ],
)
def test_a_phone_that_lost_its_zero_gets_it_back(cell, phone):
    assert phone_of(cell_of(cell)) == phone


def test_an_identity_number_that_became_a_number_gets_its_zeros_back():
    assert identity_of(cell_of(14190001234)) == "014190001234"
    assert identity_of(cell_of("014190001234")) == "014190001234"
    assert identity_of(cell_of("14190001234")) == "14190001234", "what was typed as text is not guessed at"
    assert identity_of(cell_of(1190001234)) == "001190001234"
    assert identity_of(cell_of(141900012)) == "141900012", "an old identity card's number is another one"


def test_text_has_single_spaces_and_whole_numbers():
    assert (
        text_of(cell_of("  Lò   Văn\nA ")),
        text_of(cell_of(3.0)),
        text_of(cell_of(2.5)),
        text_of(cell_of(None)),
    ) == (
        "Lò Văn A",
        "3",
        "2,5",
        "",
    )

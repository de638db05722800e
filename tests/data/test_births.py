"""A birth is a day, or a year where no more is known."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.data.births import Birth, read_birth
from contest_pages.data.days import read_day

DAY = datetime.date(1990, 8, 5)


@pytest.mark.parametrize(
    "text",
    [
        "05/08/1990", "5/8/1990", "5-8-1990", "05.08.1990", "1990-08-05", "05 08 1990", "05081990", " 05 / 08 / 1990 ",
        "５/８/１９９０", "ngày 05 tháng 8 năm 1990", "5/8/1990 12:00:00 AM", "1990-08-05 00:00:00", "05–08–1990",
    ],
)  # fmt: skip
def test_a_day_is_read_the_day_first(text):
    assert read_birth(text) == Birth.on(DAY)


@pytest.mark.parametrize("text", ["1990", " 1990 ", "năm 1990", "Sinh năm 1990", "１９９０"])
def test_a_year_alone_is_a_birth_of_its_own(text):
    birth = read_birth(text)
    assert birth == Birth(1990)
    assert birth != Birth.on(datetime.date(1990, 1, 1))
    assert (str(birth), birth.key) == ("1990", "1990")


@pytest.mark.parametrize(
    "text", ["", "90", "5/8/90", "31/02/1990", "13/13/1990", "0990", "19901", "hôm qua", "5/8"]
)
def test_what_names_neither_a_day_nor_a_year_is_none(text):
    assert read_birth(text) is None


@given(st.dates(min_value=datetime.date(1900, 1, 1)))
def test_a_birth_reads_as_it_is_written(day):
    assert read_birth(str(Birth.on(day))) == Birth.on(day)
    assert read_day(day.isoformat()) == day


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2020, 12, 31)), st.dates(datetime.date(2021, 1, 1)))
def test_an_age_by_the_year_lies_around_the_age_by_the_day(day, on):
    year, known = Birth(day.year), Birth.on(day)
    assert year.least_age(on) <= known.least_age(on) <= year.greatest_age(on)
    assert known.least_age(on) == known.greatest_age(on)
    assert year.may_be(known)

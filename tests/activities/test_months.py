"""A month as weeks of days."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import pytest

from contest_pages.activities.logic.months import Month, weeks_of


@dataclass
class Item:
    first_day: datetime.date
    last_day: datetime.date


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-00", "2026-1", "0001-01", "２０２６-01", "2026-01-01", "x"]
)
def test_what_is_no_month_is_left_out(text):
    assert Month.read(text) is None


def test_months_follow_each_other_over_the_year():
    assert str(Month(2026, 12).next()) == "2027-01"
    assert str(Month(2026, 1).previous()) == "2025-12"
    assert Month.read("2026-02").last_day == day("2026-02-28")


def test_weeks_begin_on_monday_and_hold_whole_weeks():
    weeks, _long = weeks_of(Month(2026, 11), [], day("2026-11-22"))
    assert weeks[0][0].date == day("2026-10-26")
    assert all(len(week) == 7 for week in weeks)
    assert [found.date for week in weeks for found in week if found.is_today] == [day("2026-11-22")]
    assert not weeks[0][0].is_inside


def test_a_thing_of_some_days_stands_on_each_and_a_long_one_above_them_once():
    short = Item(day("2026-11-30"), day("2026-12-02"))
    long = Item(day("2026-11-01"), day("2026-12-20"))
    elsewhere = Item(day("2026-09-01"), day("2026-09-02"))
    weeks, above = weeks_of(Month(2026, 12), [short, long, elsewhere], day("2026-11-22"))
    assert above == [long]
    held = [found.date for week in weeks for found in week if short in found.items]
    assert held == [day("2026-11-30"), day("2026-12-01"), day("2026-12-02")]

"""Times and phases of a contest, at the minute before, on, and after each border."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.contests.enums import MilestoneKind, Phase, Precision
from contest_pages.contests.logic import opening, schedule
from contest_pages.contests.logic.schedule import Span
from tests.factories.pages import hanoi

OPENS, CLOSES = hanoi("2024-06-10 08:00"), hanoi("2024-07-31 24:00")
MINUTE = datetime.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (OPENS - MINUTE, False),
        (OPENS, True),
        (OPENS + MINUTE, True),
        (CLOSES - MINUTE, True),
        (CLOSES, False),
        (CLOSES + MINUTE, False),
    ],
)
def test_a_round_takes_entries_from_its_opening_minute_until_its_closing_minute(moment, expected):
    assert opening.is_open(moment, OPENS, CLOSES) is expected


def test_without_an_opening_nothing_is_open_and_without_a_closing_it_stays_open():
    assert not opening.is_open(OPENS, None, None)
    assert opening.is_open(OPENS + datetime.timedelta(days=9999), OPENS, None)


def test_24_00_of_31_july_is_still_july_in_hanoi_and_17_00_in_london():
    assert datetime.datetime(2024, 7, 31, 17, tzinfo=datetime.UTC) == CLOSES


MILESTONES = [
    (MilestoneKind.REVIEW, schedule.milestone_span(hanoi("2024-08-01"), hanoi("2024-08-10"), Precision.DAY)),
    (MilestoneKind.JUDGING, schedule.milestone_span(hanoi("2024-08-11"), hanoi("2024-08-30"), Precision.DAY)),
    (MilestoneKind.AWARDS, schedule.milestone_span(hanoi("2024-09-15"), None, Precision.DAY)),
    (MilestoneKind.CEREMONY, schedule.milestone_span(hanoi("2024-10-10"), None, Precision.DAY)),
]
BORDERS = [
    (OPENS, Phase.ANNOUNCED, Phase.OPEN),
    (CLOSES, Phase.OPEN, Phase.REVIEWING),
    (hanoi("2024-08-11"), Phase.REVIEWING, Phase.JUDGING),
    (hanoi("2024-10-10 24:00"), Phase.JUDGING, Phase.FINISHED),
]


@pytest.mark.parametrize(("border", "before", "after"), BORDERS)
def test_the_phase_changes_exactly_at_each_published_time(border, before, after):
    def phase(now):
        return schedule.phase_at(now, opens_at=OPENS, closes_at=CLOSES, milestones=MILESTONES)

    assert [phase(border - MINUTE), phase(border), phase(border + MINUTE)] == [before, after, after]


THIRD_QUARTER = schedule.milestone_span(hanoi("2024-08-20"), None, Precision.QUARTER)


@pytest.mark.parametrize(
    ("milestones", "moment", "phase"),
    [
        ([], "2030-01-01", Phase.ANNOUNCED),
        (MILESTONES, "2024-06-10 08:00", Phase.ANNOUNCED),
        (MILESTONES, "2024-08-11", Phase.JUDGING),
        (MILESTONES, "2024-10-11", Phase.FINISHED),
        ([(MilestoneKind.OTHER, THIRD_QUARTER)], "2024-07-15", Phase.ANNOUNCED),
        ([(MilestoneKind.OTHER, THIRD_QUARTER)], "2026-01-01", Phase.FINISHED),
        ([(MilestoneKind.ENTRIES, THIRD_QUARTER)], "2024-06-30 23:59", Phase.ANNOUNCED),
        ([(MilestoneKind.ENTRIES, THIRD_QUARTER)], "2024-07-01", Phase.OPEN),
        ([(MilestoneKind.ENTRIES, THIRD_QUARTER), *MILESTONES], "2024-10-01", Phase.JUDGING),
        ([(MilestoneKind.ENTRIES, THIRD_QUARTER)], "2024-10-01", Phase.FINISHED),
    ],
)
def test_a_contest_without_rounds_takes_its_phase_from_its_milestones(milestones, moment, phase):
    found = schedule.phase_at(hanoi(moment), opens_at=None, closes_at=None, milestones=milestones)
    assert found == phase


def test_weekly_rounds_keep_day_and_hour():
    first = Span(hanoi("2024-06-03 08:00"), hanoi("2024-06-08 17:00"))
    assert schedule.weekly(first, 3) == [
        Span(hanoi("2024-06-03 08:00"), hanoi("2024-06-08 17:00")),
        Span(hanoi("2024-06-10 08:00"), hanoi("2024-06-15 17:00")),
        Span(hanoi("2024-06-17 08:00"), hanoi("2024-06-22 17:00")),
    ]


def test_weekly_rounds_of_one_long_time_follow_one_another():
    whole = Span(hanoi("2024-06-03"), hanoi("2024-06-30 24:00"))
    found = schedule.weekly(whole, 4, last_end=whole.end)
    assert [span.begin for span in found] == [hanoi(f"2024-06-{day:02}") for day in (3, 10, 17, 24)]
    assert [span.end for span in found] == [*(span.begin for span in found[1:]), whole.end]


def test_without_a_ceremony_the_last_milestone_after_the_closing_ends_the_contest():
    judging = [(MilestoneKind.JUDGING, Span(hanoi("2024-08-11"), hanoi("2024-08-31")))]
    assert (
        schedule.phase_at(hanoi("2024-08-31"), opens_at=OPENS, closes_at=CLOSES, milestones=judging)
        == Phase.FINISHED
    )


def test_without_milestones_the_review_never_ends_by_itself():
    assert schedule.phase_at(hanoi("2030-01-01"), opens_at=OPENS, closes_at=CLOSES) == Phase.REVIEWING


def test_a_month_covers_all_its_days_and_a_quarter_all_its_months():
    june = schedule.milestone_span(hanoi("2024-06-15 10:00"), None, Precision.MONTH)
    assert (june.begin, june.end) == (hanoi("2024-06-01"), hanoi("2024-06-30 24:00"))
    third = schedule.milestone_span(hanoi("2024-08-20"), None, Precision.QUARTER)
    assert (third.begin, third.end) == (hanoi("2024-07-01"), hanoi("2024-09-30 24:00"))
    december = schedule.milestone_span(hanoi("2024-12-31 23:59"), None, Precision.MONTH)
    assert december.end == hanoi("2025-01-01")


@pytest.mark.parametrize(
    ("start", "end", "precision", "tentative", "words"),
    [
        ("2024-06-15", None, "month", False, "tháng 6/2024"),
        ("2024-02-15", None, "month", True, "tháng 02/2024 (dự kiến)"),
        ("2024-08-20", None, "quarter", False, "Quý III/2024"),
        ("2024-08-01", "2024-08-10", "day", False, "01/8/2024 – 10/8/2024"),
        ("2024-02-02", None, "day", False, "02/02/2024"),
        ("2023-07-31 08:00", None, "minute", False, "08:00 ngày 31/7/2023"),
        (
            "2024-07-01 07:00",
            "2024-07-31 24:00",
            "minute",
            False,
            "07:00 ngày 01/7/2024 – 24:00 ngày 31/7/2024",
        ),
    ],
)
def test_milestones_read_as_plans_write_them(start, end, precision, tentative, words):
    assert schedule.milestone_words(hanoi(start), end and hanoi(end), precision, tentative) == words


@given(
    st.datetimes(datetime.datetime(2000, 1, 1), datetime.datetime(2090, 1, 1)),
    st.sampled_from(Precision.values),
)
def test_a_milestone_never_ends_before_it_begins(naive, precision):
    start = naive.replace(tzinfo=hanoi("2024-01-01").tzinfo)
    span = schedule.milestone_span(start, None, precision)
    assert span.begin <= start.replace(second=59)
    assert span.begin <= span.end


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2010-07-10", "2024-07-09", 13),
        ("2010-07-10", "2024-07-10", 14),
        ("2008-02-29", "2022-02-28", 13),
        ("2008-02-29", "2022-03-01", 14),
    ],
)
def test_a_year_of_age_is_full_on_the_birthday(born, day, age):
    assert schedule.age_on(datetime.date.fromisoformat(born), datetime.date.fromisoformat(day)) == age

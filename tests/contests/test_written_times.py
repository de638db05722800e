"""Times as plans write them are understood, shown back, and never replaced by the present moment."""

from __future__ import annotations

import datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.contests.enums import Precision
from contest_pages.contests.fields import (
    ClosingTimeFormField,
    ClosingTimeInput,
    DayInput,
    LegalTimeFormField,
)
from contest_pages.contests.logic.written_times import NotATime, WrittenTime, read_moment, read_time
from contest_pages.http.date_field import DayField
from contest_pages.vietnamese import local_midnight
from tests.factories.pages import hanoi

JUNE = "từ 00:00 ngày 01/6/2024 đến 24:00 ngày 30/6/2024"


@pytest.mark.parametrize(
    ("text", "words", "meaning"),
    [
        ("tháng 6/2024", "tháng 6/2024", JUNE),
        ("Tháng 6 năm 2024", "tháng 6/2024", JUNE),
        ("T6/2024", "tháng 6/2024", JUNE),
        ("Quý III/2024", "Quý III/2024", "từ 00:00 ngày 01/7/2024 đến 24:00 ngày 30/9/2024"),
        ("quý 3 năm 2024", "Quý III/2024", "từ 00:00 ngày 01/7/2024 đến 24:00 ngày 30/9/2024"),
        ("năm 2024", "Quý I/2024 – Quý IV/2024", "từ 00:00 ngày 01/01/2024 đến 24:00 ngày 31/12/2024"),
        ("31/7/2024", "31/7/2024", "từ 00:00 ngày 31/7/2024 đến 24:00 ngày 31/7/2024"),
        ("ngày 05 tháng 6 năm 2024", "05/6/2024", "từ 00:00 ngày 05/6/2024 đến 24:00 ngày 05/6/2024"),
        ("trước ngày 31/5/2024", "30/5/2024", "chậm nhất 24:00 ngày 30/5/2024"),
        ("trước tháng 6/2024", "31/5/2024", "chậm nhất 24:00 ngày 31/5/2024"),
        ("đến hết ngày 31/5/2024", "31/5/2024", "chậm nhất 24:00 ngày 31/5/2024"),
        ("trước 17h ngày 5/8/2024", "17:00 ngày 05/8/2024", "chậm nhất 17:00 ngày 05/8/2024"),
        ("từ 01/6 đến 30/6/2024", "01/6/2024 – 30/6/2024", JUNE),
        ("Từ ngày 01/6/2024 đến hết ngày 30/6/2024", "01/6/2024 – 30/6/2024", JUNE),
        ("từ tháng 6 đến tháng 8/2024", "tháng 6/2024 – tháng 8/2024", "từ 00:00 ngày 01/6/2024 đến 24:00 ngày 31/8/2024"),
        ("đầu tháng 6/2024", "01/6/2024 – 10/6/2024 (dự kiến)", "từ 00:00 ngày 01/6/2024 đến 24:00 ngày 10/6/2024 (dự kiến)"),
        ("dự kiến tháng 6/2024", "tháng 6/2024 (dự kiến)", f"{JUNE} (dự kiến)"),
        ("Dự kiến: Quý IV/2024", "Quý IV/2024 (dự kiến)", "từ 00:00 ngày 01/10/2024 đến 24:00 ngày 31/12/2024 (dự kiến)"),
        ("24h00 ngày 20/8/2024", "24:00 ngày 20/8/2024", "24:00 ngày 20/8/2024"),
        ("7h30 ngày 5/8/2026", "07:30 ngày 05/8/2026", "07:30 ngày 05/8/2026"),
        ("08:00 – 11:00 ngày 31/7/2024", "08:00 – 11:00 ngày 31/7/2024", "từ 08:00 ngày 31/7/2024 đến 11:00 ngày 31/7/2024"),
        ("tháng ６/２０２４", "tháng 6/2024", JUNE),
    ],
)  # fmt: skip
def test_a_time_of_a_plan_is_understood_and_shown_back(text, words, meaning):
    found = read_time(text)
    assert (str(found), found.meaning) == (words, meaning)


@pytest.mark.parametrize(
    "text", ["", "hôm nào đó", "31/2/2024", "tháng 13/2024", "Quý V/2024", "20/8/2024 đến 10/8/2024", "25:00 ngày 1/6/2024", "cuối tháng"]
)  # fmt: skip
def test_what_is_not_understood_is_refused_and_never_becomes_now(text):
    with pytest.raises(NotATime):
        read_time(text)


DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31))


@given(DAYS, st.integers(0, 400), st.sampled_from(Precision), st.booleans(), st.integers(0, 24 * 60))
def test_the_words_of_a_time_read_as_the_same_time(day, length, precision, tentative, minute):
    start = local_midnight(day)
    if precision == Precision.MINUTE:
        start += datetime.timedelta(minutes=minute)
    end = start + datetime.timedelta(days=length) if length else None
    words = str(WrittenTime(start, end, precision, tentative))
    again = read_time(words)
    assert (str(again), again.tentative) == (words, tentative)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("31/7/2024 17:00", hanoi("2024-07-31 17:00")),
        ("31/07/2024 24:00", hanoi("2024-08-01")),
        ("24:00 ngày 31/7/2024", hanoi("2024-08-01")),
        ("17h ngày 31/7/2024", hanoi("2024-07-31 17:00")),
        ("2024-07-31 17:00", hanoi("2024-07-31 17:00")),
        ("8/5/2024 08:00", hanoi("2024-05-08 08:00")),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en-us"])
def test_a_moment_is_read_the_day_first_whatever_the_language(text, moment, language):
    with translation.override(language):
        assert read_moment(text) == moment
        assert LegalTimeFormField().clean(text) == moment


@given(st.datetimes(datetime.datetime(2000, 1, 1), datetime.datetime(2099, 12, 31)))
def test_an_end_that_is_saved_unchanged_stays_as_it_was(moment):
    at = local_midnight(moment.date()) + datetime.timedelta(minutes=moment.hour * 60 + moment.minute)
    shown = ClosingTimeInput().format_value(at)
    assert ClosingTimeFormField().clean(shown) == at
    assert "00:00" not in shown


def test_midnight_is_shown_as_2400_of_the_day_that_ends():
    assert ClosingTimeInput().format_value(hanoi("2024-08-01")) == "31/07/2024 24:00"


def test_an_end_without_its_time_is_asked_about():
    with pytest.raises(Exception, match="Vui lòng ghi cả giờ"):
        ClosingTimeFormField().clean("31/7/2024")


@pytest.mark.parametrize("language", ["vi", "en-us"])
def test_a_day_is_read_and_shown_the_day_first(language):
    with translation.override(language):
        assert DayField().clean("8/5/1990") == datetime.date(1990, 5, 8)
        assert DayInput().format_value(datetime.date(1990, 5, 8)) == "08/05/1990"


@given(st.datetimes(datetime.datetime(2000, 1, 1), datetime.datetime(2099, 12, 31)))
def test_seconds_that_nobody_typed_stay_where_nothing_is_changed(moment):
    at = local_midnight(moment.date()) + datetime.timedelta(
        hours=moment.hour, minutes=moment.minute, seconds=moment.second
    )
    assert ClosingTimeFormField().clean(ClosingTimeInput().format_value(at)) == at


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("8h00', ngày 31/7/2023", "08:00 ngày 31/7/2023"),
        ("14h30 phút ngày 30/7/2023", "14:30 ngày 30/7/2023"),
        ("14h30’ ngày 30/7/2023", "14:30 ngày 30/7/2023"),
        ("trong tháng 10/2023", "tháng 10/2023"),
        ("trong thời gian tháng 10/2023", "tháng 10/2023"),
        ("khoảng tháng 10/2023", "tháng 10/2023 (dự kiến)"),
        ("Từ ngày 01-10/8/2024", "01/8/2024 – 10/8/2024"),
        ("11-30/8/2024", "11/8/2024 – 30/8/2024"),
        ("từ ngày 30/9-05/10/2024", "30/9/2024 – 05/10/2024"),
        ("trong khoảng từ ngày 01/10 đến ngày 10/10/2024", "01/10/2024 – 10/10/2024 (dự kiến)"),
        ("tháng 8-9/2024", "tháng 8/2024 – tháng 9/2024"),
        ("Quý III-IV/2024", "Quý III/2024 – Quý IV/2024"),
    ],
)
def test_times_are_understood_as_plans_run_them_together(text, words):
    assert str(read_time(text)) == words


@pytest.mark.parametrize("text", ["10-01/8/2024", "01-32/8/2024", "tháng 9-8/2024", "8h60' ngày 31/7/2023"])
def test_what_runs_backwards_or_beyond_is_no_time(text):
    with pytest.raises(NotATime):
        read_time(text)

"""How dates, money and names are written and found."""

from __future__ import annotations

import datetime
import unicodedata
from fractions import Fraction

import pytest
from django.contrib.auth import get_user_model
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from contest_pages import vietnamese
from tests.factories.pages import hanoi


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Chuyển đổi số", "chuyen doi so"),
        (unicodedata.normalize("NFD", "Mường La"), "muong la"),
        ("  ĐẮK   NÔNG ", "dak nong"),
        ("Ô", "o"),
        ("", ""),
    ],
)
def test_search_text_has_no_diacritics(text, folded):
    assert vietnamese.fold(text) == folded


def test_an_address_has_plain_letters_only():
    assert vietnamese.slug_of("Thể lệ & Đề  thi") == "the-le-de-thi"
    assert vietnamese.slug_of("…") == ""


def test_money_has_dots_and_dong():
    assert vietnamese.money(5_000_000) == "5.000.000 đồng"
    assert vietnamese.money(0) == "0 đồng"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ((2026, 8, 5), "05/8/2026"),
        ((2024, 2, 2), "02/02/2024"),
        ((2024, 10, 10), "10/10/2024"),
        ((2024, 3, 31), "31/3/2024"),
    ],
)
def test_running_dates_follow_decree_30(day, words):
    assert vietnamese.running_date(datetime.date(*day)) == words


def test_midnight_closes_the_day_before_at_24_00():
    assert vietnamese.closing_moment(hanoi("2024-08-01")) == "24:00 ngày 31/7/2024"
    assert vietnamese.closing_moment(hanoi("2024-01-01")) == "24:00 ngày 31/12/2023"
    assert vietnamese.closing_moment(hanoi("2024-07-31 17:00")) == "17:00 ngày 31/7/2024"


@pytest.mark.parametrize(
    ("begin", "end", "words"),
    [
        ("2024-07-31 08:00", "2024-07-31 11:00", "08:00 – 11:00 ngày 31/7/2024"),
        ("2024-07-31 08:00", "2024-07-31 24:00", "08:00 – 24:00 ngày 31/7/2024"),
        ("2024-07-31 20:00", "2024-08-01 06:30", "20:00 ngày 31/7/2024 – 06:30 ngày 01/8/2024"),
    ],
)
def test_a_period_within_a_day_names_the_day_once(begin, end, words):
    assert vietnamese.between(hanoi(begin), hanoi(end)) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(250, "4 phút 10 giây"), (240, "4 phút"), (59.9, "59 giây"), (0, "0 giây")]
)
def test_lengths_are_minutes_and_seconds(seconds, words):
    assert vietnamese.length(seconds) == words


def test_sizes_have_a_decimal_comma():
    assert vietnamese.file_size(1_572_864) == "1,5 MB"
    assert vietnamese.file_size(500 * 1024**2) == "500 MB"
    assert vietnamese.file_size(2 * 1024**3) == "2 GB"


def test_the_second_language_has_its_own_words():
    with translation.override("en"):
        assert vietnamese.money(5_000_000) == "VND 5,000,000"
        assert vietnamese.length(61) == "1 minute 1 second"


@pytest.mark.parametrize(
    ("text", "thousandths", "shown"),
    [
        ("95,5", 95_500, "95,5"),
        ("95.50", 95_500, "95,5"),
        ("8,125", 8_125, "8,13"),
        ("8,1245", 8_125, "8,13"),
        ("8,1244", 8_124, "8,12"),
        ("0,005", 5, "0,01"),
        ("0,004", 4, "0"),
        ("999999,9995", 1_000_000_000, "1000000"),
        (" 7 ", 7_000, "7"),
    ],
)
def test_points_are_read_as_thousandths_and_shown_half_up(text, thousandths, shown):
    assert vietnamese.read_points(text) == thousandths
    assert vietnamese.points(thousandths) == shown


def test_no_points_are_none():
    assert vietnamese.read_points("  ") is None


@pytest.mark.parametrize(
    "text", ["chín", "NaN", "-1", "+1", "1e3", "1.000.000", "1,2,3", "²", "1234567", ","]
)
def test_an_invalid_number_of_points_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011  (its text is what was typed)
        vietnamese.read_points(text)


@given(st.integers(0, 999_999), st.text("0123456789", max_size=20), st.sampled_from(",."))
def test_points_are_the_nearest_thousandth_and_halves_go_up(whole, decimals, separator):
    text = f"{whole}{separator}{decimals}" if decimals else str(whole)
    exact = Fraction(f"{whole}.{decimals}" if decimals else whole) * 1000
    read = vietnamese.read_points(text)
    assert exact - Fraction(1, 2) < read <= exact + Fraction(1, 2)
    assert vietnamese.read_points(vietnamese.points(read)) == 10 * vietnamese.half_up(read, 10)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Lò Thị Mai", "LM"),
        ("Nhóm Sông Đà", "NĐ"),
        (unicodedata.normalize("NFD", "ẩn Ý"), "ẨÝ"),
        ("THPT Ban Trắng", "TT"),
        ("Hoa", "H"),
        ("“Sơn La số” (nhóm)", "SS"),
        ("", ""),
    ],
)
def test_initials_are_those_of_the_family_name_and_of_the_given_name(name, letters):
    assert vietnamese.initials(name) == letters


@pytest.mark.parametrize(
    ("family", "own", "name"),
    [("Lò Thị", "Mai", "Lò Thị Mai"), ("Lò", "Bình", "Lò Bình"), ("", "Bình", "Bình"), ("", "", "binh")],
)
def test_the_name_of_an_account_begins_with_the_family_name_wherever_it_is_asked_for(family, own, name):
    user = get_user_model()(username="binh", first_name=own, last_name=family)
    assert vietnamese.person_name(user) == name
    assert user.get_full_name() == name
    assert vietnamese.person_name(None) == ""

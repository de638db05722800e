"""Phone numbers as people write them, and numbers in what browsers send."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.data.identity import is_mobile, tidy_phone
from contest_pages.data.numbers import read_number


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678",
        "+84 912 345 678",
        "+84 (0)912 345 678",
        "0912–345–678",
        "0912‑345−678",
        "0912/345/678",
        "0912.345.678",
        "0912_345_678",
        "\u202a0912345678\u202c",
        "\u200e0912\u200b345678",
        "０９１２３４５６７８",
        "٠٩١٢٣٤٥٦٧٨",
        "0912 345 678 (Zalo)",
        "Zalo: 0912345678",
        "ĐT: 0912 345 678",
        "SĐT 0912345678",
        "Số điện thoại: 0912345678",
        "Tel. 0912345678",
        "đtdđ 0912345678",
    ],
)
def test_a_mobile_number_is_understood_however_it_is_written(typed):
    assert tidy_phone(typed) == "0912345678"
    assert is_mobile(tidy_phone(typed))


@pytest.mark.parametrize("typed", ["0212 385 2011", "(024) 3825 3333", "+84 28 3822 5678"])
def test_a_landline_is_a_number_to_which_no_code_goes(typed):
    assert not is_mobile(tidy_phone(typed))


@pytest.mark.parametrize(
    "typed",
    [
        "091234567",  # nine digits
        "09123456789",  # eleven
        "01681234567",  # a prefix from before 2018
        "0000000000",
        "0671234567",
        "1900 1234",
        "1800 1234",
        "+1 202 555 0101",
        "0912345678 / 0987654321",
        "0912345678, 0987654321",
        "0912345678 gọi sau 17 giờ",
        "O912345678",
        "0912 345 67x",
    ],
)
def test_what_no_message_could_reach_is_refused(typed):
    with pytest.raises(ValueError):  # noqa: PT011
        tidy_phone(typed)


@pytest.mark.parametrize("text", ["", None, "-1", "+1", "1.5", "1 2", "²", "٣", "１", "1" * 5000, "9" * 10])
def test_what_is_no_plain_number_is_none(text):
    assert read_number(text) is None


@given(st.integers(0, 999_999_999))
def test_a_plain_number_is_read(number):
    assert read_number(str(number)) == number

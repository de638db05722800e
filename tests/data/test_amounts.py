"""Amounts of money as editors type them from a plan."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.data.amounts import read_amount
from contest_pages.http.amount_field import AmountField


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("5.000.000", 5_000_000),
        ("5,000,000", 5_000_000),
        ("5 000 000", 5_000_000),
        ("5\u00a0000\u00a0000", 5_000_000),
        ("5000000", 5_000_000),
        ("5.000.000 đồng", 5_000_000),
        ("5.000.000đ", 5_000_000),
        ("5,000,000 VNĐ", 5_000_000),
        ("5 triệu", 5_000_000),
        ("5 triệu đồng", 5_000_000),
        ("5tr", 5_000_000),
        ("1,5 tỷ", 1_500_000_000),
        ("2.5 triệu", 2_500_000),
        ("500k", 500_000),
        ("500 nghìn đồng", 500_000),
        ("500 ngàn", 500_000),
        ("5 triệu 500 nghìn", 5_500_000),
        ("500.000", 500_000),
        ("٥٠٠٠٠٠", 500_000),
        ("0", 0),
    ],
)
def test_an_amount_is_read_as_it_is_meant(typed, amount):
    assert read_amount(typed) == amount
    assert AmountField().clean(typed) == amount


@pytest.mark.parametrize(
    "typed",
    [
        "5.00",
        "5,5",
        "5.0000",
        "5.000,5",
        "1.000.00",
        "-5",
        "năm triệu",
        "5 triệu mỗi giải",
        "5 USD",
        "đồng",
        "5%",
        "1" * 5000,
    ],
)
def test_what_could_be_meant_in_two_ways_is_asked_about(typed):
    with pytest.raises(ValidationError, match=r"5\.000\.000"):
        AmountField().clean(typed)


@given(st.integers(0, 10**12))
def test_what_is_shown_is_read_back(amount):
    field = AmountField()
    assert field.clean(field.prepare_value(amount)) == amount


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1.000.000 đồng (Một triệu đồng)", 1_000_000),
        ("5.000.000 đồng (Bằng chữ: Năm triệu đồng chẵn)", 5_000_000),
        ("2.000.000đồng/1 giải", 2_000_000),
        ("1.000.000/1 giải.", 1_000_000),
        ("500.000 đồng/người", 500_000),
        ("Mỗi giải trị giá 3.000.000 đồng", 3_000_000),
        ("Trị giá: 15.000.000 đồng (Mười năm triệu đồng)", 15_000_000),
    ],
)
def test_what_plans_write_beside_an_amount_is_understood(typed, amount):
    assert read_amount(typed) == amount


@pytest.mark.parametrize(
    "typed",
    ["5.000.000 đồng (Ba triệu đồng)", "5.000.000 (khoảng)", "5.000.000/tháng", "(Năm triệu đồng)", "2 giải"],
)
def test_an_amount_that_contradicts_its_words_is_asked_about(typed):
    with pytest.raises(ValidationError):
        AmountField().clean(typed)

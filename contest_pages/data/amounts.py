"""Amounts of money as people write them."""

from __future__ import annotations

import re

from contest_pages.vietnamese import one_sign

from .numbers import plain_digits

_CURRENCY = re.compile(r"\s*(?:đồng|vnđ|vnd|đ|₫)\.?$")
_UNITS = {
    "": 1,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "k": 10**3,
    "triệu": 10**6,
    "tr": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}
_AMOUNT = re.compile(r"([0-9][0-9., ]*)\s*(nghìn|ngàn|k|triệu|tr|tỷ|tỉ|)(?![^\W\d_])\s*")
_GROUPED = re.compile(r"[0-9]{1,3}([., ])[0-9]{3}(?:\1[0-9]{3})*")
_DECIMAL = re.compile(r"([0-9]{1,6})[.,]([0-9]{1,3})")


def read_amount(text: str) -> int:
    """Return an amount in đồng as people write it: "5.000.000", "5,000,000 đồng", "5 triệu", "1,5 tỷ", "500k".

    ValueError for what is no amount, for parts of a đồng, and for "5.00", which may be meant as anything.
    """
    return read_count(_CURRENCY.sub("", plain_digits(one_sign(text)).lower()))


def read_count(text: str) -> int:
    """Return a whole number as people write it: "300", "1.000", "1,000", "1 000", "5 triệu", "1,5 nghìn".

    ValueError for what is no number, for parts of one, and for "5.00", which may be meant as anything.
    """
    written = plain_digits(one_sign(text)).lower()
    total, rest = 0, written
    while rest:
        found = _AMOUNT.match(rest)
        if found is None:
            raise ValueError(text)
        total += _times(found[1].strip(), _UNITS[found[2]], text)
        rest = rest[found.end() :]
    if not written:
        raise ValueError(text)
    return total


def _times(number: str, unit: int, text: str) -> int:
    if number.isdigit() and len(number) <= 15:
        return int(number) * unit
    if _GROUPED.fullmatch(number) and len(number) <= 20:
        return int(re.sub("[^0-9]", "", number)) * unit
    decimal = _DECIMAL.fullmatch(number)
    if decimal is None or unit == 1:
        raise ValueError(text)
    whole, parts = decimal[1], decimal[2]
    return int(f"{whole}{parts:0<3}") * unit // 1000

"""Amounts of money as people write them."""

from __future__ import annotations

import re

from contest_pages.vietnamese import fold, one_sign

from .amount_words import amount_in_words
from .numbers import plain_digits

_CURRENCY = re.compile(r"\s*(?:đồng|vnđ|vnd|đ|₫)\.?$")
#: What a plan adds to the worth of a prize: "2.000.000 đồng/1 giải", "mỗi giải trị giá 3.000.000 đồng".
_EACH = re.compile(r"\s*/\s*(?:0?1\s+)?(?:giải|suất|người|đội|cá nhân|tập thể|tác phẩm|phần quà)\.?$")
_WORTH = re.compile(r"^(?:mỗi\s+(?:giải|suất|người|đội)\s*:?\s*)?(?:trị\s+giá\s*:?\s*)?")
_IN_WORDS = re.compile(r"\s*\((?:bằng chữ|số tiền bằng chữ|viết bằng chữ)?:?\s*([^()0-9]+)\)\.?$")
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

    What plans write beside it is understood: "mỗi giải trị giá 3.000.000 đồng", "2.000.000đồng/1 giải",
    "5.000.000 đồng (Năm triệu đồng)". ValueError for what is no amount, for parts of a đồng, for "5.00", which may be
    meant as anything, and where the words are those of another amount.
    """
    plain = _WORTH.sub("", plain_digits(one_sign(text)).strip().lower())
    words = _IN_WORDS.search(plain)
    if words:
        plain = plain[: words.start()]
    amount = read_count(_CURRENCY.sub("", _EACH.sub("", plain)))
    if words and _without_currency(words[1]) != _without_currency(amount_in_words(amount)):
        raise ValueError(text)
    return amount


def _without_currency(words: str) -> str:
    """Return an amount in words to be compared: without currency, case, marks and the spellings that people vary."""
    plain = fold(words).removesuffix(" chan").removesuffix(" dong")
    return " ".join(
        plain.replace("ngan", "nghin").replace("lam", "nam").replace("tram linh", "tram le").split()
    )


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

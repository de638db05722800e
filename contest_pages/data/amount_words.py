"""Amounts in words, as decisions and receipts write them."""

from __future__ import annotations

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_THOUSANDS = ("", "nghìn", "triệu")
#: So many đồng can be said.
MOST = 10**15


def amount_in_words(amount: int) -> str:
    """Return an amount in đồng in words: 5000000 → "năm triệu đồng", 1015 → "một nghìn không trăm mười lăm đồng".

    Raises ValueError below 0 and from a million billions on.
    """
    return f"{number_in_words(amount)} đồng"


def number_in_words(number: int) -> str:
    """Return a whole number from 0 to below 10¹⁵ in words, without a capital."""
    if not 0 <= number < MOST:
        raise ValueError(number)
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, 10**9)
    words = [*_below_billion(billions, is_first=True), "tỷ"] if billions else []
    return " ".join(words + _below_billion(rest, is_first=not billions))


def _below_billion(number: int, *, is_first: bool) -> list[str]:
    words = []
    for power in (2, 1, 0):
        group = number // 1000**power % 1000
        if group:
            words += _below_thousand(group, is_first=is_first and not words)
            words += [_THOUSANDS[power]] if power else []
    return words


def _below_thousand(number: int, *, is_first: bool) -> list[str]:
    """Return the words of one group; behind another one its hundreds are said even where there are none."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or not is_first else []
    if tens > 1:
        words += [_DIGITS[tens], "mươi"]
    elif tens == 1:
        words.append("mười")
    elif ones and words:
        words.append("linh")
    if ones:
        words.append(_one(ones, tens))
    return words


def _one(ones: int, tens: int) -> str:
    if ones == 1 and tens > 1:
        return "mốt"
    if ones == 4 and tens > 1:
        return "tư"
    if ones == 5 and tens:
        return "lăm"
    return _DIGITS[ones]

"""Cells of workbooks, from the values and formats that files hold."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from .number_formats import plain, shown
from .sheets import EMPTY, Cell
from .texts import tidy_lines

#: What a spreadsheet shows where a formula failed.
_FAILED = re.compile(
    r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|\?)|(?:Err|Lỗi):[0-9]{3}"
)
_RAISED = {
    "super": dict(zip("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", strict=True)),
    "sub": dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True)),
}


def of_text(parts: Iterable[tuple[str, str]]) -> Cell:
    """Return a cell of text, given in parts with "super", "sub" or "" each.

    Raised and lowered digits become the signs that look so; where there are none, the cell is not exact.
    """
    text, is_exact = "", True
    for part, place in parts:
        signs = _RAISED.get(place, {})
        if place and part.strip() and not all(c in signs or c.isspace() for c in part):
            signs, is_exact = {}, False
        text += "".join(signs.get(c, c) for c in part)
    text = tidy_lines(text)
    if _FAILED.fullmatch(text):
        return failed(text)
    return Cell(text, text, is_exact=is_exact) if text else EMPTY


def of_value(
    value: bool | int | float | datetime.date | datetime.time | datetime.timedelta, code: str
) -> Cell:
    """Return a cell with a value and the format of its cell."""
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE", value)
    text = shown(value, code)
    kept = None if isinstance(value, datetime.timedelta) else value
    return Cell(plain(value) if text is None else text, kept, is_exact=text is not None)


def failed(text: str) -> Cell:
    """Return the cell of a formula that failed."""
    return Cell(text, problem=_("A formula failed here. Please write the value."))


def unsaved() -> Cell:
    """Return the cell of a formula whose value the file does not hold."""
    return Cell("", problem=_("A formula stands here whose value was not saved. Please write the value."))

"""What a spreadsheet makes of what people write, undone."""

from __future__ import annotations

import datetime
import re

#: What Excel shows where a formula failed.
FAILED = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})
# Day 0 of Excel's calendar, as it counts from March 1900 on.
_DAY_ZERO = datetime.date(1899, 12, 30)
_FIRST_DAY, _LAST_DAY = 61, 60_000  # 1900 to 2064: other numbers are no birth dates


def text_of(cell) -> str:
    """Return a cell as a person reads it: whole numbers without ".0", dates as day/month/year, single spaces."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime.datetime | datetime.date):
        return f"{cell:%d/%m/%Y}"
    return " ".join(str(cell).split())


def phone_of(cell) -> str:
    """Return a phone number; one of nine digits has lost its leading 0 to a column of numbers."""
    text = text_of(cell)
    digits = re.sub(r"[\s.-]", "", text)
    return f"0{digits}" if re.fullmatch(r"[1-9]\d{8}", digits) else text


def identity_of(cell) -> str:
    """Return a personal identity number; one of eleven digits or fewer has lost leading zeros."""
    text = text_of(cell)
    digits = re.sub(r"[\s.-]", "", text)
    return digits.zfill(12) if re.fullmatch(r"\d{9,11}", digits) and not isinstance(cell, str) else text


def day_of(cell) -> str:
    """Return a day as day/month/year, also where a date became the number of its day in Excel's calendar."""
    text = text_of(cell)
    if re.fullmatch(r"\d{2,5}", text) and _FIRST_DAY <= int(text) <= _LAST_DAY:
        return f"{_DAY_ZERO + datetime.timedelta(days=int(text)):%d/%m/%Y}"
    # A day and a time that was never meant: 05/8/1990 00:00:00
    return re.sub(r"[ T]00:00(:00)?$", "", text)

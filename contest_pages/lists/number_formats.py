"""Numbers and times as a spreadsheet in Vietnam shows them, by the format of their cell (ECMA-376, part 1, 18.8.31)."""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal

#: Quoted and escaped text, fillers, [conditions and currencies], and the signs that mean something.
_TOKEN = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|General|AM/PM|A/P|y+|m+|d+|h+|s+(?:\.0+)?|[0#?]+(?:[,.]?[0#?]+)*|.', re.I
)
_DAY_ZERO = datetime.datetime(1899, 12, 30)  # noqa: DTZ001  (a spreadsheet knows no time zones)
#: Digits that a spreadsheet shows where nobody chose a format.
_GENERAL_DIGITS = 15


def shown(value: int | float | datetime.date | datetime.time | datetime.timedelta, code: str) -> str | None:
    """Return a number, day or time as its cell shows it: 0.8 as "80 %", 2500000 as "2.500.000".

    Returns None for a format that is not understood.
    """
    if isinstance(value, datetime.timedelta):
        value = _DAY_ZERO + value
    if isinstance(value, datetime.date | datetime.time):
        return _time(value, _section(code, 1))
    if not isinstance(value, int | float):
        return None
    section = _section(code, value)
    if section.lower() in ("general", "@"):
        return general(value)
    return _number(value, section, is_negative_shown=";" not in code)


def general(value: int | float) -> str:
    """Return a number as it was typed: 10.3 as "10,3", 3.0 as "3"."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**_GENERAL_DIGITS:
        value = int(value)
    text = str(value) if isinstance(value, int) else f"{value:.{_GENERAL_DIGITS}g}"
    return text.replace(".", ",")


def plain(value) -> str:
    """Return a value whose form in the sheet is not known: days as day/month/year."""
    if isinstance(value, datetime.datetime) and (value.hour, value.minute, value.second) != (0, 0, 0):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    return general(value) if isinstance(value, int | float) else str(value)


def _section(code: str, value: float) -> str:
    sections = code.split(";") if '"' not in code else re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)
    sections = [section for section in sections if section] or ["General"]
    if value < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]


def _literal(part: str) -> str | None:
    """Return what a part of a format stands for where it is text; None for all others."""
    if part.startswith('"'):
        return part[1:-1]
    if part.startswith("\\"):
        return part[1]
    if part.startswith("_"):
        return " "
    if part.startswith("[$"):
        return part[2:-1].partition("-")[0]
    if part.startswith(("*", "[")):
        return ""
    return part if part in " -+()/:.,₫đ%" or not part.isascii() else None


def _number(value: float, section: str, *, is_negative_shown: bool) -> str | None:
    """Return a number by its placeholders, with a comma before decimals and stops between thousands."""
    parts, is_placed = [], False
    percents = section.count("%")
    number = abs(Decimal(repr(value))) * 100**percents
    for token in _TOKEN.findall(section):
        if re.fullmatch(r"[0#?,.]+", token) and re.search("[0#?]", token):
            if is_placed:
                return None
            is_placed = True
            whole, _point, decimals = token.partition(".")
            parts.append(_digits(number, whole, decimals))
        elif (text := _literal(token)) is not None:
            parts.append(text)
        else:
            return None
    sign = "-" if value < 0 and is_negative_shown else ""
    text = " ".join(f"{sign}{''.join(parts)}".split())
    return re.sub(r"(?<=[0-9])%", " %", text) if is_placed else None


def _digits(number: Decimal, whole: str, decimals: str) -> str:
    rounded = number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    digits, _point, rest = f"{rounded:f}".partition(".")
    digits = digits.zfill(whole.count("0")) if whole.count("0") else digits.lstrip("0")
    if "," in whole.strip(","):
        digits = re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+$)", ".", digits)
    optional = len(decimals) - len(decimals.rstrip("#?"))
    while optional and rest.endswith("0"):
        rest, optional = rest[:-1], optional - 1
    return f"{digits},{rest}" if rest else digits


def _time(value: datetime.date | datetime.time, section: str) -> str | None:
    """Return a day or time by its letters; names of months and weekdays differ between computers: None."""
    if section.lower() == "general":
        return None
    tokens = _TOKEN.findall(section)
    has_half = any(token.upper() in ("AM/PM", "A/P") for token in tokens)
    parts, before = [], ""
    for place, token in enumerate(tokens):
        letter = token[0].lower()
        if letter in "ymdhs" and token[0] not in '"\\':
            following = next((t[0].lower() for t in tokens[place + 1 :] if t[0].lower() in "ymdhs"), "")
            is_minute = letter == "m" and len(token) < 3 and (before == "h" or following == "s")
            text = _part(value, "n" if is_minute else letter, token, has_half)
            before = letter
        elif token.upper() in ("AM/PM", "A/P"):
            hour = getattr(value, "hour", 0)
            text = "SA" if hour < 12 else "CH"
        else:
            text = _literal(token)
        if text is None:
            return None
        parts.append(text)
    return " ".join("".join(parts).split())


def _part(value, letter: str, token: str, has_half: bool) -> str | None:
    if letter in "ymd" and not isinstance(value, datetime.date):
        return None
    if letter in "md" and len(token) > 2:
        return None
    if letter == "y":
        return f"{value.year:04}" if len(token) > 2 else f"{value.year % 100:02}"
    hour = getattr(value, "hour", 0)
    number = {
        "m": getattr(value, "month", 0),
        "d": getattr(value, "day", 0),
        "h": (hour % 12 or 12) if has_half else hour,
        "n": getattr(value, "minute", 0),
        "s": getattr(value, "second", 0),
    }[letter]
    return f"{number:02}" if len(token.partition(".")[0]) > 1 else str(number)

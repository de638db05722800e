"""What stands in a cell, as the text that a form's field takes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from contest_pages.data.days import read_day, read_moment
from contest_pages.data.numbers import read_number
from contest_pages.vietnamese import fold

from .sheets import Cell

# Day 0 of Excel's calendar, as it counts from March 1900 on.
_DAY_ZERO = datetime.date(1899, 12, 30)
_FIRST_DAY, _LAST_DAY = 61, 60_000  # 1900 to 2064: other numbers are no birth dates
_YEARS = range(1900, 2101)
_BETWEEN = ";, \n"
_YES = {"co", "x", "v", "1", "true", "yes", "y", "c", "da", "roi", "da co", "dung", "✓", "✔", "☑", "☒", "+"}
_NO = {"khong", "ko", "kh", "k", "chua", "khong co", "chua co", "0", "false", "no", "n", "-", "sai", "☐", ""}


def text_of(cell: Cell) -> str:
    """Return what is shown, in one line."""
    return " ".join(cell.text.split())


def exact_text_of(cell: Cell) -> str:
    """Return what is shown, line by line. Raises ValueError where the file does not say how a number is shown."""
    if not cell.is_exact:
        raise ValueError(
            _(
                "How this cell is shown cannot be told from the file. In Excel format the cell as “Text” and type it again."
            )
        )
    return cell.text


def code_of(cell: Cell) -> str:
    """Return a code: of a number its digits, whatever stops or spaces its cell shows."""
    if (
        isinstance(cell.value, int | float)
        and not isinstance(cell.value, bool)
        and float(cell.value).is_integer()
    ):
        shown = text_of(cell)
        return shown if shown.isdigit() else str(int(cell.value))
    return text_of(cell)


def phone_of(cell: Cell) -> str:
    """Return a phone number; one of nine digits has lost its leading 0 to a column of numbers."""
    text = code_of(cell)
    digits = re.sub(r"[\s.-]", "", text)
    return f"0{digits}" if re.fullmatch(r"[1-9][0-9]{8}", digits) else text


def identity_of(cell: Cell) -> str:
    """Return a personal identity number; as a number of ten or eleven digits it has lost its leading zeros.

    One of nine digits is an old identity card's, which is another number.
    """
    text = code_of(cell)
    is_number = isinstance(cell.value, int | float)
    digits = re.sub(r"[\s.-]", "", text)
    return digits.zfill(12) if re.fullmatch(r"[0-9]{10,11}", digits) and is_number else text


def day_of(cell: Cell) -> str:
    """Return a day as day/month/year, also where a date became the number of its day in Excel's calendar.

    "1990" is a year of birth, not the day of that number in 1905: it stays, as does all that is no day.
    """
    if isinstance(cell.value, datetime.date):
        return f"{cell.value:%d/%m/%Y}"
    text = text_of(cell)
    number = read_number(code_of(cell), 5) or 0
    if _FIRST_DAY <= number <= _LAST_DAY and number not in _YEARS:
        return f"{_DAY_ZERO + datetime.timedelta(days=number):%d/%m/%Y}"
    day = read_day(text)
    return f"{day:%d/%m/%Y}" if day else text


def moment_of(cell: Cell) -> str:
    """Return a day with its time as day/month/year and hours."""
    moment = cell.value if isinstance(cell.value, datetime.datetime) else read_moment(text_of(cell))
    return f"{moment:%d/%m/%Y %H:%M}" if moment else text_of(cell)


def yes_or_no(text: str) -> bool:
    """Return what a cell of yes or no says: "Có", "x", "TRUE", "1"; "Chưa", "K", "-", nothing. ValueError for others."""
    word = fold(text).strip(" .")
    if word in _YES:
        return True
    if word in _NO or text.strip() in ("-", "–", "—"):
        return False
    raise ValueError(_("Write “Có” or “Không”."))


def yes_no_of(cell: Cell) -> str:
    """Return "Yes" or "No" in the user's language, nothing for an empty cell. Raises ValueError for other texts."""
    if isinstance(cell.value, bool):
        return _("Yes") if cell.value else _("No")
    if not cell.text:
        return ""
    return _("Yes") if yes_or_no(cell.text) else _("No")


def split_choices(text: str, choices: Sequence[str]) -> list[str]:
    """Return the choices that a cell names, separated by semicolons, commas or lines; a choice may hold them itself.

    What is no choice is returned as it stands, so that the form refuses it by name.
    """
    by_length = sorted(choices, key=len, reverse=True)
    found, rest = [], text.strip(_BETWEEN)
    while rest:
        known = next((c for c in by_length if _begins(rest, c)), None)
        taken = rest[: len(known)] if known is not None else re.split(r"[;,\n]", rest, maxsplit=1)[0]
        found.append(known if known is not None else taken.strip())
        rest = rest[len(taken) :].strip(_BETWEEN)
    return found


def _begins(text: str, choice: str) -> bool:
    """Say whether a text begins with a choice, whatever its case and marks, and then ends or goes on to the next."""
    return fold(text[: len(choice)]) == fold(choice) and text[len(choice) :].strip(" ")[:1] in (
        "",
        *_BETWEEN.strip(),
    )

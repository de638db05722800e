"""How official documents name themselves, after Decree 30/2020, Annex I."""

from __future__ import annotations

import datetime
import re

from django.utils.translation import gettext as _

from contest_pages.vietnamese import running_date, tidy

_LABEL = re.compile(r"^\s*số\s*:\s*", re.IGNORECASE)


def tidy_number(text: str) -> str:
    """Return number and symbol without the word "Số:" before them and without dots that hold a place free."""
    return re.sub(r"^[\s.…_]*(?=/)", "", _LABEL.sub("", tidy(text)))


def has_number(number: str) -> bool:
    """Say whether the number is given: a symbol alone ("/KH-UBND") waits for it."""
    return bool(number) and not number.startswith("/")


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that are not empty."""
    return [line for line in map(str.strip, text.splitlines()) if line]


def recipients_of(text: str) -> list[str]:
    """Return the recipients as the decree writes them: "- UBND tỉnh;", and the last with a full stop."""
    names = [line.lstrip("-–+ ").rstrip(";., ") for line in lines_of(text)]
    names = [name for name in names if name and name.lower().rstrip(":") != "nơi nhận"]
    return [f"- {name}{'.' if place == len(names) else ';'}" for place, name in enumerate(names, start=1)]


def place_and_date(place: str, day: datetime.date | None) -> str:
    """Return "Sơn La, ngày 05 tháng 8 năm 2026"; a date that is not set yet is left free."""
    # Days below 10 and the months January and February have a nought before them (Annex I, II.4).
    values = {
        "day": f"{day.day:02}" if day else "     ",
        "month": (f"{day.month:02}" if day.month < 3 else day.month) if day else "     ",
        "year": day.year if day else "       ",
    }
    words = _("day %(day)s month %(month)s year %(year)s") % values
    return f"{place}, {words}" if place else words


def citation(kind: str, number: str, issued_on: datetime.date | None, issuer: str) -> str:
    """Return how other texts cite a document: "Kế hoạch số 77/KH-UBND ngày 05/8/2026 của UBND tỉnh"."""
    words = str(kind)
    if has_number(number):
        words = _("%(document)s No. %(number)s") % {"document": words, "number": number}
    if issued_on is not None:
        words = _("%(document)s of %(day)s") % {"document": words, "day": running_date(issued_on)}
    return _("%(document)s by %(issuer)s") % {"document": words, "issuer": issuer} if issuer else words

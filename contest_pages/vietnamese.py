"""How Vietnamese is written here: search without marks, dates, money, sizes.

Running text follows Decree 30/2020, annex I: days below 10 and months 1 and 2 take a zero, months
3 to 9 do not.
"""

from __future__ import annotations

import datetime
import unicodedata

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_MEGABYTE = 1024**2


def fold(text: str) -> str:
    """Return `text` in lower case, without marks, đ as d, spaces as one: "Mường  La" → "muong la"."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def slug_of(text: str) -> str:
    """Return `text` as a part of an address: "Thể lệ & giải" → "the-le-giai"; "" where no letter is left."""
    return slugify(fold(text))


def tidy(text: str) -> str:
    """Return `text` composed (NFC) and with single spaces, as it is stored."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def money(amount: int) -> str:
    """Return an amount in đồng: 5000000 → "5.000.000 đồng"."""
    return _("%(amount)s VND") % {"amount": f"{amount:,}".replace(",", ".")}


def running_date(day: datetime.date) -> str:
    """Return a date for running text: 05/8/2026, 02/02/2024."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"


def running_month(day: datetime.date) -> str:
    """Return a month for running text: "tháng 6/2024"."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return _("%(month)s/%(year)s (month)") % {"month": month, "year": day.year}


def quarter(day: datetime.date) -> str:
    """Return the quarter of a date: "Quý III/2024"."""
    roman = ("I", "II", "III", "IV")[(day.month - 1) // 3]
    return _("quarter %(quarter)s/%(year)s") % {"quarter": roman, "year": day.year}


def moment(when: datetime.datetime) -> str:
    """Return a local time and date for running text: "07:00 ngày 05/8/2026"."""
    local = timezone.localtime(when)
    return _("%(time)s on %(date)s") % {"time": f"{local:%H:%M}", "date": running_date(local)}


def closing_moment(when: datetime.datetime) -> str:
    """Return a closing time as plans write it: midnight is 24:00 of the day that ends."""
    time, day = _closing(when)
    return _("%(time)s on %(date)s") % {"time": time, "date": running_date(day)}


def between(begin: datetime.datetime, end: datetime.datetime) -> str:
    """Return from when until when, one day said once: "08:00 – 11:00 ngày 31/7/2024"."""
    local = timezone.localtime(begin)
    time, day = _closing(end)
    if day != local.date():
        return f"{moment(begin)} – {closing_moment(end)}"
    return _("%(time)s on %(date)s") % {"time": f"{local:%H:%M} – {time}", "date": running_date(day)}


def _closing(when: datetime.datetime) -> tuple[str, datetime.date]:
    local = timezone.localtime(when)
    if (local.hour, local.minute) != (0, 0):
        return f"{local:%H:%M}", local.date()
    return "24:00", local.date() - datetime.timedelta(days=1)


def days_until(at: datetime.datetime, now: datetime.datetime, *, is_closing: bool) -> str:
    """Return the days until a moment in words; 24:00 belongs to the day that ends: "còn 5 ngày"."""
    last = timezone.localdate(at - datetime.timedelta(microseconds=1) if is_closing else at)
    days = (last - timezone.localdate(now)).days
    if is_closing:
        if days <= 0:
            return _("today is the last day")
        return ngettext("%(count)d day left", "%(count)d days left", days) % {"count": days}
    if days <= 0:
        return _("opens today")
    return ngettext("opens in %(count)d day", "opens in %(count)d days", days) % {"count": days}


def length(seconds: float) -> str:
    """Return a length in minutes and seconds, rounded down: 250.9 → "4 phút 10 giây"."""
    minutes, rest = divmod(int(seconds), 60)
    parts = []
    if minutes:
        parts.append(ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes})
    if rest or not minutes:
        parts.append(ngettext("%(count)d second", "%(count)d seconds", rest) % {"count": rest})
    return " ".join(parts)


def file_size(size: int) -> str:
    """Return a size in MB or GB with a decimal comma: 1572864 → "1,5 MB"."""
    unit, value = ("GB", size / _MEGABYTE / 1024) if size >= 1024 * _MEGABYTE else ("MB", size / _MEGABYTE)
    return f"{value:.1f}".rstrip("0").rstrip(".").replace(".", ",") + f" {unit}"


def points(score) -> str:
    """Return points with a decimal comma and without idle zeros: 95.50 → "95,5"."""
    text = f"{score:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")


def local_midnight(day: datetime.date) -> datetime.datetime:
    """Return the aware start of a local day."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def place_and_date(now: datetime.datetime) -> str:
    """Return the line for place and date; the place is left to be written by hand."""
    day = timezone.localdate(now)
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return _("…………, day %(day)s month %(month)s year %(year)s") % {
        "day": f"{day.day:02}",
        "month": month,
        "year": day.year,
    }

"""Vietnamese text: search without marks, dates, money, sizes.

Running text follows Decree 30/2020, annex I: days below 10 and months 1 and 2 take a zero, months
3 to 9 do not.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

_MEGABYTE = 1024**2
#: Characters beyond which posters set a title smaller.
_LONG_TITLE = 44


#: Signs that keyboards, phones and word processors write for one another, and what they are written as.
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("ÐƉ", "Đ"),
        **dict.fromkeys("ðɖ", "đ"),
        **dict.fromkeys("‘’‚‛`´ʹʻʼʽˈ′‵＇", "'"),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    }
)
#: Grave, acute, tilde, hook above, dot below: the five tones, decomposed.
TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
#: Joins the parts of an emoji; all other signs without a width come from copying.
_EMOJI_JOINER = "\u200d"


def fold(text: str) -> str:
    """Return `text` in lower case, without marks, đ as d, spaces as one: "Mường  La" → "muong la"."""
    decomposed = unicodedata.normalize("NFKD", one_sign(text).lower().replace("đ", "d"))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def one_sign(text: str) -> str:
    """Return `text` with one apostrophe, one hyphen and one Đ for all that look like them, and plain letters for wide ones."""
    return tidy(unicodedata.normalize("NFKC", text.translate(_ALIKE)))


def slug_of(text: str) -> str:
    """Return `text` as a part of an address: "Thể lệ & giải" → "the-le-giai"; "" where no letter is left."""
    return slugify(fold(text))


def tidy(text: str) -> str:
    """Return `text` composed (NFC), with single spaces and nothing invisible, as it is stored."""
    if not text.isascii():
        text = "".join(c for c in text if unicodedata.category(c) != "Cf" or c == _EMOJI_JOINER)
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def person_name(user) -> str:
    """Return the name of an account, family name first: last name Lò Thị, first name Mai → "Lò Thị Mai"; else its user name.

    "" for None: an account that is gone.
    """
    if user is None:
        return ""
    if hasattr(user, "last_name") and hasattr(user, "first_name"):
        return tidy(f"{user.last_name} {user.first_name}") or user.get_username()
    return user.get_full_name() or user.get_username()


def thousands(number: int) -> str:
    """Return a whole number with points between its thousands: 5000000 → "5.000.000"."""
    return f"{number:,}".replace(",", ".")


def money(amount: int) -> str:
    """Return an amount in đồng as the language writes it: 5000000 → "5.000.000 đồng", in English "VND 5,000,000"."""
    separator = pgettext("between thousands", ",")
    return _("VND %(amount)s") % {"amount": f"{amount:,}".replace(",", separator)}


def running_date(day: datetime.date) -> str:
    """Return a date for running text: 05/8/2026, 02/02/2024."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"


def running_month(day: datetime.date) -> str:
    """Return a month for running text: "tháng 6/2024"."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return pgettext("month", "%(month)s/%(year)s") % {"month": month, "year": day.year}


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
    """Return from when until when, a common day only once: "08:00 – 11:00 ngày 31/7/2024"."""
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


def clock(seconds: float) -> str:
    """Return a length as players show it, rounded down: 250.9 → "4:10", 3725 → "1:02:05"."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"


def duration(span: datetime.timedelta) -> str:
    """Return a span in hours, minutes and seconds without those that are none: 26 h → "26 giờ", 90 s → "1 phút 30 giây"."""
    hours, rest = divmod(int(span.total_seconds()), 3600)
    if not hours:
        return length(rest)
    words = ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return f"{words} {length(rest)}" if rest else words


@dataclass(frozen=True)
class Title:
    """A title as posters set it: what kind of thing it names, small, and its name."""

    kind: str
    name: str

    @property
    def is_long(self) -> bool:
        """Say whether it is set smaller, so that it takes three lines at most."""
        return len(self.kind) + len(self.name) > _LONG_TITLE


def title_parts(title: str) -> Title:
    """Return a title split at its opening quote, “Cuộc thi video “Sơn La số””; one without quotes stays whole."""
    kind, quote, name = title.partition("“")
    if not kind.strip() or "”" not in name:
        return Title("", title)
    return Title(kind.strip(), quote + name)


def initials(name: str) -> str:
    """Return the first letters of the family name and of the given name: "Lò Thị Mai" → "LM", "Nhóm Sông Đà" → "NĐ".

    What stands in brackets is no part of a name.
    """
    words = re.findall(r"\w+", re.sub(r"\([^)]*\)", "", unicodedata.normalize("NFC", name)))
    ends = words[:1] + words[1:][-1:]
    return "".join(word[0].upper() for word in ends)


def phone_link(number: str) -> str:
    """Return the address that dials a number as people write it: "0212 000 0000" → "tel:02120000000" (RFC 3966)."""
    return "tel:" + ("+" if number.strip().startswith("+") else "") + re.sub(r"\D", "", number)


def file_size(size: int) -> str:
    """Return a size in kB, MB or GB with a decimal comma: 1572864 → "1,5 MB"."""
    if size < _MEGABYTE:
        unit, value = "kB", size / 1024
    elif size < 1024 * _MEGABYTE:
        unit, value = "MB", size / _MEGABYTE
    else:
        unit, value = "GB", size / _MEGABYTE / 1024
    return f"{value:.1f}".rstrip("0").rstrip(".").replace(".", ",") + f" {unit}"


def points(thousandths: int) -> str:
    """Return points, given in thousandths, with two decimals rounded half up and none idle: 8125 → "8,13"."""
    hundredths = half_up(thousandths, 10)
    sign, hundredths = ("-" if hundredths < 0 else ""), abs(hundredths)
    return f"{sign}{hundredths // 100},{hundredths % 100:02}".rstrip("0").rstrip(",")


def read_points(text: str) -> int | None:
    """Return points as whole thousandths, written with a comma or a point: "8,125" → 8125; None for an empty text.

    What lies beyond thousandths is rounded half up. Raises ValueError for anything but a number without sign
    below a million.
    """
    text = text.strip()
    if not text:
        return None
    found = re.fullmatch(r"([0-9]{1,6})(?:[.,]([0-9]{1,20}))?", text)
    if found is None:
        raise ValueError(text)
    whole, decimals = found[1], found[2] or ""
    return half_up(int(f"{whole}{decimals:0<20}"), 10**17)


def half_up(number: int, divisor: int) -> int:
    """Return a quotient as the nearest whole number; halves go up, as people round by hand."""
    return (2 * number + divisor) // (2 * divisor)


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

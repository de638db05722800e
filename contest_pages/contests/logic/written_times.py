"""Times as plans write them: "tháng 6/2024", "Quý III/2024", "trước ngày 31/5/2024", "24h00 ngày 31/7/2024"."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from contest_pages.contests.enums import Precision
from contest_pages.data.days import read_day
from contest_pages.data.numbers import plain_digits
from contest_pages.vietnamese import closing_moment, fold, local_midnight, one_sign, running_date

from .schedule import milestone_span, milestone_words

DAY = datetime.timedelta(days=1)
_YEAR = r"(?:/| nam | )([0-9]{4})"
_CLOCK = r"([0-9]{1,2}) ?(?::|h|gio) ?([0-9]{2})?(?: ?(?:phut|p))?"
_TIME_FIRST = re.compile(rf"(?:luc )?{_CLOCK},? ?(?:ngay )?(.+)")
_TIME_LAST = re.compile(rf"(.+?),? (?:luc |vao )?{_CLOCK}(?::(?P<seconds>[0-9]{{2}}))?")
_MONTH = re.compile(rf"(?:thang |t)?([0-9]{{1,2}}){_YEAR}")
_QUARTER = re.compile(rf"(?:quy |q)(i{{1,3}}|iv|[1-4]){_YEAR}")
_ONLY_YEAR = re.compile(r"(?:trong )?nam ([0-9]{4})")
_PART = re.compile(r"(dau|giua|cuoi) (thang .+)")
_BEFORE = re.compile(r"truoc (.+)")
_UNTIL = re.compile(r"(?:den (?:het )?|het |cham nhat (?:la |den )?(?:het )?|han (?:cuoi|chot)?:? ?)(.+)")
_TENTATIVE = re.compile(r"\(?\b(?:du kien|tam thoi)\b:?\)?(?: (?:vao|trong|la|tu(?= )))?|(?<=\s)vao(?= )")
#: "01-10/8/2024", "30/9-05/10/2024": days with a hyphen between them.
_DAYS = re.compile(
    r"(?:tu )?((?:ngay )?[0-9]{1,2}(?:/[0-9]{1,2})?) ?- ?((?:ngay )?[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})"
)
#: "tháng 8-9/2024", "quý III-IV/2024".
_PERIODS = re.compile(
    r"(?:tu )?(thang|quy) ([0-9]{1,2}|i{1,3}|iv) ?- ?(?:(?:thang|quy) )?([0-9]{1,2}|i{1,3}|iv)/([0-9]{4})"
)
_WITHIN = re.compile(r"^(?:trong (?:khoang )?(?:thoi gian )?|khoang (?:trong )?)")
#: The sign of minutes: "8h00'".
_MINUTE_SIGN = re.compile("(?<=[0-9])[’′'`´](?![0-9])")
_RANGE = re.compile(r"(?:tu )?(.+?)(?: ?(?:–|—) ?| - | den (?:het )?)(.+)")
_DAY_WITHOUT_YEAR = re.compile(r"(?:ngay )?([0-9]{1,2})(?:[/.-]([0-9]{1,2}))?")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


class NotATime(ValueError):
    """A text names no time that is understood."""


@dataclass(frozen=True)
class WrittenTime:
    """A time as it is kept: begin, end, how exactly it is known, and whether it may still change.

    `is_before` is set where a text said “before”: the day that it names is not part of the time.
    """

    starts_at: datetime.datetime
    ends_at: datetime.datetime | None
    precision: Precision
    tentative: bool = False
    is_before: bool = False

    def __str__(self):
        return milestone_words(self.starts_at, self.ends_at, self.precision, self.tentative)

    @property
    def meaning(self) -> str:
        """Return how the text was understood, with the very moments."""
        span = milestone_span(self.starts_at, self.ends_at, self.precision)
        if self.is_before:
            words = _("at the latest %(time)s") % {"time": closing_moment(span.end)}
        elif span.begin == span.end:
            words = (
                closing_moment(span.end)
                if self.precision != Precision.MINUTE
                else str(replace(self, tentative=False))
            )
        else:
            local = timezone.localtime(span.begin)
            words = _("from %(begin)s to %(end)s") % {
                "begin": _("%(time)s on %(date)s") % {"time": f"{local:%H:%M}", "date": running_date(local)},
                "end": closing_moment(span.end),
            }
        return _("%(time)s (tentative)") % {"time": words} if self.tentative else words


def read_time(text: str) -> WrittenTime:
    """Return the time that a plan names. Raises NotATime.

    “Before” a day excludes it. A part of a month is tentative by itself: days 1 to 10, 11 to 20, 21 to the end.
    """
    plain = " ".join(_TENTATIVE.sub(" ", _plain(text)).split()).strip(" ,.;")
    tentative = bool(re.search(r"\bdu kien\b|\btam thoi\b|\bkhoang\b", _plain(text)))
    found = _read(_WITHIN.sub("", plain))
    return replace(found, tentative=found.tentative or tentative)


def read_moment(text: str) -> datetime.datetime:
    """Return the moment that a text names, of a day alone its beginning; 24:00 is 00:00 of the next day. Raises NotATime."""
    found = _point(_plain(text).strip(" ,.;"), None)
    if found.precision not in (Precision.MINUTE, Precision.DAY):
        raise NotATime(text)
    return found.starts_at


def _plain(text: str) -> str:
    plain = plain_digits(one_sign(text.replace("–", " – ").replace("—", " – ")))
    return fold(_MINUTE_SIGN.sub("", plain))


def _read(plain: str) -> WrittenTime:
    if found := _BEFORE.fullmatch(plain):
        limit = _point(found[1], None)
        if limit.precision == Precision.MINUTE:
            return replace(limit, is_before=True)
        last = timezone.localtime(milestone_span(limit.starts_at, None, limit.precision).begin) - DAY
        return WrittenTime(local_midnight(last.date()), None, Precision.DAY, is_before=True)
    if found := _UNTIL.fullmatch(plain):
        limit = _point(found[1], None)
        if limit.precision == Precision.MINUTE:
            return replace(limit, is_before=True)
        end = timezone.localtime(milestone_span(limit.starts_at, limit.ends_at, limit.precision).end) - DAY
        return WrittenTime(local_midnight(end.date()), None, Precision.DAY, is_before=True)
    if found := _PERIODS.fullmatch(plain):
        kind, first, last, year = found.groups()
        plain = f"{kind} {first}/{year} den {kind} {last}/{year}"
    if (found := _DAYS.fullmatch(plain)) and (both := _between(found[1], found[2])):
        return both
    if (found := _RANGE.fullmatch(plain)) and (both := _between(found[1], found[2])):
        return both
    return _point(plain.removeprefix("tu "), None)


def _between(first: str, last: str) -> WrittenTime | None:
    """Return a time from one point to another; None where the second is none."""
    try:
        end = _point(last, None)
    except NotATime:
        return None
    is_midnight = end.precision == Precision.MINUTE and end.ends_at is not None
    begin = _point(first, timezone.localdate(end.starts_at - DAY if is_midnight else end.starts_at))
    coarse = Precision.MINUTE in (begin.precision, end.precision)
    precision = Precision.MINUTE if coarse else begin.precision
    if not coarse and begin.precision != end.precision:
        precision = Precision.DAY
        span = milestone_span(end.starts_at, end.ends_at, end.precision)
        begin_span = milestone_span(begin.starts_at, None, begin.precision)
        return _ordered(begin_span.begin, span.end - DAY, precision)
    ends_at = end.ends_at or end.starts_at
    if coarse and end.precision == Precision.DAY:
        ends_at = ends_at + DAY
    return _ordered(begin.starts_at, ends_at, precision)


def _ordered(begin: datetime.datetime, end: datetime.datetime, precision: Precision) -> WrittenTime:
    if end < begin:
        raise NotATime(f"{begin} – {end}")
    return WrittenTime(begin, end, precision)


def _point(plain: str, like: datetime.date | None) -> WrittenTime:
    """Return the time that has no “from” and “to”; `like` is the day whose month and year are meant where none stand."""
    if day := read_day(plain.removeprefix("ngay ")) or _day_like(plain, like):
        return WrittenTime(local_midnight(day), None, Precision.DAY)
    for pattern, hour, minute, rest in ((_TIME_FIRST, 1, 2, 3), (_TIME_LAST, 2, 3, 1)):
        if (found := pattern.fullmatch(plain)) and (
            day := read_day(found[rest].removeprefix("ngay ")) or _day_like(found[rest], like)
        ):
            seconds = datetime.timedelta(seconds=int(found.groupdict().get("seconds") or 0))
            found_moment = _moment(day, int(found[hour]), int(found[minute] or 0))
            return replace(found_moment, starts_at=found_moment.starts_at + seconds)
    if like is not None:
        if found := re.fullmatch(_CLOCK, plain):
            return _moment(like, int(found[1]), int(found[2] or 0))
        if re.match("thang |quy ", plain) and not re.search("[0-9]{4}", plain):
            return _period(f"{plain}/{like.year}")
    return _period(plain)


def _period(plain: str) -> WrittenTime:
    """Return a part of a month, a month, a quarter or a year."""
    if found := _PART.fullmatch(plain):
        month = _period(found[2])
        first = timezone.localdate(month.starts_at)
        length = calendar.monthrange(first.year, first.month)[1]
        begin, end = {"dau": (1, 10), "giua": (11, 20), "cuoi": (21, length)}[found[1]]
        days = [local_midnight(first.replace(day=day)) for day in (begin, end)]
        return WrittenTime(days[0], days[1], Precision.DAY, tentative=True)
    if found := _QUARTER.fullmatch(plain):
        number = _ROMAN.get(found[1]) or int(found[1])
        return WrittenTime(_first(int(found[2]), 3 * number - 2), None, Precision.QUARTER)
    if found := _ONLY_YEAR.fullmatch(plain):
        year = int(found[1])
        return WrittenTime(_first(year, 1), _first(year, 10), Precision.QUARTER)
    if (found := _MONTH.fullmatch(plain)) and 1 <= int(found[1]) <= 12:
        return WrittenTime(_first(int(found[2]), int(found[1])), None, Precision.MONTH)
    raise NotATime(plain)


def _first(year: int, month: int) -> datetime.datetime:
    return local_midnight(datetime.date(year, month, 1))


def _moment(day: datetime.date, hour: int, minute: int) -> WrittenTime:
    """Return a moment; 24:00 is told from 00:00 of the next day by having an end."""
    if not (minute < 60 and (hour < 24 or (hour, minute) == (24, 0))):
        raise NotATime(f"{hour}:{minute}")
    at = local_midnight(day) + datetime.timedelta(hours=hour, minutes=minute)
    return WrittenTime(at, at if hour == 24 else None, Precision.MINUTE)


def _day_like(plain: str, like: datetime.date | None) -> datetime.date | None:
    """Return a day written without its year, or without month and year: "01/6", "ngày 01"."""
    if like is None or not (found := _DAY_WITHOUT_YEAR.fullmatch(plain)):
        return None
    try:
        return like.replace(day=int(found[1]), month=int(found[2] or like.month))
    except ValueError:
        return None

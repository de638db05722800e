"""Rate limits by network and by contact, counted where all processes count together."""

from __future__ import annotations

import datetime
import re
import time

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_pages import conf
from contest_pages.data.keyed_hash import keyed_hash
from contest_pages.errors import ContestError

from . import counters
from .visitor_address import visitor_network

__all__ = ["TooManyRequests", "count", "read_rate", "visitor_network"]

_RATE = re.compile(r"([0-9]+)/([0-9]*)([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class TooManyRequests(ContestError):
    """A network or contact has exceeded a rate."""

    code = "too_many"


def read_rate(text: str) -> tuple[int, int]:
    """Return how often something is allowed and within how many seconds: "5/10m" is (5, 600).

    Raises ImproperlyConfigured for a text that is no rate.
    """
    match = _RATE.fullmatch(text)
    if match is None or match[2] == "0":
        raise ImproperlyConfigured(f"{text!r} is no rate; write for example “5/10m”, “300/h”, “10/d”.")
    return int(match[1]), int(match[2] or 1) * _SECONDS[match[3]]


def count(request: HttpRequest, *, what: str, who: str, rate: str) -> None:
    """Count one more `what` of `who` and raise TooManyRequests beyond the rate that the setting named `rate` gives.

    A rate of None counts nothing. Periods begin at a moment of their own for each `who`, so that not all end at once.
    Only a keyed hash is stored, neither addresses nor contacts.
    """
    if conf.get(rate) is None:
        return
    limit, seconds = read_rate(conf.get(rate))
    moment = int(time.time()) + int(keyed_hash("rate-offset", what, who)[:8], 16) % seconds
    number, passed = divmod(moment, seconds)
    key = keyed_hash("rate", what, who, seconds, number)
    if counters.increment(key, datetime.timedelta(seconds=seconds - passed)) <= limit:
        return
    minutes = -(-(seconds - passed) // 60)
    raise TooManyRequests(
        ngettext(
            "That was asked too often from here. Please try again in %(minutes)d minute; what you typed is kept.",
            "That was asked too often from here. Please try again in %(minutes)d minutes; what you typed is kept.",
            minutes,
        )
        % {"minutes": minutes}
        if minutes < 120
        else _("That was asked too often from here. Please try again tomorrow, or write to the organisers.")
    )

"""Rate limits by network and by contact, counted in the cache."""

from __future__ import annotations

import ipaddress

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_ratelimit.core import get_usage

from contest_pages import conf
from contest_pages.errors import ContestError


class TooManyRequests(ContestError):
    """A network or contact has exceeded a rate."""

    code = "too_many"


def visitor_network(request: HttpRequest) -> str:
    """Return the visitor's network: an IPv4 address, or the /64 that one IPv6 customer gets.

    Behind our own proxy CONTEST_PAGES["CLIENT_ADDRESS_HEADER"] names the header that it sets.
    """
    header = conf.get("CLIENT_ADDRESS_HEADER")
    text = (request.META.get(header, "") if header else "") or request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(text.rsplit(",", 1)[-1].strip())
    except ValueError:
        return "unknown"
    prefix = 64 if address.version == 6 else 32
    return str(ipaddress.ip_network(f"{address}/{prefix}", strict=False))


def count(request: HttpRequest, *, what: str, who: str, rate: str) -> None:
    """Count one more `what` of `who` and raise TooManyRequests beyond the rate that the setting named `rate` gives.

    The cache stores hashes only, neither addresses nor contacts.
    """
    usage = get_usage(
        request,
        group=f"contest_pages.{what}",
        key=lambda group, request: who,
        rate=conf.get(rate),
        increment=True,
    )
    if usage is None or not usage["should_limit"]:
        return
    minutes = max(1, -(-usage["time_left"] // 60))
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

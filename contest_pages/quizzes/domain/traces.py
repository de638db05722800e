"""Marks against cheating: fingerprints that can be compared and not read back, and that go after a while."""

from __future__ import annotations

import datetime
import ipaddress

from contest_pages.keyed import keyed_hash
from contest_pages.quizzes.models import QuizRoundPage

from .taking import Trace


def trace_of(network: str, browser: str) -> Trace:
    """Return the marks of a visitor: of the address cut to /24 (IPv6: /48), and of the kind of browser."""
    return Trace(
        network=keyed_hash("quiz_network", _cut(network))[:16],
        device=keyed_hash("quiz_device", _cut(network), browser)[:16],
    )


def _cut(network: str) -> str:
    try:
        found = ipaddress.ip_network(network, strict=False)
    except ValueError:
        return "unknown"
    return str(found.supernet(new_prefix=24 if found.version == 4 else 48))


def purge_traces(now: datetime.datetime) -> int:
    """Erase the marks of rounds whose time for them is over; return how many attempts had some."""
    purged = 0
    for round_page in QuizRoundPage.objects.filter(closes_at__lt=now):
        if now >= round_page.closes_at + datetime.timedelta(days=round_page.trace_days):
            marked = round_page.attempts.exclude(network_mark="", device_mark="")
            purged += marked.update(network_mark="", device_mark="")
    return purged

"""Fingerprints against cheating: keyed hashes that can be compared but not read back, and that are purged after a while."""

from __future__ import annotations

import datetime
import ipaddress

from contest_pages.data.keyed_hash import keyed_hash
from contest_pages.quizzes.models import QuizRoundPage

from .attempts import Trace


def trace_of(network: str, browser: str) -> Trace:
    """Return the fingerprints of a visitor: of the network shortened to /24 (IPv6: /48), and of the kind of browser."""
    return Trace(
        network=keyed_hash("quiz_network", _shortened(network))[:16],
        device=keyed_hash("quiz_device", _shortened(network), browser)[:16],
    )


def _shortened(network: str) -> str:
    try:
        parsed = ipaddress.ip_network(network, strict=False)
    except ValueError:
        return "unknown"
    return str(parsed.supernet(new_prefix=24 if parsed.version == 4 else 48))


def purge_traces(now: datetime.datetime) -> int:
    """Erase the fingerprints of rounds whose retention is over; return the number of attempts that had some."""
    purged = 0
    for round_page in QuizRoundPage.objects.filter(closes_at__lt=now):
        if now >= round_page.closes_at + datetime.timedelta(days=round_page.trace_days):
            marked = round_page.attempts.exclude(network_mark="", device_mark="")
            purged += marked.update(network_mark="", device_mark="")
    return purged

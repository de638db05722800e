"""A work that is handed in as an address: what its host says of it is kept as evidence, never as a check."""

from __future__ import annotations

import datetime
import json
import logging
import urllib.error
import urllib.parse
import urllib.request

from contest_pages import conf
from contest_pages.contests.enums import LinkHost
from contest_pages.entries import logic
from contest_pages.entries.errors import LinkRefused
from contest_pages.entries.models import Entry

logger = logging.getLogger(__name__)

_SECONDS = 8
_LARGEST_ANSWER = 256 * 1024
_KEPT = ("title", "author_name", "author_url", "provider_name", "width", "height")


def fetch_evidence(*, entry_pk: int, now: datetime.datetime) -> None:
    """Ask the host's oEmbed address about a work and keep title, author and size with the date.

    Only the hosts' own fixed addresses are asked (never the contestant's), and what they say is cut
    short. Without an answer the date alone is kept, with why.
    """
    entry = Entry.objects.filter(pk=entry_pk).exclude(link="").first()
    if entry is None:
        return
    try:
        host = logic.link_host(entry.link, LinkHost.values)
    except LinkRefused:
        return
    Entry.objects.filter(pk=entry_pk, link=entry.link).update(
        link_evidence=_ask(host, entry.link), link_fetched_at=now
    )


def _ask(host: LinkHost, address: str) -> dict:
    endpoint = conf.get("OEMBED").get(host.value, "")
    if not endpoint:
        return {"problem": "no oEmbed"}
    query = urllib.parse.urlencode({"url": address, "format": "json"})
    try:
        with urllib.request.urlopen(f"{endpoint}?{query}", timeout=_SECONDS) as answer:  # noqa: S310  (a setting)
            found = json.loads(answer.read(_LARGEST_ANSWER))
    except (urllib.error.URLError, TimeoutError, ValueError, OSError) as error:
        logger.info("the host %s did not answer about an entry: %s", host.value, error)
        return {"problem": type(error).__name__}
    if not isinstance(found, dict):
        return {"problem": "nonsense"}
    return {key: str(found[key])[:300] for key in _KEPT if found.get(key)}

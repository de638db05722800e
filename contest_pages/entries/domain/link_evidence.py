"""Evidence about entries that are submitted as a link: the metadata of the host, stored but never checked."""

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
_STORED_KEYS = ("title", "author_name", "author_url", "provider_name", "width", "height")


def fetch_evidence(*, entry_pk: int, now: datetime.datetime) -> None:
    """Fetch title, author and size of a linked entry from the host's oEmbed endpoint and store them with the date.

    Requests go to fixed endpoints of the hosts only, never to the contestant's URL, and responses are truncated.
    Without a response the date is stored with the reason.
    """
    entry = Entry.objects.filter(pk=entry_pk).exclude(link="").first()
    if entry is None:
        return
    try:
        host = logic.link_host(entry.link, LinkHost.values)
    except LinkRefused:
        return
    Entry.objects.filter(pk=entry_pk, link=entry.link).update(
        link_evidence=_fetch(host, entry.link), link_fetched_at=now
    )


def _fetch(host: LinkHost, address: str) -> dict:
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
    return {key: str(found[key])[:300] for key in _STORED_KEYS if found.get(key)}

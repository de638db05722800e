"""Videos of other sites, shown as a box that loads nothing before a click."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlsplit

from django.utils.translation import gettext as _

_YOUTUBE_ID = re.compile(r"[\w-]{6,20}")


@dataclass(frozen=True)
class ExternalVideo:
    """The URL of a video at another site, its embeddable player (or an empty text), and a title.

    `is_stream` says that the address itself is a broadcast (HLS) that a browser's own player takes; the site's
    Content Security Policy must name its host.
    """

    address: str
    host: str
    player: str
    title: str
    is_stream: bool = False

    @classmethod
    def of(cls, address: str) -> ExternalVideo:
        """Read the address of a video at YouTube or Facebook, or of an HLS broadcast; of others the link is shown."""
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
        player, name = "", host
        if host in ("youtube.com", "youtu.be", "youtube-nocookie.com"):
            name, player = "YouTube", _youtube_player(host, parts)
        elif host in ("facebook.com", "fb.watch"):
            name = "Facebook"
            player = f"https://www.facebook.com/plugins/video.php?href={quote(address, safe='')}"
        is_stream = parts.scheme == "https" and parts.path.lower().endswith(".m3u8")
        return cls(address, name, player, _("Video at %(host)s") % {"host": name}, is_stream)


def _youtube_player(host: str, parts) -> str:
    segments = [segment for segment in parts.path.split("/") if segment]
    if host == "youtu.be":
        found = segments[0] if segments else ""
    elif segments[:1] in (["embed"], ["live"], ["shorts"]):
        found = segments[1] if len(segments) > 1 else ""
    else:
        found = parse_qs(parts.query).get("v", [""])[0]
    if not _YOUTUBE_ID.fullmatch(found):
        return ""
    return f"https://www.youtube-nocookie.com/embed/{found}"

"""Subtitles: WebVTT and SubRip in, clean WebVTT out. Nothing but times and plain words survives."""

from __future__ import annotations

import html
import re

from django.utils.translation import gettext as _

from contest_pages.vietnamese import file_size

from .errors import NotSubtitles

LARGEST_BYTES = 512 * 1024
_MOST_CUES = 3000
_TIMES = re.compile(
    r"\s*(?:([0-9]{1,2}):)?([0-9]{1,2}):([0-9]{2})[.,]([0-9]{1,3})\s*-->\s*(?:([0-9]{1,2}):)?([0-9]{1,2}):([0-9]{2})[.,]([0-9]{1,3})"
)
_TAG = re.compile(r"<[^>]*>|\{\\[^}]*\}")


def read(data: bytes) -> str:
    """Return subtitles as WebVTT; NotSubtitles for what is too large, not UTF-8, or has no cue."""
    if len(data) > LARGEST_BYTES:
        raise NotSubtitles(
            _("The subtitles are larger than %(largest)s.") % {"largest": file_size(LARGEST_BYTES)}
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotSubtitles(_("The subtitles are not in UTF-8. Please save the file as UTF-8.")) from None
    cues = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = block.strip().split("\n")
        for number, line in enumerate(lines):
            if found := _TIMES.match(line):
                words = [_plain(part) for part in lines[number + 1 :]]
                begin, end = _seconds(found.groups()[:4]), _seconds(found.groups()[4:])
                if end > begin and any(words):
                    cues.append((begin, end, "\n".join(word for word in words if word)))
                break
    if not cues:
        raise NotSubtitles(
            _("No subtitles were found in the file. WebVTT (.vtt) and SubRip (.srt) are read.")
        )
    if len(cues) > _MOST_CUES:
        raise NotSubtitles(_("There are more than %(most)d subtitles in the file.") % {"most": _MOST_CUES})
    cues.sort()
    return "WEBVTT\n\n" + "\n".join(f"{_time(b)} --> {_time(e)}\n{words}\n" for b, e, words in cues)


def _plain(line: str) -> str:
    """Return the words of a line without tags, safe in WebVTT."""
    words = html.unescape(_TAG.sub("", line)).strip().replace("-->", "→")
    return words.replace("&", "&amp;").replace("<", "&lt;")


def _seconds(parts) -> float:
    hours, minutes, seconds, fraction = parts
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(fraction.ljust(3, "0")) / 1000


def _time(seconds: float) -> str:
    whole = round(seconds * 1000)
    return f"{whole // 3600000:02}:{whole // 60000 % 60:02}:{whole // 1000 % 60:02}.{whole % 1000:03}"

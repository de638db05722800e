"""Subtitles: WebVTT and SubRip in, clean WebVTT out. Nothing but times and plain words survives."""

from __future__ import annotations

import codecs
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from contest_pages.vietnamese import file_size

from .errors import NotSubtitles

LARGEST_BYTES = 512 * 1024
_MOST_CUES = 3000
_TIME = r"(?:([0-9]{1,3})\s*:\s*)?([0-9]{1,2})\s*:\s*([0-9]{1,2})(?:\s*[.,]\s*([0-9]{1,3}))?"
_TIMES = re.compile(rf"\s*{_TIME}\s*-{{1,3}}>\s*{_TIME}(?![:.,]?[0-9])")
#: What stands where times belong, but cannot be read: digits and their marks around an arrow.
_LIKE_TIMES = re.compile(r"[\s0-9:.,;]*[0-9][\s0-9:.,;]*-->[\s0-9:.,;]*")
_NUMBER = re.compile(r"\s*[0-9]+\s*")
#: The tags of WebVTT, those that SubRip files bring from HTML, and the codes of other players. Other words in angle
#: brackets, as "<3" or "<music>", are words.
_TAG = re.compile(
    r"</?(?:b|i|u|s|c|ruby|rt|br|em|strong|p|div|span|font|a|script|style|img)"
    r"(?:\.[^\s<>]*)?(?:\s+[^<>=]+=[^<>]*)?\s*/?>"
    r"|</?(?:v|lang)(?:[.\s][^<>]*)?>|<[0-9:.]*:[0-9:.]+>|\{\\[^{}]*\}|\{/?[biu]\}",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z]+[0-9]*);", re.IGNORECASE)


def read(data: bytes) -> str:
    """Return subtitles as WebVTT.

    Raises NotSubtitles for what is too large, is no text, has a time that cannot be read, or has no cue.
    """
    if len(data) > LARGEST_BYTES:
        raise NotSubtitles(
            _("The subtitles are larger than %(largest)s.") % {"largest": file_size(LARGEST_BYTES)}
        )
    cues = sorted(_cues(re.split(r"\r\n|\r|\n", _decoded(data))))
    if not cues:
        raise NotSubtitles(
            _("No subtitles were found in the file. WebVTT (.vtt) and SubRip (.srt) are read.")
        )
    if len(cues) > _MOST_CUES:
        raise NotSubtitles(_("There are more than %(most)d subtitles in the file.") % {"most": _MOST_CUES})
    return "WEBVTT\n\n" + "\n".join(f"{_time(b)} --> {_time(e)}\n{words}\n" for b, e, words in cues)


def spoken(text: str) -> list[str]:
    """Return the words of kept subtitles, a line for each cue; a cue that repeats the one before is left out."""
    lines: list[str] = []
    for _begin, _end, words in _cues(text.splitlines()):
        line = html.unescape(words.replace("\n", " "))
        if not lines or lines[-1] != line:
            lines.append(line)
    return lines


def _decoded(data: bytes) -> str:
    """Return the text of a file in UTF-8, or in UTF-16 with its mark as Notepad saves “Unicode”."""
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        raise NotSubtitles(_("The subtitles are not in UTF-8. Please save the file as UTF-8.")) from None


def _cues(lines: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the begin and end in milliseconds and the words of each cue that has any.

    A cue ends at an empty line, or at the times of the next one; the line of digits before those is its number.
    """
    times, words = None, []
    for number, line in enumerate(lines, start=1):
        if found := _TIMES.match(line):
            if words and _NUMBER.fullmatch(words[-1]):
                words.pop()
            yield from _cue(times, words)
            times, words = (_milliseconds(found.groups()[:4]), _milliseconds(found.groups()[4:])), []
        elif _LIKE_TIMES.match(line):
            raise NotSubtitles(
                _(
                    "Line %(number)d has a time that cannot be read. Write times like 00:01:02,500 --> 00:01:05,000."
                )
                % {"number": number}
            )
        elif line.strip():
            words.append(line)
        else:
            yield from _cue(times, words)
            times, words = None, []
    yield from _cue(times, words)


def _cue(times: tuple[int, int] | None, lines: list[str]) -> Iterator[tuple[int, int, str]]:
    words = "\n".join(filter(None, map(_plain, lines)))
    if times and times[0] < times[1] and words:
        yield *times, words


def _plain(line: str) -> str:
    """Return the words of a line without tags and control characters, safe in WebVTT."""
    words = _ENTITY.sub(lambda entity: html.unescape(entity[0]), _TAG.sub("", line))
    printable = "".join(" " if unicodedata.category(char) == "Cc" else char for char in words)
    return html.escape(" ".join(printable.split()), quote=False)


def _milliseconds(parts) -> int:
    hours, minutes, seconds, fraction = parts
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole * 1000 + int((fraction or "0").ljust(3, "0"))


def _time(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"

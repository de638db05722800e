"""Which files may be sent as a video, by what the browser says of them before the first byte."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from contest_pages.contests.logic.video_formats import file_types, taken_formats

from .errors import WrongFileType

_ENDING = re.compile(r"\.[a-z][a-z0-9]{1,4}$")


def check_file_type(name: str, content_type: str, formats: Iterable[str]) -> None:
    """Raise WrongFileType if neither the name's ending nor the type is one that the rules' formats take.

    Both are hints: phones may give a file no type, or a name without an ending. What gives neither is taken, and
    the probe has the last word.
    """
    formats = tuple(formats)
    taken = file_types(formats)
    ending = _ENDING.search(name.strip().lower())
    kind = content_type.partition(";")[0].strip().lower()
    hints = [*([ending[0]] if ending else []), *([kind] if kind else [])]
    if hints and not any(hint in taken for hint in hints):
        raise WrongFileType(refusal_words(formats))


def refusal_words(formats: Iterable[str]) -> str:
    """Return the sentence that refuses a file of another type, and what to do about it."""
    names = [name.upper() for name in taken_formats(formats)]
    return _(
        "This file is no %(formats)s video, so it was not sent. Choose the video itself, or save it as %(first)s and choose it again."
    ) % {"formats": _(" or ").join(names), "first": names[0]}

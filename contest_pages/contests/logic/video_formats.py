"""Which files the video formats of a rules page take."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

#: For each format of the rules the containers that become it without loss: the copy that visitors see is always MP4.
_TAKEN = {"mp4": ("mp4", "mov"), "mov": ("mov",)}
#: How a file of each container is named and typed by phones and browsers.
_FILE_TYPES = {
    "mp4": (".mp4", "video/mp4", ".m4v", "video/x-m4v", ".3gp", "video/3gpp"),
    "mov": (".mov", "video/quicktime"),
}


def taken_formats(formats: Iterable[str]) -> tuple[str, ...]:
    """Return the containers that meet the rules: ("mp4", "mov") for MP4 alone; all of them where the rules name none."""
    return tuple(
        dict.fromkeys(taken for name in (list(formats) or _TAKEN) for taken in _TAKEN.get(name, (name,)))
    )


def file_types(formats: Iterable[str]) -> list[str]:
    """Return the endings and MIME types of the files that meet the rules, for a file input's `accept`."""
    return [kind for name in taken_formats(formats) for kind in _FILE_TYPES.get(name, (f".{name}",))]


def format_words(formats: Iterable[str]) -> str:
    """Return the formats as the rules page names them, with what is converted to them; empty without any."""
    formats = list(formats)
    words = ", ".join(name.upper() for name in formats)
    if "mov" in taken_formats(formats) and formats and "mov" not in formats:
        return _("%(formats)s; videos from iPhones (MOV) are converted automatically") % {"formats": words}
    return words

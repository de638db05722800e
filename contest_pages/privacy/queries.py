"""All personal data of a contestant, from all features."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from contest_pages import hooks
from contest_pages.vietnamese import moment


@dataclass(frozen=True)
class Part:
    """A chapter of the personal data: `value` is a dict of label and content, or a list of such dicts."""

    key: str
    title: str
    value: Any

    @property
    def rows(self) -> list[dict]:
        """Return the chapter as a list, whatever its value is, for reading: yes or no, dates day first, nothing empty."""
        rows = self.value if isinstance(self.value, list) else [self.value]
        return [
            {label: _words(value) for label, value in row.items() if value not in ("", None)} for row in rows
        ]


def _words(value: Any) -> Any:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime.datetime):
        return moment(value)
    return f"{value:%d/%m/%Y}" if isinstance(value, datetime.date) else value


def personal_data(registration) -> list[Part]:
    """Return the chapters about a registration, each feature's in the order of the hook `personal_data`."""
    chapters: list[Part] = []
    for parts in hooks.call("personal_data", registration=registration):
        chapters += parts if isinstance(parts, Iterable) else [parts]
    return chapters

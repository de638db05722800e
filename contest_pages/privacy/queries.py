"""All personal data of a contestant, from all features."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from contest_pages import hooks


@dataclass(frozen=True)
class Part:
    """A chapter of the personal data: `value` is a dict of label and content, or a list of such dicts."""

    key: str
    title: str
    value: Any

    @property
    def rows(self) -> list[dict]:
        """Return the chapter as a list, whatever its value is."""
        return self.value if isinstance(self.value, list) else [self.value]


def personal_data(registration) -> list[Part]:
    """Return the chapters about a registration, each feature's in the order of the hook `personal_data`."""
    chapters: list[Part] = []
    for parts in hooks.call("personal_data", registration=registration):
        chapters += parts if isinstance(parts, Iterable) else [parts]
    return chapters

"""What a contest wants of a contestant now, from the sections of the own page."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from contest_pages.contests.models.form_page import Fragment


@dataclass(frozen=True)
class Wanted:
    """One action: what it is about, the button, and where it leads: an address, or a view of the link's token and a key.

    `until` is its deadline; `is_urgent` says that something is lost without it, which comes before what may be done.
    """

    words: str
    button: str
    address: str = ""
    until: datetime.datetime | None = None
    view: str = ""
    pk: int | None = None
    is_urgent: bool = True


def most_urgent(sections: Iterable[Fragment]) -> Wanted | None:
    """Return what the contestant should do first: the urgent before the possible, the earlier deadline before the later."""
    found = [wanted for section in sections for wanted in section.context.get("wanted", ())]
    return min(
        found,
        key=lambda wanted: (
            not wanted.is_urgent,
            wanted.until is None,
            wanted.until and wanted.until.timestamp(),
        ),
        default=None,
    )

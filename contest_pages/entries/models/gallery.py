"""The gallery of a round as a visitor wishes to see it: filtered, searched, sorted, page by page."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from contest_pages import asked
from contest_pages.entries.enums import EntryState
from contest_pages.registrations.models import Member
from contest_pages.units.models import Unit
from contest_pages.vietnamese import fold

from .entry import Entry


@dataclass(frozen=True)
class GalleryWish:
    """What a visitor asked for; whatever is not understood is left out."""

    words: str = ""
    unit: int | None = None
    division: str = ""
    newest_first: bool = False
    page: int = 1

    @classmethod
    def read(cls, query) -> GalleryWish:
        """Read the parameters of an address."""
        return cls(
            words=asked.words(query, "tim"),
            unit=asked.number(query, "don-vi"),
            division=query.get("bang", "")[:100],
            newest_first=query.get("sap-xep") == "moi",
            page=asked.number(query, "p") or 1,
        )

    @property
    def narrows(self) -> bool:
        """Say whether it leaves works out."""
        return bool(self.words or self.unit or self.division)

    @property
    def query(self) -> str:
        """Return the parameters that say the same, with "?" before them; empty for the plain gallery."""
        text = asked.parameters(
            tim=self.words,
            don_vi=self.unit,
            bang=self.division,
            sap_xep="moi" if self.newest_first else "",
            p=self.page if self.page > 1 else "",
        )
        return f"?{text}" if text else ""

    def on_page(self, number: int) -> str:
        """Return the parameters of the same wish on another page."""
        return replace(self, page=number).query or "?"

    def narrow(self, entries: models.QuerySet) -> models.QuerySet:
        """Return those of the public entries that are wished for, in the wished order.

        Of a contestant who does not publish name or unit, neither is searched. A work that was struck
        off is found by its number alone.
        """
        for word in fold(self.words).split():
            accepted = Q(state=EntryState.ACCEPTED)
            in_unit = Q(registration__publish_unit=True, unit__search_text__contains=word)
            named = Q(registration__publish_name=True) & Q(_made_by(word))
            entries = entries.filter(
                _numbered(word) | accepted & (Q(title_text__contains=word) | in_unit | named)
            )
        if self.unit:
            entries = entries.filter(
                unit=self.unit, registration__publish_unit=True, state=EntryState.ACCEPTED
            )
        if self.division:
            entries = entries.filter(registration__division=self.division)
        return entries.order_by("-number" if self.newest_first else "number")

    def neighbours(self, entries: models.QuerySet, number: int) -> tuple[Entry | None, Entry | None]:
        """Return the works before and after a number, within what is wished for and in its order."""
        wished = self.narrow(entries).only("number", "title", "round", "state")
        lower = wished.filter(number__lt=number).order_by("-number").first()
        higher = wished.filter(number__gt=number).order_by("number").first()
        return (higher, lower) if self.newest_first else (lower, higher)


def _numbered(word: str) -> Q:
    """Return the condition that a word is the work's number: "tp-0007", "7"."""
    digits = word.removeprefix("tp-")
    return Q(number=int(digits)) if digits.isascii() and digits.isdigit() and len(digits) < 7 else Q(pk=None)


def _made_by(word: str) -> Exists:
    """Return the condition that one of those who stand as authors bears this word in the name."""
    chosen = Entry.authors.through.objects.filter(entry=OuterRef(OuterRef("pk")))
    members = Member.objects.filter(registration=OuterRef("registration"), name_text__contains=word)
    return Exists(members.filter(~Exists(chosen) | Exists(chosen.filter(member=OuterRef("pk")))))


def units_of(entries: models.QuerySet) -> list[Unit]:
    """Return the units that these works stand for in public, by name."""
    shown = entries.filter(unit__isnull=False, registration__publish_unit=True, state=EntryState.ACCEPTED)
    return list(Unit.objects.filter(pk__in=shown.order_by().values("unit")).order_by("search_text"))


def divisions_of(entries: models.QuerySet) -> list[str]:
    """Return the divisions of these works, by name."""
    found = entries.exclude(registration__division="").order_by("registration__division")
    return list(found.values_list(F("registration__division"), flat=True).distinct())


def next_gallery_opening(now: datetime.datetime) -> datetime.datetime | None:
    """Return the next moment at which the gallery of a round opens by the clock."""
    from .page import EntryRoundPage  # the page builds its gallery with this module

    rounds = EntryRoundPage.objects.live().filter(gallery_opens_at__gt=now)
    return rounds.aggregate(at=models.Min("gallery_opens_at"))["at"]

"""Filters, search, order and pages of a round's gallery."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from contest_pages.data.numbers import read_number
from contest_pages.entries.enums import EntryState
from contest_pages.http import query_params
from contest_pages.registrations.models import Member
from contest_pages.units.models import Unit
from contest_pages.vietnamese import fold

from .entry import Entry


@dataclass(frozen=True)
class GalleryFilters:
    """The query parameters of a gallery; invalid ones are ignored."""

    words: str = ""
    unit: int | None = None
    division: str = ""
    newest_first: bool = False
    page: int = 1

    @classmethod
    def read(cls, query) -> GalleryFilters:
        """Read the query parameters."""
        return cls(
            words=query_params.words(query, "tim"),
            unit=query_params.number(query, "don-vi"),
            division=query_params.words(query, "bang"),
            newest_first=query.get("sap-xep") == "moi",
            page=query_params.number(query, "p") or 1,
        )

    @property
    def narrows(self) -> bool:
        """Say whether the filters exclude any entry."""
        return bool(self.words or self.unit or self.division)

    @property
    def query(self) -> str:
        """Return the query string of these filters with "?", or an empty text for the unfiltered gallery."""
        text = query_params.parameters(
            tim=self.words,
            don_vi=self.unit,
            bang=self.division,
            sap_xep="moi" if self.newest_first else "",
            p=self.page if self.page > 1 else "",
        )
        return f"?{text}" if text else ""

    def on_page(self, number: int) -> str:
        """Return the query string of the same filters on another page."""
        return replace(self, page=number).query or "?"

    def narrow(self, entries: models.QuerySet) -> models.QuerySet:
        """Return the public entries that match, in the chosen order.

        Of a contestant who does not publish name or unit, neither is searched; the name of a team is. A disqualified
        entry is found by its number only.
        """
        for word in fold(self.words).split():
            accepted = Q(state=EntryState.ACCEPTED)
            in_unit = Q(registration__publish_unit=True, unit__search_text__contains=word)
            named = Q(registration__publish_name=True) & Q(_made_by(word))
            of_team = Q(registration__team_text__contains=word)
            entries = entries.filter(
                _numbered(word) | accepted & (Q(title_text__contains=word) | in_unit | of_team | named)
            )
        if self.unit:
            entries = entries.filter(
                unit=self.unit, registration__publish_unit=True, state=EntryState.ACCEPTED
            )
        if self.division:
            entries = entries.filter(registration__division=self.division)
        return entries.order_by("-number" if self.newest_first else "number")

    def neighbours(self, entries: models.QuerySet, number: int) -> tuple[Entry | None, Entry | None]:
        """Return the matching entries before and after a number, in the chosen order."""
        matching = self.narrow(entries).only("number", "title", "round", "state")
        lower = matching.filter(number__lt=number).order_by("-number").first()
        higher = matching.filter(number__gt=number).order_by("number").first()
        return (higher, lower) if self.newest_first else (lower, higher)


def _numbered(word: str) -> Q:
    """Return the condition that a word is the work's number: "tp-0007", "7"."""
    number = read_number(word.removeprefix("tp-"))
    return Q(pk=None) if number is None else Q(number=number)


def _made_by(word: str) -> Exists:
    """Return the condition that one of the shown authors has this word in the name."""
    chosen = Entry.authors.through.objects.filter(entry=OuterRef(OuterRef("pk")))
    members = Member.objects.filter(registration=OuterRef("registration"), name_text__contains=word)
    return Exists(members.filter(~Exists(chosen) | Exists(chosen.filter(member=OuterRef("pk")))))


def units_of(entries: models.QuerySet) -> list[Unit]:
    """Return the published units of these entries, by name."""
    shown = entries.filter(unit__isnull=False, registration__publish_unit=True, state=EntryState.ACCEPTED)
    return list(Unit.objects.filter(pk__in=shown.order_by().values("unit")).order_by("search_text"))


def divisions_of(entries: models.QuerySet) -> list[str]:
    """Return the divisions of these works, by name."""
    found = entries.exclude(registration__division="").order_by("registration__division")
    return list(found.values_list(F("registration__division"), flat=True).distinct())

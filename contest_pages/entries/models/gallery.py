"""Filters, search, order and pages of a round's gallery."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from contest_pages import hooks
from contest_pages.art.choice import Choice, with_posters
from contest_pages.contests.models import Prize
from contest_pages.data.numbers import read_number
from contest_pages.entries.enums import EntryState
from contest_pages.http import query_params
from contest_pages.registrations.models import Member
from contest_pages.units.models import Unit
from contest_pages.vietnamese import fold

from .entry import Entry

#: So many titles are compared with the words of a search that found nothing.
MOST_TITLES_COMPARED = 300
_PUNCTUATION = "“”\"'‘’.,:;!?()…–-"


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

    @property
    def unfiltered(self) -> str:
        """Return the query string without search words and filters, in the same order."""
        return replace(self, words="", unit=None, division="", page=1).query or "?"

    def in_order(self, *, newest_first: bool) -> str:
        """Return the query string of the same filters in another order."""
        return replace(self, newest_first=newest_first, page=1).query or "?"

    def in_division(self, division: str) -> str:
        """Return the query string of the same filters in a division; of all divisions for ""."""
        return replace(self, division=division, page=1).query or "?"

    def searching(self, words: str) -> str:
        """Return the query string of a search with the same filters."""
        return replace(self, words=words, page=1).query or "?"

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

    def before(self, entries: models.QuerySet, number: int) -> Entry | None:
        """Return the matching entry before a number, in the chosen order."""
        matching = self.narrow(entries).only("number", "title", "round", "state").reverse()
        return matching.filter(self._on_side(number, is_after=False)).first()

    def following(self, entries: models.QuerySet, number: int, most: int) -> list[Entry]:
        """Return up to `most` matching entries after a number, in the chosen order."""
        return list(self.narrow(entries).filter(self._on_side(number, is_after=True))[:most])

    def _on_side(self, number: int, *, is_after: bool) -> Q:
        return Q(number__gt=number) if is_after != self.newest_first else Q(number__lt=number)

    def likely_words(self, entries: models.QuerySet) -> str:
        """Return words of a title that are spelt like those searched, among what the other filters leave; "" for none.

        As many words in a row as were searched are compared, in the first titles alone.
        """
        wanted = fold(self.words).split()
        titles = replace(self, words="").narrow(entries).filter(state=EntryState.ACCEPTED)
        spelt: dict[str, str] = {}
        for title in titles.values_list("title", flat=True)[:MOST_TITLES_COMPARED]:
            words = [word.strip(_PUNCTUATION) for word in title.split()]
            for start in range(len(words) - len(wanted) + 1):
                run = " ".join(words[start : start + len(wanted)])
                spelt.setdefault(fold(run), run)
        found = get_close_matches(" ".join(wanted), spelt, n=1, cutoff=0.7) if wanted else []
        return spelt[found[0]] if found else ""


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


@dataclass(frozen=True)
class GalleryCard:
    """An entry in a list: the generated picture for where it has no other, and the highest prize given to it."""

    entry: Entry
    poster: Choice
    prize: Prize | None


def cards_of(entries: Iterable[Entry]) -> list[GalleryCard]:
    """Return the cards of a list of entries in its order, in one query; neighbours look different."""
    entries = list(entries)
    prizes: dict[int, Prize] = {}
    for found in hooks.call("prizes_of_entries", entries=entries):
        prizes |= found
    return [GalleryCard(entry, poster, prizes.get(entry.pk)) for entry, poster in with_posters(entries)]

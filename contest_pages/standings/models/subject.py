"""The subject of a ranking: a round of a contest, or the whole contest by the sums of its rounds."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from contest_pages.contests.models import ContestPage, ContestRoundPage
from contest_pages.standings.pasted import PASTED
from contest_pages.standings.source import PointsAlone, StandingsSource, contest_source


@dataclass(frozen=True)
class Subject:
    """A round, or a contest without one, and the source of its rankings."""

    contest: ContestPage
    source: StandingsSource
    round: ContestRoundPage | None = None

    @classmethod
    def of_round(cls, round_page: ContestRoundPage) -> Subject:
        """Return a round as a subject; a round without a source of its own has the pasted one."""
        kind = round_page.specific_class
        source = getattr(kind, "standings", None) or PASTED
        return cls(round_page.contest, source, round_page)

    @classmethod
    def of_contest(cls, contest: ContestPage, basis: str) -> Subject:
        """Return a whole contest, ranked by a basis. Raises LookupError where no installed feature has that basis."""
        source = contest_source(basis)
        if source is None:
            raise LookupError(f"No source of contest rankings by {basis!r}.")
        return cls(contest.original, source)

    @property
    def basis(self) -> str:
        """Return the key of its rankings."""
        return self.source.basis

    @property
    def page(self):
        """Return the page to which audit lines refer."""
        return self.round or self.contest

    @property
    def title(self) -> str:
        """Return its title."""
        return self.round.title if self.round else str(self.source.title)

    @property
    def rankings(self) -> Q:
        """Return the condition that a ranking is one of this subject."""
        if self.round is not None:
            return Q(round=self.round.pk)
        return Q(round=None, contest=self.contest.pk, basis=self.basis)


def source_of(basis: str, round_page: ContestRoundPage | None) -> StandingsSource:
    """Return the source of a stored ranking; a plain one where its feature is not installed any more."""
    if basis == PASTED.basis:
        return PASTED
    if round_page is not None:
        source = getattr(round_page.specific_class, "standings", None)
    else:
        source = contest_source(basis)
    return source if source is not None and source.basis == basis else PointsAlone()

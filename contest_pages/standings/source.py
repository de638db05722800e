"""The sources of rankings: each kind of round has a source of lines, and so has a ranking of a whole contest.

A round's class names its source in `standings`; features offer sources of whole contests by the hook
`contest_rankings`. The ranking of a round without a source is pasted by the organisers.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.translation import gettext_lazy

from contest_pages import hooks
from contest_pages.standings.logic.checking import check_lines
from contest_pages.standings.logic.lines import SCORE, Comparator, Contradiction, Line, points_of


@dataclass(frozen=True)
class Column:
    """A column of a table of places: `cells` gets the rows of one page and returns a text for each."""

    label: str
    cells: Callable[[Sequence], Sequence[str]]
    is_number: bool = False


@dataclass(frozen=True)
class Prepared:
    """The result of a source's preparation: a sentence for the record, and figures that are kept."""

    words: str = ""
    facts: dict = field(default_factory=dict)


POINTS = Column(gettext_lazy("Points"), lambda rows: [points_of(row.score) for row in rows], is_number=True)


class StandingsSource(Protocol):
    """The source of a ranking's lines and texts. Most methods have a default.

    A `subject` is a contest's round, or a whole contest where the source adds rounds up; `ranking` is a row of
    Ranking, whose `rules` are the source's own, copied at freezing.
    """

    #: The key of its rankings, and of the prizes that they give.
    basis: str = ""
    #: The heading of its rankings on the results page, and the title of a ranking of a whole contest.
    section: str = gettext_lazy("Rankings")
    title: str = ""
    #: The tie breaks after the score, in the order of a line's `keys`.
    comparators: Sequence[Comparator] = ()
    #: Rows that share a rank are listed by this comparator; by their codes if empty.
    listed_by: str = ""
    #: The kinds of candidates on its lines, as values of RecipientKind; empty: any.
    recipients: frozenset[str] = frozenset()
    #: The facts that are set at freezing and kept when the ranking is computed again.
    frozen_facts: tuple[str, ...] = ()
    #: Whether its rankings are shown in the common table of standings on the results page.
    is_listed: bool = False
    #: Whether it has a `proof`.
    has_proof: bool = False

    def refusal(self, subject, now: datetime.datetime) -> str:
        """Return why it cannot be frozen yet, in a sentence; empty where it can."""
        return ""

    def prepare(self, subject, now: datetime.datetime) -> Prepared:
        """Submit what is overdue and mark again. Raises RankingRefused while submissions are still running."""
        return Prepared()

    def rules(self, subject) -> dict:
        """Return the published rules as JSON. All rankings use `ties`, `ranked_apart` and `award_cap`."""
        return {}

    def facts(self, ranking) -> dict:
        """Return the source's own figures at the moment of ranking, as JSON."""
        return {}

    def lines(self, ranking) -> Iterable[Line]:
        """Return the lines without excluded contestants."""
        return ()

    def lines_sql(self, ranking) -> tuple[str, list] | None:
        """Return SQL of the same lines with its parameters, where there may be half a million; None elsewhere.

        Its columns are registration_id, unit_id, code, division, score, and one for each comparator by its key.
        """
        return None

    def order(self, ranking) -> Sequence[Comparator]:
        """Return the comparators in the order in which they apply."""
        return [SCORE, *self.comparators]

    def count_words(self, ranking) -> str:
        """Return the figures as a sentence for the record."""
        return ""

    def missing(self, ranking) -> str:
        """Return why it cannot be published yet, in a sentence; empty where nothing is missing."""
        return ""

    def cap(self, ranking) -> int | None:
        """Return the number of prizes of the contest that a person may get; None for any number."""
        return ranking.rules.get("award_cap")

    def sentences(self, subject) -> list[str]:
        """Return the sentences above the steps on the staff's screen."""
        return []

    def find(self, subject, code: str):
        """Return the registration of a code among those that can be excluded, or None."""
        return None

    def columns(self, ranking) -> list[Column]:
        """Return the columns of the table of all places after rank and name, as the staff see it."""
        return [POINTS]

    def public_columns(self, ranking) -> list[Column]:
        """Return the columns of the table of all places as visitors see it."""
        return self.columns(ranking)

    def winner_columns(self, ranking) -> list[Column]:
        """Return the columns of the public table of prizes after prize and name."""
        return self.public_columns(ranking)

    def figures(self, ranking) -> list[tuple[str, str]]:
        """Return the public figures of the whole ranking: (label, figure) pairs."""
        return []

    def contestant_words(self, ranking) -> list[str]:
        """Return the sentences below a contestant's own rank."""
        return []

    def line_of_digest(
        self, code: str, division: str, score: int | None, keys: Sequence[int | None], rank: int
    ) -> bytes:
        """Return the bytes of a row that the digest of a ranking covers."""
        values = [division, rank, code, score, *keys]
        return ("\t".join("" if value is None else str(value) for value in values) + "\n").encode()

    def proof(self, ranking) -> tuple[dict, Iterator[list]] | None:
        """Return header and lines, headings first, of a file with which the ranking can be verified; None without `has_proof`."""
        return None

    def check(self, ranking) -> int:
        """Rank again with plain Python and return the number of lines; Contradiction where it differs."""
        return check_lines(ranking, self, self.lines(ranking))

    def reads(self, header: dict) -> bool:
        """Say whether a file with this header is one of its proofs."""
        return False

    def check_file(self, header: dict, rows: Iterable[dict]) -> int:
        """Rank the lines of a file again, as `check` does; Contradiction where it differs."""
        raise Contradiction("This is not a ranking exported by this site.")


class PointsAlone(StandingsSource):
    """The fallback for rankings whose feature is not installed any more."""


def _contest_sources() -> dict[str, StandingsSource]:
    return {source.basis: source for sources in hooks.call("contest_rankings") for source in sources}


def contest_source(basis: str) -> StandingsSource | None:
    """Return the source of rankings of whole contests by a basis, or None."""
    return _contest_sources().get(basis)


def contest_bases() -> list[str]:
    """Return the bases by which whole contests can be ranked, in the order of display."""
    return list(_contest_sources())


def proof_reader(header: dict, round_sources: Iterable[StandingsSource]) -> StandingsSource:
    """Return the source that wrote a file with this header; Contradiction if there is none."""
    for source in [*round_sources, *_contest_sources().values()]:
        if source.reads(header):
            return source
    raise Contradiction("This is not a ranking exported by this site.")

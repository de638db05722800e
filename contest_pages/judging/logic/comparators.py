"""What decides between equal totals, as whole numbers of a ranking's rows.

The rules name an ordered list of keys, each once: those of `enums.TieBreak`, "criterion:…", "part:…" and those of
EXTRA_LABELS. A source of rankings has the same comparators for all rounds, so the rows store the numbers in places:
STORED are the comparators of the source, `stored_keys` a row's numbers, and `ranking_order` names what the places mean
in one round. Candidates without a number come last.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_pages import vietnamese
from contest_pages.judging.enums import CRITERION_PREFIX, TieBreak
from contest_pages.standings.logic.lines import SCORE, Comparator
from contest_pages.vietnamese import half_up

from .aggregates.base import Result
from .aggregates.means import median
from .rounding import fixed_points
from .tables import CountedSheet, Exact, Table
from .totals import RankedScore

PART_PREFIX = "part:"
#: Means are whole numbers of these parts of a thousandth: those of up to 300 sheets with weights stay apart.
FINE_PARTS = 10**9
#: So many tie breaks a round may have.
SLOTS = 12

#: Tie breaks besides the editor's own choices, for rounds with deductions, a clock or interactions.
EXTRA_LABELS: dict[str, str | Promise] = {
    "deductions": gettext_lazy("fewer points deducted"),
    "time": gettext_lazy("the shorter time"),
    "interactions": gettext_lazy("more interactions"),
}
_ASCENDING = {"deductions", "time", TieBreak.EARLIER.value}

KNOCKED_OUT = Comparator("knocked_out", gettext_lazy("Below the least result"))
EXACT = Comparator("exact", gettext_lazy("Exact points"), descending=True)
#: The comparators of a source of rankings of judged rounds, in the order of a row's numbers.
STORED: tuple[Comparator, ...] = (
    KNOCKED_OUT,
    EXACT,
    *(Comparator(f"tie_{place}", gettext_lazy("Decides between equals")) for place in range(1, SLOTS + 1)),
)


@dataclass(frozen=True)
class CandidateFacts:
    """What comparators look at. Points are thousandths; `sheets` are the totals of seats, `criteria` and `parts` means.

    `chair_seat` is the seat whose sheet is the chair's: the deputy's where the chair is recused. `milliseconds` is the
    time of a performance.
    """

    sheets: Mapping[int, Exact] = field(default_factory=dict)
    firsts: int = 0
    criteria: Mapping[str, Fraction] = field(default_factory=dict)
    parts: Mapping[str, Fraction] = field(default_factory=dict)
    chair_seat: int | None = None
    deducted: int = 0
    milliseconds: int | None = None
    interactions: int | None = None
    submitted_at: datetime.datetime | None = None


@dataclass(frozen=True)
class TieBreaker:
    """A tie break of a round: its comparator, how its number is taken from the facts, and shown."""

    comparator: Comparator
    number: Callable[[CandidateFacts], int | None]
    show: Callable[[int], str]


def facts_of(
    table: Table, results: Mapping[int, Result], *, chairs: Mapping[int, int] | None = None
) -> dict[int, CandidateFacts]:
    """Return the facts that follow from the sheets. `chairs` is the seat whose sheet is the chair's for each candidate.

    Means of criteria are those of the sheets that the result keeps; of equal sheets of which one is dropped each counts in
    part, so that no seat's number decides. The median and the lowest are those of all counted sheets. A seat puts a
    candidate first where it gives none more; so several may be first of one seat.
    """
    best = {seat: max(totals.values()) for seat, totals in table.by_seat.items()}
    facts = {}
    for candidate, result in results.items():
        sheets = table.by_candidate[candidate]
        facts[candidate] = CandidateFacts(
            sheets={sheet.seat: sheet.total for sheet in sheets},
            firsts=sum(sheet.total == best[sheet.seat] for sheet in sheets),
            criteria=_criterion_means(sheets, result),
            chair_seat=(chairs or {}).get(candidate),
        )
    return facts


def _criterion_means(sheets: Sequence[CountedSheet], result: Result) -> dict[str, Fraction]:
    """Return the mean of each criterion over the kept sheets; those of one total weigh the same."""
    kept = [sheet for sheet in sheets if sheet.seat in result.kept]
    if len(kept) < len(sheets) and not result.is_official:
        parts, of_total = Counter(s.total for s in kept), Counter(s.total for s in sheets)
        scale = lcm(*of_total.values())
        shares = [scale // of_total[s.total] * parts[s.total] for s in sheets]
        weighed = list(zip(shares, sheets, strict=True))
    else:
        scale, weighed = 1, [(1, s) for s in kept]
    return {
        key: Fraction(sum(share * s.points[key] for share, s in weighed), scale * len(kept))
        for key in (kept[0].points if kept else ())
    }


def tie_breakers(keys: Sequence[str], names: Mapping[str, str] | None = None) -> list[TieBreaker]:
    """Return the tie breaks that rules name; `names` are the names of criteria and parts by their keys.

    ValueError where one stands twice, where there are more than SLOTS, or for a key that does not exist.
    """
    if len(set(keys)) != len(keys) or len(keys) > SLOTS:
        raise ValueError(f"Each tie break may stand once, and at most {SLOTS}: {list(keys)}")
    return [_tie_breaker(key, names or {}) for key in keys]


def _tie_breaker(key: str, names: Mapping[str, str]) -> TieBreaker:
    kind, colon, name = key.partition(":")
    if colon:
        if f"{kind}:" not in (CRITERION_PREFIX, PART_PREFIX):
            raise ValueError(f"There is no tie break {key}.")
        label = _("more points for “%(name)s”") % {"name": names.get(name, name)}
        is_part = f"{kind}:" == PART_PREFIX
        return TieBreaker(
            Comparator(key, label, descending=True),
            lambda facts: _fine((facts.parts if is_part else facts.criteria).get(name)),
            _fine_points,
        )
    if key not in _NUMBERS:
        raise ValueError(f"There is no tie break {key}.")
    number, show = _NUMBERS[key]
    label = EXTRA_LABELS[key] if key in EXTRA_LABELS else TieBreak(key).label
    return TieBreaker(Comparator(key, label, descending=key not in _ASCENDING), number, show)


def _fine(value: Exact | None) -> int | None:
    return None if value is None else half_up(value.numerator * FINE_PARTS, value.denominator)


def _fine_points(number: int) -> str:
    return fixed_points(Fraction(number, FINE_PARTS), 3)


def microseconds(moment: datetime.datetime | None) -> int | None:
    """Return a time as whole microseconds since 1970; None for none."""
    if moment is None:
        return None
    return (moment - datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)) // datetime.timedelta(microseconds=1)


def _moment(number: int) -> str:
    return vietnamese.moment(datetime.datetime.fromtimestamp(number // 10**6, datetime.UTC))


_NUMBERS: dict[str, tuple[Callable[[CandidateFacts], int | None], Callable[[int], str]]] = {
    TieBreak.FIRSTS.value: (lambda facts: facts.firsts, str),
    TieBreak.MEDIAN.value: (
        lambda facts: _fine(median(list(facts.sheets.values()))) if facts.sheets else None,
        _fine_points,
    ),
    TieBreak.LOWEST.value: (lambda facts: _fine(min(facts.sheets.values(), default=None)), _fine_points),
    TieBreak.CHAIR_SHEET.value: (
        lambda facts: _fine(None if facts.chair_seat is None else facts.sheets.get(facts.chair_seat)),
        _fine_points,
    ),
    TieBreak.EARLIER.value: (lambda facts: microseconds(facts.submitted_at), _moment),
    "deductions": (lambda facts: facts.deducted, vietnamese.points),
    "time": (lambda facts: facts.milliseconds, lambda number: vietnamese.clock(number / 1000)),
    "interactions": (lambda facts: facts.interactions, vietnamese.thousands),
}


def stored_keys(
    score: RankedScore, facts: CandidateFacts, breakers: Iterable[TieBreaker]
) -> tuple[int | None, ...]:
    """Return a row's numbers in the order of STORED."""
    numbers = [breaker.number(facts) for breaker in breakers]
    return (score.knocked_out, score.exact, *numbers, *[None] * (SLOTS - len(numbers)))


def ranking_order(
    breakers: Iterable[TieBreaker], *, is_exact: bool, knocked_out_last: bool = True
) -> list[Comparator]:
    """Return the comparators of a round in the order in which they apply, by the keys of STORED.

    `is_exact` ranks on exact totals; `knocked_out_last` puts those below the least result behind all others, whatever
    their points.
    """
    ties = [
        Comparator(f"tie_{place}", breaker.comparator.label, breaker.comparator.descending)
        for place, breaker in enumerate(breakers, start=1)
    ]
    return [*([KNOCKED_OUT] if knocked_out_last else []), SCORE, *([EXACT] if is_exact else []), *ties]

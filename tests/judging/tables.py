"""Tables of counted sheets as plain numbers of points."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from contest_pages.judging.logic.tables import CountedSheet, Table

HUNDRED = Fraction(100_000)


def table_of(rows: dict[int, list[float | None]], most: Fraction = HUNDRED) -> Table:
    """Return a table from the points of the seats 1, 2, … for each candidate; None where a seat gave no sheet."""
    sheets = tuple(
        CountedSheet(candidate, seat, Fraction(str(points)) * 1000)
        for candidate, row in rows.items()
        for seat, points in enumerate(row, start=1)
        if points is not None
    )
    return Table(tuple(rows), sheets, most)


def values(results) -> dict[int, Fraction]:
    """Return the values of results in points."""
    return {candidate: result.value / 1000 for candidate, result in results.items()}


def order(results) -> list[int]:
    """Return each candidate's number of better ones, by candidate: the ranks, counted from 0."""
    return [
        sum(other.value > own.value for other in results.values())
        for _candidate, own in sorted(results.items())
    ]


@st.composite
def complete_rows(draw, least_seats=1, least_candidates=1, most_candidates=12):
    """Draw the points, in halves from 20 to 80, of a panel that judged everything."""
    seats = draw(st.integers(least_seats, 7))
    candidates = draw(st.integers(least_candidates, most_candidates))
    half_points = st.integers(40, 160).map(lambda halves: halves / 2)
    row = st.lists(half_points, min_size=seats, max_size=seats)
    return {number: draw(row) for number in range(1, candidates + 1)}

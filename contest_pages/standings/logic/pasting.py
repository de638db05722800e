"""Parse a pasted table of ranks: code, rank, points."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext as _

from contest_pages.data.numbers import read_number
from contest_pages.lists.columns import Column
from contest_pages.lists.csv_text import read_text
from contest_pages.lists.headings import find_table
from contest_pages.lists.sheets import NoList
from contest_pages.lists.values import code_of
from contest_pages.vietnamese import points, read_points

_COLUMNS = 20
MOST_LINES = 5000
MOST_RANK = 100_000


@dataclass(frozen=True)
class PastedLine:
    """A parsed line; the score is in thousandths of a point."""

    code: str
    rank: int
    score: int | None


@dataclass
class Pasted:
    """The parsed lines, and a sentence for each line that is wrong."""

    lines: list[PastedLine] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def _columns() -> list[Column]:
    return [
        Column("code", _("Code"), ("Mã số", "Mã tác phẩm", "Mã bài", "Mã dự thi", "SBD", "Số báo danh"), read=code_of),
        Column("rank", _("Rank"), ("Xếp hạng", "Hạng", "Thứ hạng", "Vị trí"), read=code_of),
        Column("score", _("Points"), ("Điểm", "Điểm số", "Tổng điểm", "Số điểm")),
    ]  # fmt: skip


def read_lines(text: str, known: Container[str]) -> Pasted:
    """Read lines of code, rank and points, separated by tabs or semicolons; codes must be in `known` and unique.

    Headings may name the columns in another order; without them the order is that one. Empty lines are skipped.
    """
    pasted = Pasted()
    try:
        sheet = read_text(
            text.replace(";", "\t"), most_rows=MOST_LINES, most_columns=_COLUMNS, separators="\t"
        )
    except NoList:
        pasted.problems.append(_("At most %(count)d lines are taken at once.") % {"count": MOST_LINES})
        return pasted
    columns = _columns()
    table = find_table(sheet, columns)
    places = table.places or {column.name: [place] for place, column in enumerate(columns)}
    seen: set[str] = set()
    for row in sheet.rows:
        if row.number <= table.last_heading:
            continue
        cells = [
            " ".join(column.read(row.cell(place)) for place in places.get(column.name, ()))
            for column in columns
        ]
        try:
            pasted.lines.append(_read_line(cells, known, seen))
        except ValueError as wrong:
            pasted.problems.append(_("Line %(line)d: %(problem)s") % {"line": row.number, "problem": wrong})
    return pasted


def _read_line(cells: list[str], known: Container[str], seen: set[str]) -> PastedLine:
    code, rank, score = cells
    code = code.upper()
    try:
        thousandths = read_points(score)
    except ValueError:
        raise ValueError(_("“%(cell)s” is no number of points.") % {"cell": score}) from None
    place = read_number(rank)
    if place is None or not 1 <= place <= MOST_RANK:
        raise ValueError(_("“%(cell)s” is no rank.") % {"cell": rank})
    if code in seen:
        raise ValueError(_("%(code)s stands twice.") % {"code": code})
    if code not in known:
        raise ValueError(
            _("this contest has no accepted work and no registration “%(code)s”.") % {"code": code}
        )
    seen.add(code)
    return PastedLine(code, place, thousandths)


def contradiction(rows: Iterable[tuple[str, int, int | None, str]]) -> str:
    """Return the first contradiction of ranks and points within a division, as a sentence; empty if there is none.

    Rows are (code, rank, score, division). A better rank never has fewer points, and equal ranks have equal
    points; rows without points are ignored.
    """
    groups: dict[str, list[tuple[int, int, str]]] = {}
    for code, rank, score, division in rows:
        if score is not None:
            groups.setdefault(division, []).append((rank, -score, code))
    for group in groups.values():
        ordered = sorted(group)
        for (rank, score, code), (next_rank, next_score, next_code) in pairwise(ordered):
            words = {
                "code": code,
                "rank": rank,
                "points": points(-score),
                "other": next_code,
                "other_rank": next_rank,
                "other_points": points(-next_score),
            }
            if rank == next_rank and score != next_score:
                return (
                    _(
                        "%(code)s and %(other)s share rank %(rank)d, but have %(points)s and %(other_points)s points."
                    )
                    % words
                )
            if next_score < score:
                return (
                    _(
                        "%(code)s has rank %(rank)d with %(points)s points, %(other)s rank %(other_rank)d with %(other_points)s: a better rank never has fewer points."
                    )
                    % words
                )
    return ""

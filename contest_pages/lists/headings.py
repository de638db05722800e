"""Finding a list on a sheet: its headings, in one row or two, wherever and in whatever order they stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from contest_pages.vietnamese import tidy

from .columns import Column
from .headings_known import BY_SEX
from .sheets import Row, Sheet
from .texts import heading

#: Rows with something in them that are searched for headings, which stand below letterheads and titles.
_SEARCHED = 40


@dataclass
class Table:
    """Where a list stands on its sheet: the last row of its headings, and the columns of each name, from 0.

    `unknown` are headings of no column; `to_ask` says why the columns must be assigned by hand.
    """

    last_heading: int = 0
    places: dict[str, list[int]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    to_ask: str = ""


def find_table(sheet: Sheet, columns: Sequence[Column]) -> Table:
    """Return the list on a sheet; without places where no headings are found.

    Of all rows the one with the most headings counts; a single one counts where the list has no second required column.
    """
    best = Table()
    for place, row in enumerate(sheet.rows[:_SEARCHED]):
        if any(isinstance(cell.value, int | float) for cell in row.cells.values()):
            continue
        below = sheet.rows[place + 1] if place + 1 < len(sheet.rows) else None
        found = _headed(sheet, row, below, columns)
        if len(found.places) > len(best.places):
            best = found
    enough = min(2, sum(column.required for column in columns) or 1)
    return best if len(best.places) >= enough else Table()


def _headed(sheet: Sheet, row: Row, below: Row | None, columns: Sequence[Column]) -> Table:
    """Return the table whose headings stand in a row, and in the one below where it divides them."""
    spans = _spans(sheet, row)
    subs = _divided(row, below, spans, columns)
    table = Table(last_heading=below.number if subs and below else row.number)
    texts = {place: cell.text for place, cell in row.cells.items()}
    for place in sorted(texts.keys() | subs.keys()):
        above = spans.get(place, place)
        _assign(table, place, texts.get(above, ""), subs.get(place, ""), columns)
    _join_parts(table, row, texts, subs, columns)
    if not subs:
        _ask_about_unheaded(table, sheet, row, spans, columns)
    # A merged heading stands over all of its columns.
    for places in table.places.values():
        if len(places) == 1 and not subs:
            places += [
                place for place, first in sorted(spans.items()) if first == places[0] and place != first
            ]
    known = {place for places in table.places.values() for place in places}
    table.unknown = [
        " ".join((subs.get(place) or texts[place]).split())
        for place in sorted(texts.keys() | subs.keys())
        if place not in known and spans.get(place, place) not in known and (place in texts or place in subs)
    ]
    return table


def _spans(sheet: Sheet, row: Row) -> dict[int, int]:
    """Return for each column below a merged heading of this row the column where the heading's text stands."""
    return {
        place: merged.first_column
        for merged in sheet.merged
        if merged.first_row <= row.number <= merged.last_row
        for place in range(merged.first_column, merged.last_column + 1)
    }


def _divided(row: Row, below: Row | None, spans: dict[int, int], columns: Sequence[Column]) -> dict[int, str]:
    """Return the second row's headings by column; none where that row already belongs to the list.

    It does not where all that stands in it are parts of a heading, or headings themselves.
    """
    if below is None or below.number != row.number + 1:
        return {}
    subs = {
        place: cell.text for place, cell in below.cells.items() if place not in row.cells or place in spans
    }
    if len(subs) != len(below.cells) or not subs:
        return {}
    for place, text in subs.items():
        parent = row.cell(spans.get(place, _left_of(row, place))).text
        is_part = any(c.is_headed(parent) and _part_of(c, text) is not None for c in columns)
        if not (is_part or any(c.is_headed(text) for c in columns)):
            return {}
    return subs


def _left_of(row: Row, place: int) -> int:
    """Return the nearest column with a heading, at this column or left of it."""
    return max((other for other in row.cells if other <= place), default=place)


def _part_of(column: Column, text: str) -> int | None:
    part = column.part(text)
    if part is None and column.joint == "/":
        part = _part_of_day(text)
    return part


def _part_of_day(text: str) -> int | None:
    """Return the place of a part of a date; under the pupil's sex the whole day stands, in one of two columns."""
    if unicodedata.normalize("NFC", text).strip().lower() in {sex.lower() for sex in BY_SEX}:
        return 0
    return {"ngay": 0, "thang": 1, "nam": 2}.get(heading(text))


def _assign(table: Table, place: int, text: str, sub: str, columns: Sequence[Column]) -> None:
    """Give a physical column to the list's column that its headings name."""
    for column in columns:
        is_part = sub and column.is_headed(text) and _part_of(column, sub) is not None
        if is_part:
            table.places.setdefault(column.name, []).append(place)
            return
    own = sub or text
    # The label of a question says more than what other columns are called elsewhere.
    for column in sorted(columns, key=lambda column: _distance(column.label, own)):
        if column.is_headed(own) and column.name not in table.places:
            table.places[column.name] = [place]
            return


def _distance(label: str, text: str) -> int:
    """Return 0 for a label as it is written, 1 for one in other letters or without marks, 2 for others."""
    if tidy(label).lower() == tidy(text).lower().rstrip(" *"):
        return 0
    return 1 if heading(label) == heading(text) else 2


def _join_parts(
    table: Table, row: Row, texts: dict[int, str], subs: dict[int, str], columns: Sequence[Column]
) -> None:
    """Find columns that stand only in parts, such as "Họ đệm" and "Tên" without "Họ và tên" above them."""
    taken = {place for places in table.places.values() for place in places}
    for column in columns:
        found: dict[int, int] = {}
        for place, text in {**texts, **subs}.items():
            part = column.part(text) if place not in taken else None
            if part is not None:
                found.setdefault(part, place)
        if column.name not in table.places:
            if len(found) == len(column.parts) and found:
                table.places[column.name] = [found[part] for part in sorted(found)]
                taken |= set(found.values())
        elif found and column.parts and not subs:
            # "Họ và tên" and "Tên" beside it: the second may be a part of the name, or repeat it.
            letters = ", ".join(get_column_letter(place + 1) for place in sorted(found.values()))
            table.to_ask = letters


def _ask_about_unheaded(
    table: Table, sheet: Sheet, row: Row, spans: dict[int, int], columns: Sequence[Column]
) -> None:
    """Ask about a column without a heading right of one that people divide, where most rows say something in it."""
    below = [other for other in sheet.rows if other.number > row.number]
    for column in columns:
        places = table.places.get(column.name, [])
        beside = places[0] + 1 if len(places) == 1 and column.parts else None
        if beside is None or beside in row.cells or beside in spans:
            continue
        filled = [other for other in below if other.cell(places[0]).text]
        both = [other for other in filled if other.cell(beside).text]
        if both and 2 * len(both) >= len(filled):
            table.to_ask = table.to_ask or get_column_letter(beside + 1)

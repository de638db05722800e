"""A list of people from a spreadsheet: each wrong cell is named, and what is right can be taken alone."""

from __future__ import annotations

import datetime
import re

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from contest_pages.registrations.models import ContestRegistrationPage, Member, Registration
from contest_pages.rosters.domain.comparing import Verdict, compare
from contest_pages.rosters.logic.cells import FAILED, text_of
from contest_pages.rosters.logic.lines import (
    Line,
    RosterReading,
    Wrong,
    code_heading,
    example_mark,
    number_heading,
)
from contest_pages.rosters.queries.persons import persons_of
from contest_pages.spreadsheets import MOST_ROWS, NoSpreadsheet, open_workbook
from contest_pages.vietnamese import fold

from .columns import columns_of, data_of, person_form_of

#: Headings are looked for in so many rows: letterheads and titles stand above them.
_ROWS_TO_HEADINGS = 30
#: Rows and columns of a sheet, and sheets, that are looked at; the rest is empty, or no list.
_MOST_SHEET_ROWS, _MOST_SHEET_COLUMNS, _MOST_SHEETS = 20_000, 60, 5
#: Letters of a wrong cell that are shown.
_SHOWN = 60


def read_roster_list(file, roster: Registration, now: datetime.datetime) -> RosterReading:
    """Read a list for a roster and look what taking it would do; nothing is changed.

    Headings are known by their words, wherever they stand, so that columns may be moved, hidden or added
    and titles may stand above. Raises RegistrationClosed.
    """
    reading = _read_cells(file, roster.page)
    form_class = person_form_of(roster.page)
    known = {
        person.code: person.members.all()[0] for person in persons_of(roster).prefetch_related("members")
    }
    for line in reading.lines:
        _check(line, form_class, roster.page, reading, known.get(line.texts["code"]))
    fine = [line for line in reading.lines if line.entered is not None]
    for line, verdict in zip(fine, compare(roster, [line.entered for line in fine], now), strict=True):
        line.state = verdict.state
        if verdict.refused is not None:
            _note(line, reading, verdict)
    return reading


def _read_cells(file, page: ContestRegistrationPage) -> RosterReading:
    """Return the rows below the headings, each cell as a person would have typed it."""
    reading = RosterReading(columns_of(page))
    try:
        sheet, rows, header = _sheet_with_headings(file, reading)
    except NoSpreadsheet as refused:
        reading.refused = str(refused)
        return reading
    places = reading.places
    formulas: list[tuple] | None = None
    for number, cells in enumerate(rows[header + 1 :], start=header + 2):
        # Many lists are numbered further down than they are filled, and signed below.
        if not any(text_of(_value(cells, places, name)) for name in places if name != "number"):
            continue
        if _is_example(cells, places):
            continue
        if len(reading.lines) >= MOST_ROWS:
            reading.refused = _("The list has more than %(most)d rows. Please send it in parts.") % {
                "most": MOST_ROWS
            }
            reading.lines = []
            return reading
        line = Line(row=number, texts={"code": text_of(_value(cells, places, "code")).upper()})
        for column in reading.columns:
            line.texts[column.name] = column.read(_value(cells, places, column.name))
            if line.texts[column.name] in FAILED:
                _refuse(line, reading, column.name, _("A formula failed here. Please write the value."))
            elif column.required and not line.texts[column.name]:
                if formulas is None:
                    formulas = _rows(file, sheet, values=False)
                behind = _value(formulas[number - 1], places, column.name)
                if isinstance(behind, str) and behind.startswith("="):
                    words = _("A formula stands here whose value was not saved. Please write the value.")
                    _refuse(line, reading, column.name, words, value=behind)
        reading.lines.append(line)
    if not reading.lines:
        reading.refused = _("No row with a person stands below the headings.")
    return reading


def _sheet_with_headings(file, reading: RosterReading) -> tuple[int, list[tuple], int]:
    """Return (number of the sheet, its rows, place of its headings) of the first sheet that has them.

    The places of the columns are noted in `reading`. Raises NoSpreadsheet, with what the first sheet lacks.
    """
    refused = None
    for number in range(_MOST_SHEETS):
        rows = _rows(file, number)
        if rows is None:
            break
        try:
            return number, rows, _headings(rows, reading)
        except NoSpreadsheet as missing:
            refused = refused or missing
    raise refused or NoSpreadsheet(_("The list is empty."))


def _rows(file, number: int, *, values: bool = True) -> list[tuple] | None:
    """Return the cells of a sheet, counted from 0; None if there is none. Raises NoSpreadsheet."""
    sheets = open_workbook(file, values=values).worksheets
    if number >= len(sheets):
        return None
    try:
        # What a file says of its size is often wrong; rows are counted as they come.
        sheets[number].reset_dimensions()
        rows = sheets[number].iter_rows(
            max_row=_MOST_SHEET_ROWS, max_col=_MOST_SHEET_COLUMNS, values_only=True
        )
        return list(rows)
    except Exception:
        raise NoSpreadsheet(_("This is not an Excel file (.xlsx). Please use the template.")) from None


def _plain_heading(text: str) -> str:
    return " ".join(fold(re.sub(r"\(.*?\)|\*", " ", text)).split())


def _headings(rows: list[tuple], reading: RosterReading) -> int:
    """Return the place of the row with the headings and note where each stands; NoSpreadsheet names those missing."""
    known = {_plain_heading(column.label): column.name for column in reading.columns}
    known[_plain_heading(number_heading())] = "number"
    known[_plain_heading(code_heading())] = "code"
    best: tuple[int, dict[str, int]] = (0, {})
    for place, cells in enumerate(rows[:_ROWS_TO_HEADINGS]):
        places: dict[str, int] = {}
        for column, cell in enumerate(cells):
            name = known.get(_plain_heading(text_of(cell)))
            if name is not None:
                places.setdefault(name, column)
        if len(places) > len(best[1]):
            best = (place, places)
    missing = [column.label for column in reading.columns if column.required and column.name not in best[1]]
    if missing:
        raise NoSpreadsheet(
            _("These columns are missing: %(names)s. Please use the template.")
            % {"names": ", ".join(missing)}
        )
    taken = set(best[1].values())
    reading.unknown = [
        text for place, cell in enumerate(rows[best[0]]) if place not in taken and (text := text_of(cell))
    ]
    reading.places = best[1]
    return best[0]


def _value(cells: tuple, places: dict[str, int], name: str):
    """Return what stands in a column; None where the row is shorter, as rows without a last cell are."""
    place = places.get(name)
    return cells[place] if place is not None and place < len(cells) else None


def _is_example(cells: tuple, places: dict[str, int]) -> bool:
    return fold(text_of(_value(cells, places, "number"))) == fold(example_mark())


def _check(
    line: Line, form_class, page: ContestRegistrationPage, reading: RosterReading, member: Member | None
) -> None:
    """Let the page's form look at a row; what it refuses is noted by cell. `member` is whom the row's code names."""
    for column in reading.columns:
        # A choice may be written without marks or in other letters.
        if column.choices and not column.is_many and (text := line.texts[column.name]):
            line.texts[column.name] = next((c for c in column.choices if fold(c) == fold(text)), text)
    form = form_class(
        data_of(line.texts, reading.columns, member), page=page, known={member.pk: member} if member else {}
    )
    known_wrong = {wrong.heading for wrong in line.wrong}
    if form.is_valid() and not line.wrong:
        line.entered = form.entered(code=line.texts["code"], row=line.row)
        return
    labels = {column.name: column.label for column in reading.columns}
    for name, errors in form.errors.items():
        if labels.get(name) not in known_wrong:
            _refuse(line, reading, name, " ".join(errors))


def _note(line: Line, reading: RosterReading, verdict: Verdict) -> None:
    name = verdict.refused.field
    if name not in line.texts:
        name = "full_name"
    _refuse(line, reading, name, verdict.refused.message)


def _refuse(line: Line, reading: RosterReading, name: str, reason: str, *, value: str | None = None) -> None:
    places = reading.places
    label = next((c.label for c in reading.columns if c.name == name), code_heading())
    letter = get_column_letter(places[name] + 1) if name in places else ""
    text = line.texts.get(name, "") if value is None else value
    line.wrong.append(Wrong(f"{letter}{line.row}", label, text[:_SHOWN], reason))

"""Reading a list by the declaration of its columns: what is taken, what is wrong, and what was passed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from contest_pages.data.numbers import read_number
from contest_pages.vietnamese import fold

from .columns import Column
from .headings import Table, find_table
from .passed_over import PassedOver, is_group, is_signature, is_total, numbers_columns, signs
from .sheets import Cell, NoList, Row, Sheet
from .texts import heading
from .workbooks import read_sheets

MOST_ROWS = 2000
_MOST_SHEETS = 100
#: Rows shown where columns are assigned by hand, and characters of a cell that is shown.
_SAMPLE, _SAMPLE_COLUMNS, _SHOWN = 8, 20, 60
_SHOWN_ROWS = 200


@dataclass(frozen=True)
class Choices:
    """What a person chose for a file: its sheets by place, hidden rows too, and columns assigned by hand.

    `columns` gives for a column of the file, from 0, a column's name; `first_row` is the first row of the list then.
    """

    sheets: frozenset[int] | None = None
    with_hidden_rows: bool = False
    columns: Mapping[int, str] = field(default_factory=dict)
    first_row: int = 1

    @classmethod
    def of(cls, query: QueryDict) -> Choices:
        """Return the choices of a query: `chosen` with each `sheet`, `hidden`, `column-0` …, and `first`."""
        numbers = (read_number(text, 3) for text in query.getlist("sheet"))
        columns = {
            place: name
            for key, name in query.items()
            if name
            and key.startswith("column-")
            and (place := read_number(key.removeprefix("column-"), 2)) is not None
        }
        return cls(
            sheets=frozenset(n for n in numbers if n is not None) if "chosen" in query else None,
            with_hidden_rows=query.get("hidden") == "1",
            columns=columns,
            first_row=read_number(query.get("first"), 5) or 1,
        )


#: Nothing was chosen: sheets are taken by their headings.
BY_HEADINGS = Choices()


@dataclass
class SheetFound:
    """A sheet of the file: whether it has a list, how many rows, and whether they are taken."""

    place: int
    name: str
    is_hidden: bool
    has_list: bool
    count: int = 0
    is_taken: bool = False


@dataclass
class ListRow:
    """A row of the list: its texts, why a cell cannot be read, and why one is refused, by column."""

    sheet: int
    number: int
    texts: dict[str, str]
    problems: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)

    @property
    def reasons(self) -> dict[str, str]:
        """Return what is wrong with the row, by column."""
        return {**self.refused, **self.problems}


@dataclass(frozen=True)
class SampleColumn:
    """A column of a file whose headings were not found: its place from 0, its letter, and its first texts."""

    place: int
    letter: str
    texts: list[str]


@dataclass(frozen=True)
class WrongCell:
    """A wrong cell: its address in the file, the heading, its value, and what to do."""

    cell: str
    heading: str
    value: str
    reason: str


@dataclass
class ListReading:
    """A list as it was read. With `refused` nothing of it was; with `sample` its columns are to be assigned by hand."""

    columns: Sequence[Column]
    rows: list[ListRow] = field(default_factory=list)
    sheets: list[SheetFound] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    hidden_rows: list[str] = field(default_factory=list)
    refused: str = ""
    sample: list[Row] = field(default_factory=list)
    tables: dict[int, Table] = field(default_factory=dict)
    wrong: list[WrongCell] = field(default_factory=list)

    @property
    def sample_columns(self) -> list[SampleColumn]:
        """Return the columns of the sample, to be assigned by hand."""
        width = min(max((max(row.cells) + 1 for row in self.sample), default=0), _SAMPLE_COLUMNS)
        return [
            SampleColumn(
                place, get_column_letter(place + 1), [row.cell(place).text[:_SHOWN] for row in self.sample]
            )
            for place in range(width)
            if any(row.cell(place).text for row in self.sample)
        ]

    @property
    def shown_rows(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return the first rows, wrong ones before others: where they stand, and (text, what is wrong) by column."""
        rows = sorted(self.rows, key=lambda row: not row.reasons)[:_SHOWN_ROWS]
        return [
            (self.row_address(row), [(row.texts[c.name], row.reasons.get(c.name, "")) for c in self.columns])
            for row in rows
        ]

    @property
    def is_wrong(self) -> bool:
        """Say whether the list as a whole or a cell of it is wrong."""
        return bool(self.refused or self.wrong)

    def wrong_cell(self, row: ListRow, name: str, reason: str) -> WrongCell:
        """Return a cell of a row with what is wrong with it."""
        label = next((column.label for column in self.columns if column.name == name), "")
        return WrongCell(self.address(row, name), label, row.texts.get(name, "")[:_SHOWN], reason)

    def refuse(self, row: ListRow, name: str, reason: str) -> None:
        """Note that a cell of a row is wrong; one that could not be read keeps its own reason."""
        if name not in row.reasons:
            row.refused[name] = reason
            self.wrong.append(self.wrong_cell(row, name, reason))

    def wrong_rows(self, name: str) -> list[tuple[int, str, str]]:
        """Return (number, text of a column, all that is wrong) of the rows with wrong cells."""
        return [
            (row.number, row.texts[name], " ".join(row.reasons.values())) for row in self.rows if row.reasons
        ]

    def row_address(self, row: ListRow) -> str:
        """Return the number of a row, with its sheet where several are taken: "7", "10A2!7"."""
        return f"{self.sheets[row.sheet].name}!{row.number}" if len(self.tables) > 1 else str(row.number)

    def address(self, row: ListRow, name: str) -> str:
        """Return the address of a row's cell, with its sheet where several are taken: "C7", "10A2!C7"."""
        places = self.tables[row.sheet].places.get(name)
        cell = f"{get_column_letter(places[0] + 1) if places else ''}{row.number}"
        return f"{self.sheets[row.sheet].name}!{cell}" if len(self.tables) > 1 else cell


def read_list(
    file, columns: Sequence[Column], choices: Choices = BY_HEADINGS, *, most_rows: int = MOST_ROWS
) -> ListReading:
    """Read a list from a file of any format; nothing is taken that the columns do not name.

    Sheets are taken by their headings: without a choice all that are shown and have them. A sheet without headings is
    taken only where `choices` assigns its columns; `sample` shows its first rows then. Rows that are hidden are not
    taken unless chosen, and named.
    """
    try:
        sheets = read_sheets(file, most_rows=20_000 if most_rows < 20_000 else most_rows)
    except NoList as refused:
        return ListReading(columns, refused=str(refused))
    return read_from(sheets, columns, choices, most_rows=most_rows)


def read_from(
    sheets: Sequence[Sheet], columns: Sequence[Column], choices: Choices, *, most_rows: int = MOST_ROWS
) -> ListReading:
    """Read a list from sheets, see `read_list`."""
    reading = ListReading(columns)
    tables = {place: _table(sheet, columns, choices) for place, sheet in enumerate(sheets[:_MOST_SHEETS])}
    reading.sheets = [
        SheetFound(place, sheet.name, sheet.is_hidden, bool(tables[place].places))
        for place, sheet in enumerate(sheets[:_MOST_SHEETS])
    ]
    for found in reading.sheets:
        is_wanted = found.place in choices.sheets if choices.sheets is not None else not found.is_hidden
        if not (found.has_list and is_wanted):
            continue
        table = tables[found.place]
        if problem := _missing(table, columns):
            reading.refused = reading.refused or problem
            _ask(reading, sheets[found.place])
            return reading
        found.is_taken = True
        reading.tables[found.place] = table
        before = len(reading.rows)
        _take(reading, sheets[found.place], found, choices)
        found.count = len(reading.rows) - before
        reading.unknown += [text for text in table.unknown if text not in reading.unknown]
    if len(reading.rows) > most_rows:
        reading.refused = _("The list has more than %(most)d rows. Please send it in parts.") % {
            "most": most_rows
        }
        reading.rows = []
    elif not reading.rows and not reading.refused:
        _refuse_empty(reading, sheets)
    return reading


def _table(sheet: Sheet, columns: Sequence[Column], choices: Choices) -> Table:
    """Return where the list stands: as assigned by hand, or by its headings."""
    if not choices.columns:
        return find_table(sheet, columns)
    known = {column.name for column in columns}
    places: dict[str, list[int]] = {}
    for place, name in sorted(choices.columns.items()):
        if name in known:
            places.setdefault(name, []).append(place)
    return Table(last_heading=choices.first_row - 1, places=places)


def _missing(table: Table, columns: Sequence[Column]) -> str:
    """Return why a table cannot be read as it stands; empty where it can."""
    missing = [column.label for column in columns if column.required and column.name not in table.places]
    if missing:
        return _(
            "These columns are missing: %(names)s. Please use the template, or say below which they are."
        ) % {"names": ", ".join(missing)}
    if table.to_ask:
        return _(
            "What stands in column %(letters)s is not certain. Please say below what each column is."
        ) % {"letters": table.to_ask}
    return ""


def _refuse_empty(reading: ListReading, sheets: Sequence[Sheet]) -> None:
    """Say why there is no row: no headings, nothing below them, or nothing at all."""
    shown = [sheet for sheet in sheets if sheet.rows and not sheet.is_hidden]
    if any(found.is_taken for found in reading.sheets):
        reading.refused = _("No row stands below the headings.")
    elif not any(sheet.rows for sheet in sheets):
        reading.refused = _("The list is empty.")
    elif reading.sheets and not shown:
        reading.refused = _("All sheets with a list are hidden. Choose below which to take.")
    elif any(found.has_list for found in reading.sheets):
        reading.refused = _("Choose at least one sheet.")
    else:
        reading.refused = _(
            "The headings of the columns were not found. Please say below what each column is."
        )
        _ask(reading, shown[0])


def _ask(reading: ListReading, sheet: Sheet) -> None:
    """Show the first rows, so that the columns can be assigned."""
    reading.sample = sheet.rows[:_SAMPLE]
    reading.rows, reading.wrong = [], []


def _take(reading: ListReading, sheet: Sheet, found: SheetFound, choices: Choices) -> None:
    """Add the rows of a sheet below its headings."""
    table = reading.tables[found.place]
    is_over = False
    for row in sheet.rows:
        if row.number <= table.last_heading:
            continue
        texts, problems = _texts(row, reading.columns, table)
        is_complete = _is_complete(texts, problems, reading.columns)
        is_over = is_over or (not is_complete and (is_total(row) or is_signature(row)))
        if row.is_hidden and not choices.with_hidden_rows and (texts or problems):
            reading.hidden_rows.append(_address_of(reading, found, row))
            continue
        reason = _repetition(row, texts, reading.columns, table)
        if not reason and not is_complete:
            reason = _no_row(row, texts, problems, is_over=is_over)
        if reason:
            text = " · ".join(" ".join(t.split()) for t in row.texts)[:120]
            reading.passed_over.append(PassedOver(found.name, row.number, text, reason))
            continue
        complete = {column.name: texts.get(column.name, "") for column in reading.columns}
        taken = ListRow(found.place, row.number, complete, problems)
        reading.rows.append(taken)
        reading.wrong += [reading.wrong_cell(taken, name, problem) for name, problem in problems.items()]


def _address_of(reading: ListReading, found: SheetFound, row: Row) -> str:
    return f"{found.name}!{row.number}" if found.name and len(reading.sheets) > 1 else str(row.number)


def _texts(row: Row, columns: Sequence[Column], table: Table) -> tuple[dict[str, str], dict[str, str]]:
    """Return what a row says, and why a cell cannot be read, by the names of columns."""
    texts, problems = {}, {}
    for column in columns:
        cells = [row.cell(place) for place in table.places.get(column.name, [])]
        if problem := next((cell.problem for cell in cells if cell.problem), ""):
            problems[column.name] = problem
            texts[column.name] = " ".join(cell.text for cell in cells if cell.text)
            continue
        filled = [cell for cell in cells if cell.text]
        if not filled:
            continue
        try:
            text = column.joint.join(column.read(cell) for cell in filled)
            texts[column.name] = text if len(filled) == 1 else column.read(Cell(text, text))
        except ValueError as wrong:
            problems[column.name] = str(wrong)
            texts[column.name] = filled[0].text
    return texts, problems


def _is_complete(texts: Mapping[str, str], problems: Mapping[str, str], columns: Sequence[Column]) -> bool:
    """Say whether a row says something in each required column, and not only who signs there.

    Such a row always belongs to the list.
    """
    required = [column.name for column in columns if column.required]
    if not required or not all(texts.get(name) or name in problems for name in required):
        return False
    return not all(signs(texts.get(name, "")) for name in required)


def _repetition(row: Row, texts: Mapping[str, str], columns: Sequence[Column], table: Table) -> str:
    """Return why a row repeats what the template or the headings say; empty for all others."""
    if _repeats_headings(row, columns, table):
        return _("The headings once more.")
    if numbers_columns(row):
        return _("Numbers of the columns.")
    return _("The template's example.") if _is_example(texts, columns) else ""


def _no_row(row: Row, texts: Mapping[str, str], problems: Mapping[str, str], *, is_over: bool) -> str:
    """Return why an incomplete row is passed over; empty for one that is to be completed."""
    if not texts and not problems:
        return _("Nothing stands in the columns of the list.")
    if is_group(row):
        return _("A title.")
    return _("A total or a signature.") if is_over else ""


def _repeats_headings(row: Row, columns: Sequence[Column], table: Table) -> bool:
    cells = [
        (column, row.cell(places[0]).text) for column in columns if (places := table.places.get(column.name))
    ]
    texts = [(column, text) for column, text in cells if text]
    headed = 0
    for number, (column, text) in enumerate(texts):
        headed += heading(text) in column.headings
        if headed + len(texts) - number - 1 <= max(1, len(texts) // 2):
            return False
    return headed > 1


def _is_example(texts: Mapping[str, str], columns: Sequence[Column]) -> bool:
    """Say whether a row still is the template's example; a row that was typed over is taken."""
    examples = {c.name: c.example for c in columns if c.example}
    if not examples or examples.keys() != {name for name, text in texts.items() if text}:
        return False
    return all(
        fold(column.read(Cell(column.example, column.example))) == fold(texts[column.name])
        for column in columns
        if column.example
    )

"""A list of units from a spreadsheet: read, compared with the tree, applied in one transaction."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable, Iterable
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.spreadsheets import MOST_ROWS_OF_UNITS, Reading, new_list, read_date, rows_of
from contest_pages.units.enums import Difference, UnitKind
from contest_pages.units.errors import UnitRefused
from contest_pages.units.logic.comparing import Change, Comparison, UnitLine, compare, parents_first
from contest_pages.units.models import Succession, Unit, UnitList
from contest_pages.vietnamese import fold, tidy

from .tree import end, hand_over_children, index, insert

_COLUMNS = 9


def columns() -> list[str]:
    """Return the headings of a list, in the order of the template."""
    return [
        _("Code"),
        _("Name"),
        _("Kind"),
        _("Code of the unit above"),
        _("Block of comparable units"),
        _("Exists from"),
        _("Exists until"),
        _("Succeeded by (codes, with semicolons)"),
        _("Official e-mail"),
    ]


def template(file) -> None:
    """Write an empty list with its headings, an example, and the kinds into `file`."""
    workbook = new_list(columns(), (12, 32, 28, 22, 26, 14, 14, 36, 30))
    kinds = workbook.create_sheet(_("Kinds"))
    for kind in UnitKind:
        kinds.append([str(kind.label)])
    workbook.save(file)


def read_list(file, name: str) -> tuple[list[UnitLine], list[tuple[int, str, str]]]:
    """Return the lines of an XLSX or CSV file and (row, code, reason) of those that cannot be read."""
    reading = Reading()
    if name.lower().endswith(".csv"):
        rows = _csv_rows(file, reading)
    else:
        rows = rows_of(file, columns=_COLUMNS, reading=reading, most=MOST_ROWS_OF_UNITS)
    kinds = {fold(str(kind.label)): kind.value for kind in UnitKind} | {
        kind.value: kind.value for kind in UnitKind
    }
    lines, wrong = [], []
    for number, cells in rows:
        line, reason = _read_row(number, cells, kinds)
        if reason:
            wrong.append((number, line.code, reason))
        else:
            lines.append(line)
    wrong += [(0, "", reason) for _cell, _value, reason in reading.wrong]
    return lines, wrong


def _csv_rows(file, reading: Reading) -> Iterable[tuple[int, list]]:
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        reading.refuse_list(
            _("The text of this file is not UTF-8. Please save it as “CSV UTF-8” or as .xlsx.")
        )
        return
    separator = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    rows = csv.reader(io.StringIO(text), delimiter=separator)
    next(rows, None)
    for number, row in enumerate(rows, start=2):
        if number > MOST_ROWS_OF_UNITS + 1:
            reading.refuse_list(_("The list has more than %(most)d rows.") % {"most": MOST_ROWS_OF_UNITS})
            return
        if any(cell.strip() for cell in row):
            yield number, (row + [""] * _COLUMNS)[:_COLUMNS]


def _read_row(number: int, cells: list, kinds: dict[str, str]) -> tuple[UnitLine, str]:
    code, name, kind, parent, block, valid_from, valid_to, successors, email = cells
    line = UnitLine(
        row=number,
        code=_code(code),
        name=tidy(str(name)),
        kind=kinds.get(fold(str(kind)), ""),
        parent=_code(parent),
        block=tidy(str(block))[:100],
        email=str(email).strip().lower(),
        successors=tuple(filter(None, (_code(part) for part in str(successors).split(";")))),
    )
    if not line.code:
        return line, _("A code is missing.")
    if len(line.code) > 20:
        return line, _("The code is longer than 20 letters.")
    if not line.name or len(line.name) > 200:
        return line, _("A name is missing, or it is longer than 200 letters.")
    if not line.kind:
        return line, _("Write one of: %(names)s.") % {
            "names": ", ".join(str(kind.label) for kind in UnitKind)
        }
    try:
        if line.email:
            validate_email(line.email)
    except ValidationError:
        return line, _("This is not an e-mail address. An example: ten@example.vn.")
    days = []
    for cell in (valid_from, valid_to):
        day = read_date(cell)
        if day is None and str(cell).strip():
            return line, _("Write the date as day/month/year, for example 05/8/1990.")
        days.append(day)
    return replace(line, valid_from=days[0], valid_to=days[1]), ""


def _code(cell) -> str:
    """Return a code as text; a number that a spreadsheet made of it keeps its digits."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()


def known_units() -> dict[str, UnitLine]:
    """Return today's units by their codes, as lines of a list."""
    units = list(Unit.objects.today())
    by_path = {unit.path: unit.code for unit in units}
    return {
        unit.code: UnitLine(
            code=unit.code,
            name=unit.name,
            kind=unit.kind,
            parent=by_path.get(unit.path[: -Unit.steplen], ""),
            block=unit.block,
            email=unit.email,
            valid_from=unit.valid_from,
        )
        for unit in units
    }


def preview(file, name: str) -> Comparison:
    """Return what a file would do, without doing it."""
    lines, wrong = read_list(file, name)
    ended = set(Unit.objects.exclude(valid_to=None).values_list("code", "valid_to"))
    comparison = compare(lines, known_units(), ended)
    comparison.wrong = sorted(comparison.wrong + wrong)
    return comparison


@transaction.atomic
def apply(
    comparison: Comparison,
    *,
    on: datetime.date | None = None,
    actor=None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> int:
    """Do what a comparison says, all of it or nothing, and return how many units it touched.

    With a day, renamed and moved units end the day before and a successor of the same code begins, so that
    contests of the past keep what they show; without one they are corrected in place. `progress` hears
    (done, total). The same list again finds nothing left to do. Raises UnitRefused where a unit that is to
    begin anew begins only on that day or later.
    """
    changes = comparison.changes
    total, done = len(changes), 0
    units = {unit.code: unit for unit in Unit.objects.today()}
    new = [change for change in changes if Difference.NEW in change.differences]
    for generation in parents_first(new):
        pairs = [(_unit_of(change.line), units.get(change.line.parent)) for change in generation]
        units |= {unit.code: unit for unit in insert(pairs)}
        done += len(generation)
        progress(done, total)
    corrected = []
    for change in changes:
        if Difference.NEW in change.differences:
            continue
        unit = Unit.objects.get(pk=units[change.line.code].pk)
        if on is not None and {Difference.RENAMED, Difference.MOVED} & set(change.differences):
            unit = _begin_anew(unit, change.line, units, on)
        else:
            _correct(unit, change, units)
            corrected.append(unit)
        units[unit.code] = unit
        done += 1
        progress(done, total)
    index(corrected)
    _close(changes, units)
    if total:
        root = units[changes[0].line.code]
        audit.record("contest.import_units", root, actor=actor, units=total)
    return total


def hand_in(*, file, on: datetime.date | None, actor, now: datetime.datetime) -> UnitList:
    """Keep a list that somebody brought; nothing happens to units yet."""
    return UnitList.objects.create(
        file=file, file_name=file.name[:200], on=on, brought_by=actor, brought_at=now
    )


def apply_list(*, unit_list: UnitList, actor, now: datetime.datetime) -> int:
    """Do what a kept list says to the tree as it is now, and return how many units it touched.

    Twice is as good as once. Raises UnitRefused while a row of it is wrong, and where somebody else has
    added one of its units in the same moment.
    """
    try:
        return _apply_list(unit_list, actor, now)
    except IntegrityError:
        raise UnitRefused(
            _("Somebody has changed these units in the same moment. Please look at the list again.")
        ) from None


@transaction.atomic
def _apply_list(unit_list: UnitList, actor, now: datetime.datetime) -> int:
    unit_list = UnitList.objects.select_for_update().get(pk=unit_list.pk)
    if unit_list.applied_at is not None:
        return unit_list.count
    with unit_list.file.open() as file:
        comparison = preview(file, unit_list.file.name)
    if comparison.wrong:
        raise UnitRefused(_("Rows of this list are wrong. Please mend them and hand it in again."))
    unit_list.count = apply(comparison, on=unit_list.on, actor=actor)
    unit_list.applied_at = now
    unit_list.save(update_fields=["count", "applied_at"])
    return unit_list.count


def _unit_of(line: UnitLine) -> Unit:
    return Unit(
        code=line.code,
        name=line.name,
        kind=line.kind,
        block=line.block,
        email=line.email,
        valid_from=line.valid_from,
    )


def _correct(unit: Unit, change: Change, units: dict[str, Unit]) -> None:
    unit.name, unit.kind, unit.block = change.line.name, change.line.kind, change.line.block
    unit.email = change.line.email or unit.email
    unit.save()
    if Difference.MOVED in change.differences:
        parent = units.get(change.line.parent)
        _move(unit, parent)
        unit.refresh_from_db()


def _move(unit: Unit, parent: Unit | None) -> None:
    if parent is None:
        unit.move(Unit.get_last_root_node(), "last-sibling")
    else:
        unit.move(Unit.objects.get(pk=parent.pk), "last-child")


def _begin_anew(unit: Unit, line: UnitLine, units: dict[str, Unit], on: datetime.date) -> Unit:
    if unit.valid_from is not None and unit.valid_from >= on:
        raise UnitRefused(_("%(unit)s begins only on that day or later.") % {"unit": unit})
    end(unit, on, [])
    anew = _unit_of(replace(line, valid_from=on, email=line.email or unit.email))
    successor = insert([(anew, units.get(line.parent))])[0]
    Succession.objects.create(predecessor=unit, successor=successor)
    hand_over_children(unit, successor)
    return Unit.objects.get(pk=successor.pk)


def _close(changes: list[Change], units: dict[str, Unit]) -> None:
    """Let units end last, when those that succeed them are there."""
    for change in changes:
        if change.line.valid_to is None:
            continue
        unit = Unit.objects.get(pk=units[change.line.code].pk)
        end(
            unit,
            change.line.valid_to + datetime.timedelta(days=1),
            [units[code] for code in change.line.successors],
        )

"""A list of units from a spreadsheet: read, compared with the tree, applied in one transaction."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.data.days import read_day
from contest_pages.lists.columns import Column
from contest_pages.lists.reading import BY_HEADINGS, Choices, ListReading, ListRow, read_list
from contest_pages.lists.templates import empty_list
from contest_pages.lists.values import code_of, day_of
from contest_pages.units.enums import Difference, UnitKind
from contest_pages.units.errors import UnitRefused
from contest_pages.units.logic.list_diff import Change, Comparison, UnitLine, compare, parents_first
from contest_pages.units.models import Succession, Unit, UnitList
from contest_pages.vietnamese import fold

from .tree import end, hand_over_children, index, insert

#: The whole country has 14,000 units, old and new.
_MOST_ROWS = 20_000
_LONGEST_CODE: int = Unit._meta.get_field("code").max_length or 0
_LONGEST_NAME: int = Unit._meta.get_field("name").max_length or 0
_LONGEST_BLOCK: int = Unit._meta.get_field("block").max_length or 0


def columns() -> list[Column]:
    """Return the columns of a list, in the order of the template."""
    kinds = tuple(str(kind.label) for kind in UnitKind)
    return [
        Column("code", _("Code"), ("Mã số", "Mã đơn vị", "Mã ĐVHC", "Mã xã", "Mã huyện", "Mã trường"), read=code_of, width=12,
               required=True, is_text=True),
        Column("name", _("Name"), ("Tên đơn vị", "Đơn vị", "Tên gọi", "Tên xã", "Tên huyện", "Tên trường"), width=32, required=True),
        Column("kind", _("Kind"), ("Loại hình", "Loại đơn vị", "Cấp", "Cấp hành chính"), width=28, required=True, choices=kinds),
        Column("parent", _("Code of the unit above"), ("Mã cấp trên", "Mã đơn vị cấp trên", "Trực thuộc mã"),
               read=code_of, width=22, is_text=True),
        Column("block", _("Block of comparable units"), ("Khối", "Khối thi đua", "Cụm"), width=26),
        Column("valid_from", _("Exists from"), ("Từ ngày",), read=day_of, width=14, is_text=True),
        Column("valid_to", _("Exists until"), ("Đến ngày", "Đến hết ngày"), read=day_of, width=14, is_text=True),
        Column("successors", _("Succeeded by (codes, with semicolons)"), ("Mã kế thừa", "Đơn vị kế thừa"),
               read=code_of, width=36),
        Column("email", _("Official e-mail"), ("Email", "Thư điện tử", "Hộp thư công vụ"), width=30),
    ]  # fmt: skip


def template(file) -> None:
    """Write an empty list with its headings and the kinds into `file`."""
    empty_list(columns()).save(file)


def read_units(file, choices: Choices = BY_HEADINGS) -> tuple[ListReading, list[UnitLine]]:
    """Return a list as it was read, with every wrong cell named, and the lines of its right rows."""
    reading = read_list(file, columns(), choices, most_rows=_MOST_ROWS)
    kinds = {fold(str(kind.label)): kind.value for kind in UnitKind} | {
        kind.value: kind.value for kind in UnitKind
    }
    lines = [_line(row, kinds, reading) for row in reading.rows]
    return reading, [line for row, line in zip(reading.rows, lines, strict=True) if not row.reasons]


def _line(row: ListRow, kinds: dict[str, str], reading: ListReading) -> UnitLine:
    """Return a row as a line; what is wrong in it is noted."""
    texts = row.texts
    line = UnitLine(
        row=row.number,
        code=texts["code"],
        name=texts["name"],
        kind=kinds.get(fold(texts["kind"]), ""),
        parent=texts["parent"],
        block=texts["block"],
        email=texts["email"].lower(),
        valid_from=read_day(texts["valid_from"]),
        valid_to=read_day(texts["valid_to"]),
        successors=tuple(filter(None, (part.strip() for part in texts["successors"].split(";")))),
    )
    if not line.code:
        reading.refuse(row, "code", _("A code is missing."))
    elif len(line.code) > _LONGEST_CODE:
        words = _("The code is longer than %(count)d letters.") % {"count": _LONGEST_CODE}
        reading.refuse(row, "code", words)
    if not line.name or len(line.name) > _LONGEST_NAME:
        words = _("A name is missing, or it is longer than %(count)d letters.") % {"count": _LONGEST_NAME}
        reading.refuse(row, "name", words)
    if not line.kind:
        names = ", ".join(str(kind.label) for kind in UnitKind)
        reading.refuse(row, "kind", _("Write one of: %(names)s.") % {"names": names})
    if len(line.block) > _LONGEST_BLOCK:
        reading.refuse(row, "block", _("At most %(count)d letters.") % {"count": _LONGEST_BLOCK})
    try:
        if line.email:
            validate_email(line.email)
    except ValidationError:
        reading.refuse(row, "email", _("This is not an e-mail address. An example: ten@example.vn."))
    for name, day in (("valid_from", line.valid_from), ("valid_to", line.valid_to)):
        if day is None and texts[name]:
            reading.refuse(row, name, _("Write the date as day/month/year, for example 05/8/1990."))
    return line


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


def preview(file, choices: Choices = BY_HEADINGS) -> tuple[ListReading, Comparison]:
    """Return a file as it was read, and the changes that it would make; wrong cells are wrong rows of it."""
    reading, lines = read_units(file, choices)
    ended = set(Unit.objects.exclude(valid_to=None).values_list("code", "valid_to"))
    comparison = compare(lines, known_units(), ended)
    comparison.wrong = sorted([*comparison.wrong, *reading.wrong_rows("code")])
    if reading.refused:
        comparison.wrong.insert(0, (0, "", reading.refused))
    return reading, comparison


@transaction.atomic
def apply(
    comparison: Comparison,
    *,
    on: datetime.date | None = None,
    actor=None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> int:
    """Apply a comparison completely or not at all, and return how many units changed.

    With a day, renamed and moved units end the day before and a successor of the same code begins, so that
    contests of the past keep what they show; without one they are corrected in place. `progress` is
    called with (done, total). Idempotent: the same list again changes nothing. Raises UnitRefused where a unit
    that is to be replaced begins only on that day or later.
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
            unit = _replace_by_successor(unit, change.line, units, on)
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


def upload_list(*, file, on: datetime.date | None, actor, now: datetime.datetime) -> UnitList:
    """Store an uploaded list; units do not change yet."""
    return UnitList.objects.create(
        file=file, file_name=file.name[:200], on=on, uploaded_by=actor, uploaded_at=now
    )


def apply_list(*, unit_list: UnitList, actor, now: datetime.datetime, choices: Choices = BY_HEADINGS) -> int:
    """Apply an uploaded list to the present tree and return how many units changed.

    Idempotent. Raises UnitRefused while one of its rows is wrong, and where a concurrent change added one of its
    units.
    """
    try:
        return _apply_list(unit_list, actor, now, choices)
    except IntegrityError:
        raise UnitRefused(
            _("Somebody has changed these units in the same moment. Please look at the list again.")
        ) from None


@transaction.atomic
def _apply_list(unit_list: UnitList, actor, now: datetime.datetime, choices: Choices) -> int:
    unit_list = UnitList.objects.select_for_update().get(pk=unit_list.pk)
    if unit_list.applied_at is not None:
        return unit_list.count
    with unit_list.file.open() as file:
        _reading, comparison = preview(file, choices)
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


def _replace_by_successor(unit: Unit, line: UnitLine, units: dict[str, Unit], on: datetime.date) -> Unit:
    if unit.valid_from is not None and unit.valid_from >= on:
        raise UnitRefused(_("%(unit)s begins only on that day or later.") % {"unit": unit})
    end(unit, on, [])
    replacement = _unit_of(replace(line, valid_from=on, email=line.email or unit.email))
    successor = insert([(replacement, units.get(line.parent))])[0]
    Succession.objects.create(predecessor=unit, successor=successor)
    hand_over_children(unit, successor)
    return Unit.objects.get(pk=successor.pk)


def _close(changes: list[Change], units: dict[str, Unit]) -> None:
    """End units last, when their successors exist."""
    for change in changes:
        if change.line.valid_to is None:
            continue
        unit = Unit.objects.get(pk=units[change.line.code].pk)
        end(
            unit,
            change.line.valid_to + datetime.timedelta(days=1),
            [units[code] for code in change.line.successors],
        )

"""The units of Vietnam: 63 provinces with their districts until 30 June 2025, 34 provinces since, and what became of what.

The data are those of the package `vietnamadminunits` (MIT), read as files: the package itself need not be
imported, and what it asks for besides need not be installed.
"""

from __future__ import annotations

import datetime
import importlib.util
import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages.units.enums import UnitKind
from contest_pages.units.errors import UnitRefused
from contest_pages.units.models import Succession, Unit
from contest_pages.vietnamese import fold

from .tree import insert

#: Resolution 202/2025/QH15 and those on communes: the new map holds from this day.
SINCE = datetime.date(2025, 7, 1)
UNTIL = datetime.date(2025, 6, 30)
_NEW = "SELECT province, provinceShort, provinceCode, provinceKey, ward, wardCode, wardKey FROM admin_units"
_OLD = """SELECT province, provinceCode, provinceKey, district, districtCode, districtKey, ward, wardCode, wardKey
            FROM admin_units_legacy"""


@dataclass(frozen=True)
class Loaded:
    """How many units were added of each map, and how many links between them."""

    old: int
    new: int
    links: int


def _data() -> Path:
    found = importlib.util.find_spec("vietnamadminunits")
    if found is None or not found.submodule_search_locations:
        raise UnitRefused(
            _("The package vietnamadminunits is not installed: pip install --no-deps vietnamadminunits.")
        )
    return Path(found.submodule_search_locations[0]) / "data"


def _rows(statement: str) -> list[sqlite3.Row]:
    with closing(sqlite3.connect(f"file:{_data() / 'dataset.db'}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        return connection.execute(statement).fetchall()


class _Books:
    """Finds units that are there by code and end, and collects those that are not."""

    def __init__(self):
        self.known = {(unit.code, unit.valid_to): unit for unit in Unit.objects.all()}
        self.added = 0

    def add(self, wanted: Sequence[tuple[Unit, Unit | None]]) -> list[Unit]:
        """Insert what is not there and return all of it, known or new, in the order given."""
        missing = {}
        for unit, parent in wanted:
            key = (unit.code, unit.valid_to)
            if key not in self.known and key not in missing:
                missing[key] = (unit, parent)
        self.added += len(missing)
        for unit in insert(missing.values()):
            self.known[unit.code, unit.valid_to] = unit
        return [self.known[unit.code, unit.valid_to] for unit, _parent in wanted]


@transaction.atomic
def load(province: str = "", *, progress: Callable[[str], None] = lambda words: None) -> Loaded:
    """Add both maps of a province of today, or of all; existing units stay. Idempotent.

    A province that was not merged is one unit in both maps. Raises UnitRefused for a name that no province
    of today has, and without the package.
    """
    links = json.loads((_data() / "converter_2025.json").read_text(encoding="utf-8"))
    new = _chosen(_rows(_NEW), province)
    provinces = {row["provinceKey"]: row for row in new}
    old_keys = {key: links["DICT_PROVINCE"].get(key, [key]) for key in provinces}
    wanted = {old for keys in old_keys.values() for old in keys}
    old = [row for row in _rows(_OLD) if row["provinceKey"] in wanted]
    books = _Books()
    unmerged = {key for key, keys in old_keys.items() if keys == [key]}
    today = _new_map(books, new, unmerged)
    added_new = books.added
    progress(_("%(count)d units of today.") % {"count": len(new) + len(provinces)})
    past = _old_map(books, old, unmerged, today)
    progress(_("%(count)d units of the old map.") % {"count": len(past)})
    made = _link(links, today, past, old_keys, unmerged)
    return Loaded(old=books.added - added_new, new=added_new, links=made)


def _chosen(rows: list[sqlite3.Row], province: str) -> list[sqlite3.Row]:
    if not province:
        return rows
    name = fold(province)
    chosen = [row for row in rows if name in (fold(row["province"]), fold(row["provinceShort"]))]
    if not chosen:
        names = ", ".join(sorted({row["provinceShort"] for row in rows}, key=fold))
        raise UnitRefused(_("There is no such province today. There are: %(names)s.") % {"names": names})
    return chosen


def _new_map(books: _Books, rows: list[sqlite3.Row], unmerged: set[str]) -> dict[str, Unit]:
    """Return today's units by "province" and "province_ward"."""
    found: dict[str, Unit] = {}
    provinces = {row["provinceKey"]: row for row in rows}
    units = [
        (
            Unit(
                name=row["province"],
                code=row["provinceCode"],
                kind=UnitKind.PROVINCE,
                valid_from=None if key in unmerged else SINCE,
            ),
            None,
        )
        for key, row in provinces.items()
    ]
    found |= dict(zip(provinces, books.add(units), strict=True))
    wards = [
        (
            Unit(name=row["ward"], code=row["wardCode"], kind=UnitKind.COMMUNE, valid_from=SINCE),
            found[row["provinceKey"]],
        )
        for row in rows
    ]
    keys = [f"{row['provinceKey']}_{row['wardKey']}" for row in rows]
    return found | dict(zip(keys, books.add(wards), strict=True))


def _old_map(
    books: _Books, rows: list[sqlite3.Row], unmerged: set[str], today: dict[str, Unit]
) -> dict[str, Unit]:
    """Return the old units by "province", "province_district" and "province_district_ward"."""
    found = {key: today[key] for key in unmerged}
    provinces = {row["provinceKey"]: row for row in rows if row["provinceKey"] not in unmerged}
    units = [
        (Unit(name=row["province"], code=row["provinceCode"], kind=UnitKind.PROVINCE, valid_to=UNTIL), None)
        for row in provinces.values()
    ]
    found |= dict(zip(provinces, books.add(units), strict=True))
    districts = {f"{row['provinceKey']}_{row['districtKey']}": row for row in rows if row["districtKey"]}
    units = [
        (
            Unit(name=row["district"], code=row["districtCode"], kind=UnitKind.DISTRICT, valid_to=UNTIL),
            found[row["provinceKey"]],
        )
        for row in districts.values()
    ]
    found |= dict(zip(districts, books.add(units), strict=True))
    wards = {
        f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey']}": row for row in rows if row["wardKey"]
    }
    units = [
        (
            Unit(name=row["ward"], code=row["wardCode"], kind=UnitKind.COMMUNE, valid_to=UNTIL),
            found[f"{row['provinceKey']}_{row['districtKey']}"],
        )
        for row in wards.values()
    ]
    return found | dict(zip(wards, books.add(units), strict=True))


def _link(links: dict, today: dict, past: dict, old_keys: dict, unmerged: set[str]) -> int:
    """Record successions and return how many links were added."""
    pairs: dict[tuple[int, int], None] = {}

    def note(old: str, new: str) -> None:
        if old in past and new in today:
            pairs[past[old].pk, today[new].pk] = None

    for key, olds in old_keys.items():
        if key not in unmerged:
            for old in olds:
                note(old, key)
        for ward, wards in links["DICT_PROVINCE_WARD_NO_DIVIDED"].get(key, {}).items():
            for old in wards:
                note(old, f"{key}_{ward}")
        for old, parts in links["DICT_PROVINCE_WARD_DIVIDED"].get(key, {}).items():
            for part in parts:
                note(old, f"{key}_{part['newWardKey']}")
    known = defaultdict(set)
    for predecessor, successor in Succession.objects.values_list("predecessor", "successor"):
        known[predecessor].add(successor)
    missing = [
        Succession(predecessor_id=old, successor_id=new) for old, new in pairs if new not in known[old]
    ]
    Succession.objects.bulk_create(missing, batch_size=2000)
    return len(missing)

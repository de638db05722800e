"""Every text that the extension keeps is either planted with a person or known to hold nobody, with the reason."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from .fields import NOBODY_IN, PLANTED, columns_of, text_columns

SECURITY = Path(__file__).resolve().parents[2] / "docs/security.md"


def test_each_text_is_planted_or_has_a_reason_why_nobody_stands_in_it():
    own = {table: columns for table, columns in PLANTED.items() if table.startswith("contest_")}
    decided = Counter(columns_of(own))
    for tables in NOBODY_IN.values():
        decided.update(columns_of(tables))
    assert set(decided) == text_columns()
    assert max(decided.values()) == 1, decided.most_common(3)


def test_the_inventory_names_every_table_in_which_a_person_may_stand():
    inventory = (
        SECURITY.read_text(encoding="utf-8").partition("## The data that are kept")[2].partition("\n## ")[0]
    )
    named = re.findall(r"`([a-z_]+?)(_…)?`", inventory)
    missing = {
        table
        for table in PLANTED
        if not any(table == name or (rest and table.startswith(f"{name}_")) for name, rest in named)
    }
    assert not missing

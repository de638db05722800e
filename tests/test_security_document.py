"""docs/security.md names every point of the standard's level 2 once, and only tests and files that there are."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs/security.md").read_text(encoding="utf8")
ROWS = re.findall(r"^\| ([0-9]+\.[0-9]+\.[0-9]+) \| (.*?) \| (.*?) \| (.*?) \|$", TEXT, re.MULTILINE)

#: OWASP ASVS 4.0.3: section → its points of level 2. Points that the standard has deleted, or that belong to level 3 alone, are missing.
POINTS = {
    "1.1": range(1, 8), "1.2": range(1, 5), "1.4": (1, 4, 5), "1.5": range(1, 5), "1.6": range(1, 5),
    "1.7": (1, 2), "1.8": (1, 2), "1.9": (1, 2), "1.10": (1,), "1.11": (1, 2), "1.12": (2,), "1.14": range(1, 7),
    "2.1": range(1, 13), "2.2": range(1, 4), "2.3": range(1, 4), "2.4": range(1, 7), "2.5": range(1, 8),
    "2.6": range(1, 4), "2.7": range(1, 7), "2.8": range(1, 8), "2.9": range(1, 4), "2.10": range(1, 5),
    "3.1": (1,), "3.2": range(1, 5), "3.3": range(1, 5), "3.4": range(1, 6), "3.5": range(1, 4), "3.7": (1,),
    "4.1": (1, 2, 3, 5), "4.2": (1, 2), "4.3": range(1, 4),
    "5.1": range(1, 6), "5.2": range(1, 9), "5.3": range(1, 11), "5.4": range(1, 4), "5.5": range(1, 5),
    "6.1": range(1, 4), "6.2": range(1, 7), "6.3": (1, 2), "6.4": (1, 2),
    "7.1": range(1, 5), "7.2": (1, 2), "7.3": (1, 3, 4), "7.4": range(1, 4),
    "8.1": range(1, 5), "8.2": range(1, 4), "8.3": range(1, 9),
    "9.1": range(1, 4), "9.2": range(1, 5),
    "10.2": (1, 2), "10.3": range(1, 4),
    "11.1": range(1, 9),
    "12.1": range(1, 4), "12.2": (1,), "12.3": range(1, 7), "12.4": (1, 2), "12.5": (1, 2), "12.6": (1,),
    "13.1": (1, 3, 4, 5), "13.2": (1, 2, 3, 5, 6), "13.3": (1, 2), "13.4": (1, 2),
    "14.1": range(1, 5), "14.2": range(1, 7), "14.3": (2, 3), "14.4": range(1, 8), "14.5": range(1, 5),
}  # fmt: skip


def test_every_point_of_level_2_stands_in_the_table_once_and_in_order():
    wanted = [f"{section}.{number}" for section, numbers in POINTS.items() for number in numbers]
    assert [number for number, _point, _state, _shown in ROWS] == wanted


def test_each_point_has_a_state_and_says_what_shows_it():
    for number, point, state, shown in ROWS:
        assert state in {"yes", "partly", "no", "operator", "–"}, number
        assert point.strip(), number
        assert shown.strip(), number


def test_what_is_named_exists():
    named = set(re.findall(r"`((?:tests|docs|deploy|requirements|\.ci)/[^`]+?)`", TEXT))
    missing = set()
    for name in named:
        path, _separator, test = name.partition("::")
        file = ROOT / path
        if not file.exists() or (test and f"def {test}(" not in file.read_text(encoding="utf8")):
            missing.add(name)
    assert not missing

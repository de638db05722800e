"""Policies of units, and the rights that each role gets."""

from __future__ import annotations

#: The rights that each role gets from this feature.
ROLE_PERMISSIONS = {
    "writers": (
        "contest_units.view_unit",
        "contest_units.view_headcount",
    ),
    "editors": (
        "contest_units.view_unit",
        "contest_units.view_headcount",
    ),
    "organisers": (
        "contest_units.view_unit",
        "contest_units.view_headcount",
        "contest_units.add_unit",
        "contest_units.change_unit",
        "contest_units.add_headcount",
        "contest_units.change_headcount",
        "contest_units.delete_headcount",
    ),
    "administrators": (
        "contest_units.view_unit",
        "contest_units.view_headcount",
        "contest_units.add_unit",
        "contest_units.change_unit",
        "contest_units.add_headcount",
        "contest_units.change_headcount",
        "contest_units.delete_headcount",
    ),
}


def may_change(user) -> bool:
    """Say whether the user may change the tree: import, merge, split."""
    return user.has_perms(["contest_units.add_unit", "contest_units.change_unit"])

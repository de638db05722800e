"""Who may do what with units."""

from __future__ import annotations


def may_change(user) -> bool:
    """Say whether the user may change the tree: import, merge, split."""
    return user.has_perms(["contest_units.add_unit", "contest_units.change_unit"])

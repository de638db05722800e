"""Who may do what with ceremonies."""

from __future__ import annotations


def may_press(user) -> bool:
    """Say whether somebody may open a contest on stage, and see the wall page."""
    return user.is_active and user.has_perm("contest_ceremonies.press_start")

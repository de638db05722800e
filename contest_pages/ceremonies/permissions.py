"""Who may do what with ceremonies."""

from __future__ import annotations

#: The rights that each role gets from this feature.
ROLE_PERMISSIONS = {
    "organisers": ("contest_ceremonies.press_start",),
}


def may_press(user) -> bool:
    """Say whether a user may open a contest on stage, and see the wall page."""
    return user.is_active and user.has_perm("contest_ceremonies.press_start")

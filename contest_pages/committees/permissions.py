"""Who may do what with committees."""

from __future__ import annotations

#: The rights that each role gets from this feature.
ROLE_PERMISSIONS = {
    "organisers": tuple(
        f"contest_committees.{action}_committeemember" for action in ("view", "add", "change", "delete")
    ),
}


def may_change(user) -> bool:
    """Return whether a user may enter and correct committee members."""
    return user.is_active and user.has_perm("contest_committees.change_committeemember")

"""Who may do what with committees."""

from __future__ import annotations

#: The rights that each role gets from this feature.
ROLE_PERMISSIONS = {
    "organisers": tuple(
        f"contest_committees.{action}_committeemember" for action in ("view", "add", "change", "delete")
    ),
}

#: The rights with which personal data are seen.
CONFIDENTIAL = (
    "contest_committees.view_committeemember",
    "contest_committees.add_committeemember",
    "contest_committees.change_committeemember",
    "contest_committees.delete_committeemember",
)


def may_change(user) -> bool:
    """Return whether a user may enter and correct committee members."""
    return user.is_active and user.has_perm("contest_committees.change_committeemember")

"""Who may do what with registrations."""

from __future__ import annotations


def may_manage(user) -> bool:
    """Say whether somebody may cancel registrations, keep the committees and answer requests."""
    return user.is_active and user.has_perm("contest_registrations.manage_registration")

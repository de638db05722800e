"""Who may do what with rosters in the office."""

from __future__ import annotations

from contest_pages.registrations.permissions import may_manage

#: The organisers' table, statistics and reminders.
may_watch = may_manage


def may_export(user) -> bool:
    """Return whether a user may export lists of people."""
    return user.is_active and user.has_perm("contest_registrations.export_registration")

"""Hooks of privacy: settings and rights."""

from __future__ import annotations

from contest_pages import hooks

from . import permissions


@hooks.register("default_settings")
def default_settings():
    """Declare the settings of this feature."""
    return {
        # Months after a contest's last milestone or round until personal data are erased, where no date is set.
        "RETENTION_MONTHS": 24,
        # File, outside the database and its backups, that each erasure is written to; empty: none.
        "ERASURE_LEDGER": "",
    }


@hooks.register("role_permissions")
def role_permissions():
    """Declare the rights that each role gets from this feature."""
    return permissions.ROLE_PERMISSIONS

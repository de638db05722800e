"""Who may do what with registrations."""

from __future__ import annotations

#: The rights that each role gets from this feature.
ROLE_PERMISSIONS = {
    "organisers": (
        "contest_registrations.view_registration",
        "contest_registrations.export_registration",
        "contest_registrations.manage_registration",
        "contest_registrations.view_committeematch",
        "contest_registrations.view_conflictofinterest",
    ),
}

#: The rights with which personal data are seen.
CONFIDENTIAL = (
    "contest_registrations.view_registration",
    "contest_registrations.export_registration",
    "contest_registrations.manage_registration",
    "contest_registrations.view_committeematch",
    "contest_registrations.view_conflictofinterest",
)


def may_manage(user) -> bool:
    """Return whether a user may cancel registrations, send links and decide about committee members."""
    return user.is_active and user.has_perm("contest_registrations.manage_registration")

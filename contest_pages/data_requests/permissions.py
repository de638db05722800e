"""Who may do what with requests about personal data."""

from __future__ import annotations

#: The rights that each role gets from this feature.
ROLE_PERMISSIONS = {
    "organisers": (
        "contest_data_requests.view_datarequest",
        "contest_data_requests.manage_datarequest",
    ),
}

#: The rights with which personal data are seen.
CONFIDENTIAL = (
    "contest_data_requests.view_datarequest",
    "contest_data_requests.manage_datarequest",
)


def may_manage(user) -> bool:
    """Return whether a user may enter, answer and finish requests."""
    return user.is_active and user.has_perm("contest_data_requests.manage_datarequest")

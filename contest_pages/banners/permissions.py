"""Policies of partners' banners, and the rights that each role gets."""

from __future__ import annotations

#: The rights that each role gets from this feature.
ROLE_PERMISSIONS = {
    "editors": (
        "contest_banners.view_bannercount",
        "contest_banners.view_partner",
        "contest_banners.add_partner",
        "contest_banners.change_partner",
    ),
    "organisers": (
        "contest_banners.view_bannercount",
        "contest_banners.view_partner",
        "contest_banners.add_partner",
        "contest_banners.change_partner",
    ),
}


def may_see_counts(user) -> bool:
    """Say whether a user may see the counts of banners and the snippets for partners."""
    return user.is_active and user.has_perm("contest_banners.view_bannercount")

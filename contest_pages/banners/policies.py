"""Who may do what with partners' banners."""

from __future__ import annotations


def may_see_counts(user) -> bool:
    """Say whether somebody may see what banners did, and what partners copy."""
    return user.is_active and user.has_perm("contest_banners.view_bannercount")

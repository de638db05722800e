"""Who may decide in the preliminary review."""

from __future__ import annotations


def may_review(user) -> bool:
    """Say whether somebody may decide about entries."""
    return user.is_active and user.has_perm("contest_review.review_entry")

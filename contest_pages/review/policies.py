"""Who may do what in the preliminary review."""

from __future__ import annotations


def may_review(user) -> bool:
    """Say whether somebody may decide about entries."""
    return user.is_active and user.has_perm("contest_review.review_entry")


def may_manage(user) -> bool:
    """Say whether somebody may run a review: release claims, disqualify, close the list, draw up minutes."""
    return user.is_active and user.has_perm("contest_review.manage_review")


def may_look(user) -> bool:
    """Say whether somebody may see queue and desk."""
    return may_review(user) or may_manage(user)


def may_export(user) -> bool:
    """Say whether somebody may carry the decisions away."""
    return user.is_active and user.has_perm("contest_review.export_review")


def may_arrange(user) -> bool:
    """Say whether somebody may arrange the steps of a review."""
    return user.is_active and user.has_perm("contest_review.change_reviewplan")

"""Who may do what in the preliminary review."""

from __future__ import annotations

#: The rights that each role gets from this feature.
ROLE_PERMISSIONS = {
    "moderators": (
        "contest_review.review_entry",
        "contest_review.view_review",
    ),
    "organisers": (
        "contest_review.view_review",
        "contest_review.export_review",
        "contest_review.review_entry",
        "contest_review.manage_review",
        "contest_review.view_reviewplan",
        "contest_review.change_reviewplan",
    ),
}

#: The rights with which personal data are seen.
CONFIDENTIAL = (
    "contest_review.review_entry",
    "contest_review.view_review",
    "contest_review.export_review",
    "contest_review.manage_review",
)


def may_review(user) -> bool:
    """Return whether a user may decide about entries."""
    return user.is_active and user.has_perm("contest_review.review_entry")


def may_manage(user) -> bool:
    """Return whether a user may run a review: release claims, disqualify, close the list, draw up minutes."""
    return user.is_active and user.has_perm("contest_review.manage_review")


def may_view(user) -> bool:
    """Return whether a user may view queue and desk."""
    return may_review(user) or may_manage(user)


def may_export(user) -> bool:
    """Return whether a user may export decisions."""
    return user.is_active and user.has_perm("contest_review.export_review")


def may_arrange(user) -> bool:
    """Return whether a user may arrange the steps of a review."""
    return user.is_active and user.has_perm("contest_review.change_reviewplan")

"""Who may do what with attempts: organisers see no answers before the round closes."""

from __future__ import annotations

#: The rights that each role gets from this feature.
ROLE_PERMISSIONS = {
    "organisers": (
        "contest_quizzes.view_attempt",
        "contest_quizzes.export_attempt",
        "contest_quizzes.manage_attempt",
    ),
}

#: The rights with which personal data are seen.
CONFIDENTIAL = (
    "contest_quizzes.view_attempt",
    "contest_quizzes.export_attempt",
    "contest_quizzes.manage_attempt",
)


def may_see_attempts(user) -> bool:
    """Say whether a user may see who took attempts, and the figures of a round."""
    return user.is_active and user.has_perm("contest_quizzes.view_attempt")


def may_export(user) -> bool:
    """Say whether a user may export attempts."""
    return user.is_active and user.has_perm("contest_quizzes.export_attempt")


def may_run(user) -> bool:
    """Say whether a user may grant extra time."""
    return user.is_active and user.has_perm("contest_quizzes.manage_attempt")

"""Who may do what with questions and attempts.

Question writers see no attempts; organisers see no answers before the round closes.
"""

from __future__ import annotations


def may_write(user) -> bool:
    """Say whether somebody may write questions."""
    return user.is_active and user.has_perm("contest_quizzes.change_question")


def may_see_bank(user) -> bool:
    """Say whether somebody may read questions that are still to be asked."""
    return user.is_active and user.has_perm("contest_quizzes.view_question")


def may_check(user) -> bool:
    """Say whether somebody may check questions that others wrote."""
    return user.is_active and user.has_perm("contest_quizzes.check_question")


def may_correct_key(user) -> bool:
    """Say whether somebody may correct a wrong key, which marks every attempt again."""
    return user.is_active and user.has_perm("contest_quizzes.correct_key")


def may_see_attempts(user) -> bool:
    """Say whether somebody may see who took attempts, and the figures of a round."""
    return user.is_active and user.has_perm("contest_quizzes.view_attempt")


def may_export(user) -> bool:
    """Say whether somebody may carry attempts and rankings away."""
    return user.is_active and user.has_perm("contest_quizzes.export_attempt")


def may_run(user) -> bool:
    """Say whether somebody may grant extra time, strike out and rank."""
    return user.is_active and user.has_perm("contest_quizzes.manage_attempt")

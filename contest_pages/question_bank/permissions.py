"""Who may do what with questions. Readers of the bank know the answers before the quiz."""

from __future__ import annotations

from contest_pages.contests.permissions import is_limited, may_work_for

#: The rights that each role gets from this feature.
ROLE_PERMISSIONS = {
    "question_writers": (
        "contest_question_bank.view_question",
        "contest_question_bank.add_question",
        "contest_question_bank.change_question",
        "contest_question_bank.view_questiontopic",
        "contest_question_bank.add_questiontopic",
        "contest_question_bank.change_questiontopic",
        "contest_question_bank.view_questionset",
        "contest_question_bank.add_questionset",
        "contest_question_bank.change_questionset",
        "contest_question_bank.check_question",
        "contest_question_bank.correct_key",
    ),
    "organisers": ("contest_question_bank.view_questionset",),
}

#: The rights with which keys of questions are seen.
CONFIDENTIAL = (
    "contest_question_bank.view_question",
    "contest_question_bank.add_question",
    "contest_question_bank.change_question",
    "contest_question_bank.check_question",
    "contest_question_bank.correct_key",
)


def may_write(user) -> bool:
    """Say whether the user may write questions."""
    return user.is_active and user.has_perm("contest_question_bank.change_question")


def has_all_sets(user, question) -> bool:
    """Say whether a question is asked in no other contests than those on which the user works.

    People who are limited to contests only read a question that is in a set of another contest, or of none, too: its
    wording and its key are decided by people who work on all of them. Reads `sets`: prefetch in lists.
    """
    if not is_limited(user):
        return True
    sets = list(question.sets.all())
    return bool(sets) and all(may_work_for(user, question_set.contest_id) for question_set in sets)


def may_import(user) -> bool:
    """Say whether the user may add lists of questions, whose sets may be of any contest."""
    return may_write(user) and not is_limited(user)


def may_see_bank(user) -> bool:
    """Say whether the user may read questions before they are used."""
    return user.is_active and user.has_perm("contest_question_bank.view_question")


def may_check(user) -> bool:
    """Say whether the user may check questions that others wrote."""
    return user.is_active and user.has_perm("contest_question_bank.check_question")


def may_correct_key(user) -> bool:
    """Say whether the user may correct a wrong key, which changes marks already given."""
    return user.is_active and user.has_perm("contest_question_bank.correct_key")

"""Who may do what with juries: nobody but jurors gives points, and nobody sees them before the round has closed."""

from __future__ import annotations

#: The rights that each role gets from this feature.
ROLE_PERMISSIONS = {
    "organisers": ("contest_judging.arrange_jury", "contest_judging.see_sheets"),
    "secretaries": ("contest_judging.enter_paper",),
}

#: The rights with which points of jurors are seen or typed: two secretaries must be two people.
CONFIDENTIAL = ("contest_judging.see_sheets", "contest_judging.enter_paper")


def may_arrange(user) -> bool:
    """Say whether a user may arrange juries, and see who has handed in sheets."""
    return user.is_active and user.has_perm("contest_judging.arrange_jury")


def may_see_sheets(user) -> bool:
    """Say whether a user may see the points of jurors once a round has closed."""
    return user.is_active and user.has_perm("contest_judging.see_sheets")


def may_enter_paper(user) -> bool:
    """Say whether a user may type score sheets from paper."""
    return user.is_active and user.has_perm("contest_judging.enter_paper")


def may_read_minutes(user) -> bool:
    """Say whether a user may have the minutes of a judging; with which points is a matter of time (`queries.minutes`)."""
    return may_arrange(user) or may_see_sheets(user) or may_enter_paper(user)

"""Who may see letters, have them sent again, and change how they are worded."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from contest_pages.contests.permissions import is_limited, may_work_for, within

from .models import Notice

#: Letters of contests, and those that belong to none: about accounts.
VIEW, VIEW_ACCOUNTS = "contest_notices.view_notice", "contest_notices.view_account_notice"
RESEND = "contest_notices.resend_notice"
#: How letters of contests are worded: those who publish the pages of a contest.
WORD = "contest_notices.word_notice"

#: The rights that each role gets from this feature.
ROLE_PERMISSIONS = {
    "editors": (WORD,),
    "organisers": (VIEW, RESEND, WORD),
    "administrators": (VIEW_ACCOUNTS, RESEND),
}

#: The rights with which personal data are seen.
CONFIDENTIAL = (VIEW, VIEW_ACCOUNTS)


def may_list(user) -> bool:
    """Say whether a user may see some letters."""
    return user.is_active and (user.has_perm(VIEW) or user.has_perm(VIEW_ACCOUNTS))


def may_resend(user) -> bool:
    """Say whether a user may have the letters sent again that the user sees."""
    return may_list(user) and user.has_perm(RESEND)


def visible_to(user, notices: QuerySet[Notice] | None = None) -> QuerySet[Notice]:
    """Return the letters that a user may see: those of the user's contests, those about accounts, or both."""
    notices = Notice.objects.all() if notices is None else notices
    condition = Q(pk__in=[])
    if user.has_perm(VIEW):
        condition |= Q(contest__isnull=False)
    if user.has_perm(VIEW_ACCOUNTS):
        condition |= Q(contest=None)
    return within(notices.filter(condition), user)


def may_see(user, notice: Notice) -> bool:
    """Say whether a user may see this letter."""
    right = VIEW_ACCOUNTS if notice.contest_id is None else VIEW
    return user.is_active and user.has_perm(right) and may_work_for(user, notice.contest_id)


def may_word(user) -> bool:
    """Say whether a user may change how some letters are worded."""
    return user.is_active and user.has_perm(WORD)


def may_word_for(user, contest_pk: int | None) -> bool:
    """Say whether a user may change the wordings of a contest; those of all contests (None) are for users without limit."""
    if not may_word(user):
        return False
    return not is_limited(user) if contest_pk is None else may_work_for(user, contest_pk)

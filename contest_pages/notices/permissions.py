"""Who may see letters, and have them sent again."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from contest_pages.contests.permissions import may_work_for, within

from .models import Notice

#: Letters of contests, and those that belong to none: about accounts.
VIEW, VIEW_ACCOUNTS = "contest_notices.view_notice", "contest_notices.view_account_notice"
RESEND = "contest_notices.resend_notice"

#: The rights that each role gets from this feature.
ROLE_PERMISSIONS = {"organisers": (VIEW, RESEND), "administrators": (VIEW_ACCOUNTS, RESEND)}

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

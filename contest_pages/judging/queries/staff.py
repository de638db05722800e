"""Who of the staff looks after the jury of a contest."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q

from contest_pages.contests.permissions import may_work_for


def secretaries_of(contest) -> list:
    """Return the active accounts that type paper sheets or arrange the jury, and work on this contest."""
    permissions = Permission.objects.filter(
        content_type__app_label="contest_judging", codename__in=("enter_paper", "arrange_jury")
    )
    holds = permissions.filter(Q(group__user=OuterRef("pk")) | Q(user=OuterRef("pk")))
    accounts = get_user_model().objects.filter(Exists(holds), is_active=True).order_by("pk")
    return [account for account in accounts if may_work_for(account, contest.pk)]

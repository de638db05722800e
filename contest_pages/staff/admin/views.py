"""The screens on which a second person decides about changes of groups."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contest_pages.errors import ContestError
from contest_pages.http.decorators import only
from contest_pages.http.reauthentication import with_recent_identity
from contest_pages.staff.domain import approve, refuse, withdraw
from contest_pages.staff.enums import GroupChangeState
from contest_pages.staff.models import GroupChange
from contest_pages.staff.permissions import may_approve, may_change_accounts
from contest_pages.staff.queries import visible_accounts
from contest_pages.vietnamese import person_name

_PER_PAGE = 50


def may_see_changes(user) -> bool:
    """Say whether a user may see the list: those who request changes, and those who approve them."""
    return may_approve(user) or may_change_accounts(user)


def visible_changes(user):
    """Return the changes of the accounts that a user may see."""
    return GroupChange.objects.filter(person__in=visible_accounts(user)).select_related(
        "person", "group", "requested_by", "decided_by"
    )


@require_safe
@only(may_see_changes)
def list_changes(request: HttpRequest) -> HttpResponse:
    """Show what waits, and below it what was done, the latest first."""
    changes = visible_changes(request.user)
    decided = Paginator(changes.exclude(state=GroupChangeState.OPEN), _PER_PAGE)
    return render(
        request,
        "contest_staff/admin/changes.html",
        {
            "waiting": changes.filter(state=GroupChangeState.OPEN),
            "decided": decided.get_page(request.GET.get("p")),
            "may_approve": may_approve(request.user),
            "may_withdraw": may_change_accounts(request.user),
        },
    )


@require_http_methods(["GET", "POST"])
@only(may_approve)
@with_recent_identity(actions=("approve",))
def decide_change(request: HttpRequest, change_id: int) -> HttpResponse:
    """Show a request with what the group may do; POST approves or refuses it."""
    change = get_object_or_404(visible_changes(request.user), pk=change_id)
    if request.method == "POST":
        decide = approve if "approve" in request.POST else refuse
        try:
            change = decide(change=change, actor=request.user, now=timezone.now())
        except ContestError as refused:
            messages.error(request, refused.message)
        else:
            messages.success(
                request,
                (
                    _("%(person)s is in the group “%(group)s” now.")
                    if change.state == GroupChangeState.DONE
                    else _("%(person)s does not join the group “%(group)s”.")
                )
                % {"person": person_name(change.person), "group": change.group.name},
            )
        return redirect("contest_group_changes")
    return render(
        request,
        "contest_staff/admin/change.html",
        {
            "change": change,
            "is_open": change.state == GroupChangeState.OPEN,
            "is_own": request.user in (change.requested_by, change.person),
            "groups": change.person.groups.order_by("name"),
            "permissions": change.group.permissions.select_related("content_type").order_by("name"),
        },
    )


@require_POST
@only(may_change_accounts)
def withdraw_change(request: HttpRequest, change_id: int) -> HttpResponse:
    """Withdraw a request: the one who made it, or a superuser."""
    change = get_object_or_404(visible_changes(request.user), pk=change_id)
    if not request.user.is_superuser and change.requested_by != request.user:
        raise PermissionDenied
    try:
        withdraw(change=change, actor=request.user, now=timezone.now())
    except ContestError as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("The request is withdrawn."))
    return redirect("contest_group_changes")

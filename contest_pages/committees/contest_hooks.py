"""Hooks of committees: rights, the list in the contestants' menu, erasure."""

from __future__ import annotations

from contest_pages import hooks
from contest_pages.data.identity import name_key
from contest_pages.lists.uploads import delete_stale_lists
from contest_pages.notices.kinds import Recipients

from . import permissions
from .admin.viewsets import CommitteeMemberAdmin
from .audiences import MEMBERS
from .domain import LISTS, erase_members
from .models import CommitteeMember


@hooks.register("role_permissions")
def role_permissions():
    """Declare the rights that each role gets from this feature."""
    return permissions.ROLE_PERMISSIONS


@hooks.register("confidential_permissions")
def confidential_permissions():
    """Declare the rights with which personal data are seen."""
    return permissions.CONFIDENTIAL


@hooks.register("letter_recipients")
def letter_recipients():
    """Name members by committee and number, as the log does; they are found by their full name."""
    return {
        CommitteeMember: Recipients(
            rows=CommitteeMember.objects.all,
            words=str,
            search=lambda typed: CommitteeMember.objects.filter(name_key=name_key(typed)),
        )
    }


@hooks.register("contestants_menu", order=20)
def contestants_menu():
    """Add the list of committee members."""
    return [CommitteeMemberAdmin]


@hooks.register("erase_expired")
def erase_expired(contests, now, dry_run):
    """Delete or anonymise the committee members of contests whose retention has ended."""
    count = 0
    for contest in contests:
        count += CommitteeMember.objects.filter(contest=contest, erased_at=None).count()
        if not dry_run:
            erase_members(contest=contest, now=now)
    return {"committee members": count}


@hooks.register("housekeeping")
def housekeeping(now):
    """Delete uploaded lists that nobody took."""
    count = delete_stale_lists(LISTS, now)
    return [f"{count} uploaded lists deleted"] if count else []


@hooks.register("mailing_audiences", order=50)
def mailing_audiences():
    """Let organisers write to the members of committees."""
    return [MEMBERS]

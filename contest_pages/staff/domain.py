"""Changes of the groups of staff accounts.

Groups that may see personal data or keys of questions, or may change accounts, need a second person: no account
alone gives itself or another one the right to see them (ASVS 4.1.2, 4.3.1).
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.notices.notifying import notify, notify_many

from .enums import GroupAction, GroupChangeState
from .errors import AccountRefused, AlreadyDecided
from .models import GroupChange
from .queries import approvers, confidential_groups, visible_accounts


@transaction.atomic
def change_groups(*, person, groups: Collection[Group], actor, now: datetime.datetime) -> list[GroupChange]:
    """Give a person exactly these groups, and return the changes that wait for a second person.

    What is left out is taken away at once. A confidential group is requested where `actor` is no superuser, or
    another person could approve. The person gets one letter about what is done, the approvers one about what waits.
    Idempotent: a request that is open already stays. Raises AccountRefused for the own groups of an actor who is no
    superuser, and for an account that the actor may not see.
    """
    person = get_user_model()._default_manager.select_for_update().get(pk=person.pk)
    before = set(person.groups.all())
    joins, leaves = set(groups) - before, before - set(groups)
    if not joins and not leaves:
        return []
    _check_actor(actor, person)
    waits = _confidential(joins) if _needs_second_person(actor, person) else set()
    done = [
        *_carry_out(person, joins - waits, GroupAction.ADD, actor, now),
        *_carry_out(person, leaves, GroupAction.REMOVE, actor, now),
    ]
    if done:
        notify("staff.groups_changed", person, changes=[change.pk for change in done])
    return _request(person, waits, actor, now)


@transaction.atomic
def add_to_group(*, people: Iterable, group: Group, actor, now: datetime.datetime) -> list[GroupChange]:
    """Let people join a group besides their others, and return the changes that wait; raises what `change_groups` raises."""
    waiting = []
    for person in people:
        waiting += change_groups(person=person, groups={*person.groups.all(), group}, actor=actor, now=now)
    return waiting


@transaction.atomic
def note_password_set(*, person, actor) -> None:
    """Record that a superuser has set the password of another account, and tell its owner by letter."""
    audit.record("contest.set_password", person, actor=actor)
    notify("staff.password_set", person)


def note_account_created(person) -> None:
    """Write to the owner of a new account where to choose a password."""
    notify("staff.welcome", person)


@transaction.atomic
def approve(*, change: GroupChange, actor, now: datetime.datetime) -> GroupChange:
    """Let the person join, as the second person, and tell the person by letter.

    Raises AlreadyDecided, and AccountRefused for the one who requested it and for the person.
    """
    change = _open(change, actor)
    change.person.groups.add(change.group)
    _decide(change, GroupChangeState.DONE, actor, now)
    _record(change, actor)
    notify("staff.groups_changed", change.person, changes=[change.pk])
    return change


@transaction.atomic
def refuse(*, change: GroupChange, actor, now: datetime.datetime) -> GroupChange:
    """Refuse a request as the second person; the one who requested it gets a letter. Raises what `approve` raises."""
    change = _decide(_open(change, actor), GroupChangeState.REFUSED, actor, now)
    audit.record("contest.refuse_group", change.person, actor=actor, group=change.group.name)
    if change.requested_by is not None:
        notify("staff.request_refused", change.requested_by, change=change.pk)
    return change


@transaction.atomic
def withdraw(*, change: GroupChange, actor, now: datetime.datetime) -> GroupChange:
    """Withdraw a request that nobody has decided about. Raises AlreadyDecided."""
    change = _decide(_locked(change), GroupChangeState.WITHDRAWN, None, now)
    audit.record("contest.withdraw_group", change.person, actor=actor, group=change.group.name)
    return change


def _check_actor(actor, person) -> None:
    if actor.is_superuser:
        return
    if actor == person:
        raise AccountRefused(_("Nobody changes the groups of the own account: ask another administrator."))
    if not visible_accounts(actor).filter(pk=person.pk).exists():
        raise AccountRefused(_("Only a superuser may change this account."))


def _needs_second_person(actor, person) -> bool:
    """Say whether another person has to approve; a lone superuser could not set up a site otherwise."""
    return not actor.is_superuser or approvers(besides=[actor, person]).exists()


def _confidential(groups: set[Group]) -> set[Group]:
    return set(confidential_groups().filter(pk__in=[group.pk for group in groups]))


def _carry_out(person, groups: set[Group], action: str, actor, now: datetime.datetime) -> list[GroupChange]:
    changes = []
    for group in sorted(groups, key=lambda group: group.pk):
        (person.groups.add if action == GroupAction.ADD else person.groups.remove)(group)
        change = GroupChange.objects.create(
            person=person,
            group=group,
            action=action,
            state=GroupChangeState.DONE,
            requested_by=actor,
            requested_at=now,
            decided_at=now,
        )
        _record(change, actor)
        changes.append(change)
    return changes


def _request(person, groups: set[Group], actor, now: datetime.datetime) -> list[GroupChange]:
    waiting, new = [], []
    for group in sorted(groups, key=lambda group: group.pk):
        change, is_new = GroupChange.objects.get_or_create(
            person=person,
            group=group,
            state=GroupChangeState.OPEN,
            defaults={"action": GroupAction.ADD, "requested_by": actor, "requested_at": now},
        )
        waiting.append(change)
        if is_new:
            new.append(change.pk)
            audit.record("contest.request_group", person, actor=actor, group=group.name)
    if new:
        notify_many(
            "staff.approval_wanted",
            approvers(besides=[user for user in (person, actor) if user is not None]),
            changes=new,
        )
    return waiting


def _locked(change: GroupChange) -> GroupChange:
    change = (
        GroupChange.objects.select_for_update(of=("self",))
        .select_related("person", "group", "requested_by")
        .get(pk=change.pk)
    )
    if change.state != GroupChangeState.OPEN:
        raise AlreadyDecided(
            _("This was decided meanwhile: %(state)s.") % {"state": change.get_state_display()}
        )
    return change


def _open(change: GroupChange, actor) -> GroupChange:
    change = _locked(change)
    if actor in (change.requested_by, change.person):
        raise AccountRefused(_("A second person has to decide about this."))
    return change


def _decide(change: GroupChange, state: str, actor, now: datetime.datetime) -> GroupChange:
    change.state, change.decided_by, change.decided_at = state, actor, now
    change.save(update_fields=["state", "decided_by", "decided_at"])
    return change


def _record(change: GroupChange, actor) -> None:
    verb = "contest.join_group" if change.action == GroupAction.ADD else "contest.leave_group"
    audit.record(verb, change.person, actor=actor, group=change.group.name)

"""Jobs that send the letters about accounts."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django_tasks import task

from contest_pages.background.enqueue import enqueue

from . import letters
from .models import GroupChange
from .queries import approvers


def _changes(primary_keys: list[int]) -> list[GroupChange]:
    return list(
        GroupChange.objects.filter(pk__in=primary_keys)
        .select_related("person", "group", "requested_by", "decided_by")
        .order_by("pk")
    )


@task()
def send_welcome(person_pk: int) -> None:
    """Send the owner of a new account where to choose a password."""
    letters.write_welcome(get_user_model()._default_manager.get(pk=person_pk))


@task()
def send_password_set(person_pk: int) -> None:
    """Tell the owner of an account that its password was set."""
    letters.write_password_set(get_user_model()._default_manager.get(pk=person_pk))


@task()
def send_groups_changed(change_pks: list[int]) -> None:
    """Send a person what has changed."""
    if changes := _changes(change_pks):
        letters.write_changed(changes)


@task()
def send_approval_wanted(change_pks: list[int]) -> None:
    """Ask everybody who may approve, but not those whom the change is about."""
    if changes := _changes(change_pks):
        besides = [user for user in (changes[0].person, changes[0].requested_by) if user is not None]
        letters.write_approval_wanted(changes, approvers(besides=besides))


@task()
def send_refused(change_pk: int) -> None:
    """Send the one who requested a change that it was refused."""
    for change in _changes([change_pk]):
        if change.requested_by is not None:
            letters.write_refused(change)


def on_account_created(sender, person_pk: int, **kwargs) -> None:
    """Enqueue the letter to the owner of a new account."""
    enqueue(send_welcome, person_pk)


def on_groups_changed(sender, change_pks: list[int], **kwargs) -> None:
    """Enqueue the letter about changed groups."""
    enqueue(send_groups_changed, change_pks)


def on_approval_wanted(sender, change_pks: list[int], **kwargs) -> None:
    """Enqueue the letters to those who may approve."""
    enqueue(send_approval_wanted, change_pks)


def on_request_refused(sender, change_pk: int, **kwargs) -> None:
    """Enqueue the letter about a refusal."""
    enqueue(send_refused, change_pk)


def on_password_set(sender, person_pk: int, **kwargs) -> None:
    """Enqueue the letter about a password that was set."""
    enqueue(send_password_set, person_pk)

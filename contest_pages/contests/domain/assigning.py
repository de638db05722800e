"""Limiting a member of the staff to contests, and lifting the limit."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.db import transaction
from wagtail.models import Collection

from contest_pages import audit
from contest_pages.contests.models import ContestAssignment, ContestCollection, ContestPage
from contest_pages.contests.permissions import forget_limit

LIMIT, LIFT = "contest.limit_to_contests", "contest.lift_contest_limit"

#: The longest name that a collection may have.
_LONGEST_NAME = Collection._meta.get_field("name").max_length


@transaction.atomic
def limit_to_contests(*, user, contests: Iterable[ContestPage], actor) -> bool:
    """Let a user work on these contests only, on none where there are none; return whether that changed anything.

    Each contest gets a collection, in which such users keep its images and documents. Idempotent.
    """
    get_user_model()._default_manager.select_for_update().get(pk=user.pk)
    wanted = {contest.pk: contest for contest in contests}
    rows = ContestAssignment.objects.filter(user=user)
    before = set(rows.values_list("contest", flat=True))
    if before == (set(wanted) or {None}):
        return False
    rows.delete()
    ContestAssignment.objects.bulk_create(
        [ContestAssignment(user=user, contest=contest) for contest in wanted.values() or [None]]
    )
    for contest in wanted.values():
        collection_of(contest)
    audit.record(LIMIT, user, actor=actor, contests=sorted(wanted))
    forget_limit(user)
    return True


@transaction.atomic
def lift_limit(*, user, actor) -> bool:
    """Let a user work on all contests again; return whether that changed anything. Idempotent."""
    deleted, _by_model = ContestAssignment.objects.filter(user=user).delete()
    if not deleted:
        return False
    audit.record(LIFT, user, actor=actor)
    forget_limit(user)
    return True


def collection_of(contest: ContestPage) -> Collection:
    """Return the collection of a contest's images and documents, made on first use; call it in a transaction."""
    root = Collection.objects.select_for_update().get(depth=1)
    link = ContestCollection.objects.select_related("collection").filter(contest=contest).first()
    if link is None:
        collection = root.add_child(name=contest.title[:_LONGEST_NAME])
        link = ContestCollection.objects.create(contest=contest, collection=collection)
    return link.collection

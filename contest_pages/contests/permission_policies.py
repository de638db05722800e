"""Wagtail's rights on pages and files of a user who is limited to contests.

Wagtail gives these rights to groups, below a page or a collection. Everything that Wagtail does with pages and files
(explorer, choosers, search, API, reports, history, bulk actions, workflows) reads a user's rights in two places; there
they are narrowed, so that no screen of Wagtail's needs to know of contests. What its forms accept, `form_choices` narrows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import wraps

from django.contrib.auth.models import Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.permission_policies.collections import CollectionPermissionLookupMixin
from wagtail.permission_policies.pages import PagePermissionPolicy

from .permissions import ContestLimit, limit_of


@dataclass(frozen=True)
class PageRight:
    """A right on the pages at and below one, as Wagtail reads a GroupPagePermission."""

    page: Page
    permission: Permission

    @property
    def page_id(self) -> int:
        """Return the key of the page."""
        return self.page.pk


@dataclass(frozen=True)
class CollectionRight:
    """A right on the files in a collection, as Wagtail reads a GroupCollectionPermission."""

    collection: Collection
    permission: Permission

    @property
    def collection_id(self) -> int:
        """Return the key of the collection."""
        return self.collection.pk


def connect() -> None:
    """Narrow the rights that Wagtail's two policies read; idempotent."""
    _narrow(PagePermissionPolicy, _page_rights)
    _narrow(CollectionPermissionLookupMixin, _file_rights)


def _narrow(policy: type, narrowed) -> None:
    original = policy.get_all_permissions_for_user
    if hasattr(original, "__wrapped__"):
        return

    @wraps(original)
    def get_all_permissions_for_user(self, user):
        found = original(self, user)
        limit = limit_of(user)
        return found if limit is None else narrowed(found, limit)

    policy.get_all_permissions_for_user = get_all_permissions_for_user


def _page_rights(found: Iterable[GroupPagePermission], limit: ContestLimit) -> list[PageRight]:
    """Return rights at or below the contests as they are, and those above as rights on each contest."""
    contests = list(Page.objects.filter(pk__in=limit.keys))
    rights = []
    for right in found:
        below = [contest for contest in contests if contest.path.startswith(right.page.path)]
        pages = [right.page] if limit.holds(right.page) else below
        rights += [PageRight(page, right.permission) for page in pages]
    return rights


def _file_rights(found: Iterable[GroupCollectionPermission], limit: ContestLimit) -> list[CollectionRight]:
    """Return the rights on the collections of the contests; there are none elsewhere."""
    collections = list(Collection.objects.filter(contest_collection__contest__in=limit.keys))
    return [
        CollectionRight(collection, right.permission)
        for right in found
        for collection in collections
        if collection.path.startswith(right.collection.path)
    ]

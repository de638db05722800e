"""Wagtail's rights on pages and files of a user who is limited to contests, and what its forms let such a user choose.

Wagtail gives these rights to groups, below a page or a collection. Everything that Wagtail does with pages and files
(explorer, choosers, search, API, reports, history, bulk actions, workflows) reads a user's rights in two places; there
they are narrowed, so that no screen of Wagtail's needs to know of contests. Forms accept any record that the browser
sends, offered or not; their fields are narrowed too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import wraps

from django import forms
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.documents import permissions as document_rights
from wagtail.documents.models import AbstractDocument
from wagtail.images import permissions as image_rights
from wagtail.images.models import AbstractImage
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.permission_policies.collections import CollectionPermissionLookupMixin
from wagtail.permission_policies.pages import PagePermissionPolicy

from .permissions import ContestLimit, limit_of, pages_to_choose, within


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
    """Narrow the rights that Wagtail's two policies read, and the fields of its forms; idempotent."""
    _narrow(PagePermissionPolicy, _page_rights)
    _narrow(CollectionPermissionLookupMixin, _file_rights)
    _narrow_forms()


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


def _narrow_forms() -> None:
    original = WagtailAdminModelForm.__init__
    if hasattr(original, "__wrapped__"):
        return

    @wraps(original)
    def __init__(self, *args, **kwargs):
        original(self, *args, **kwargs)
        if self.for_user is not None and limit_of(self.for_user) is not None:
            _narrow_choices(self, self.for_user)

    WagtailAdminModelForm.__init__ = __init__


def _narrow_choices(form, user) -> None:
    """Let the fields of a form and of its rows accept what is chosen already, and of the rest what the user works on."""
    for name, field in form.fields.items():
        if isinstance(field, forms.ModelChoiceField) and _is_relation(form, name):
            kept = form.initial.get(name)
            kept = kept if isinstance(kept, list | tuple) else [kept]
            keys = [getattr(value, "pk", value) for value in kept if value is not None]
            allowed = _to_choose(field.queryset, user)
            field.queryset = field.queryset.filter(Q(pk__in=allowed.values("pk")) | Q(pk__in=keys))
    for formset in getattr(form, "formsets", {}).values():
        for row in formset.forms:
            _narrow_choices(row, user)


def _is_relation(form, name: str) -> bool:
    """Leave out the fields by which formsets know their rows."""
    return any(field.name == name and field.is_relation for field in form._meta.model._meta.get_fields())


def _to_choose(records: QuerySet, user) -> QuerySet:
    model = records.model
    if issubclass(model, Page):
        return pages_to_choose(records, user)
    for kind, rights in ((AbstractImage, image_rights), (AbstractDocument, document_rights)):
        if issubclass(model, kind):
            return rights.permission_policy.instances_user_has_any_permission_for(user, ["choose"])
    return within(records, user) if getattr(model, "contest_path", None) else records

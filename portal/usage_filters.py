"""The lists of images and documents, filtered by how often each is used while a text is searched for.

Wagtail gives the search a query whose condition is an expression; the search reads names of columns only and breaks
(wagtail/django-modelsearch, issue 51).
"""

from __future__ import annotations

from django_filters import RangeFilter
from wagtail.documents.views.documents import DocumentsFilterSet
from wagtail.images.views.images import ImagesFilterSet


class UsageCountFilter(RangeFilter):
    """A range of usage counts, given to the search as the keys that it leaves."""

    def filter(self, qs, value):
        """Return the objects in the range."""
        filtered = super().filter(qs, value)
        return filtered if filtered is qs else qs.filter(pk__in=list(filtered.values_list("pk", flat=True)))


def connect() -> None:
    """Put the filter in place of Wagtail's in both lists; idempotent."""
    for filterset in (ImagesFilterSet, DocumentsFilterSet):
        old = filterset.base_filters["usage_count"]
        filterset.base_filters["usage_count"] = UsageCountFilter(
            field_name=old.field_name, label=old.label, **old.extra
        )

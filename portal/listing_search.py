"""Lists of the admin that are filtered and searched at once.

Wagtail hands the conditions of its filters to the search, which reads plain columns that are declared for it, and breaks
on all others: how often an image is used, whether a page has pages below it (wagtail/django-modelsearch, issue 51).
"""

from __future__ import annotations

from functools import wraps

from wagtail.admin.views.generic.base import BaseListingView


def connect() -> None:
    """Give the search the keys that the filters leave, in place of their conditions; idempotent."""
    original = BaseListingView.filter_queryset
    if hasattr(original, "__wrapped__"):
        return

    @wraps(original)
    def filter_queryset(self, queryset):
        filtered = original(self, queryset)
        if filtered is queryset or not (self.is_searching and self.is_filtering):
            return filtered
        return queryset.filter(pk__in=list(filtered.order_by().values_list("pk", flat=True)))

    BaseListingView.filter_queryset = filter_queryset

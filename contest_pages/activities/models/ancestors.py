"""Breadcrumbs of pages below the calendar."""

from __future__ import annotations

from django.utils.functional import cached_property
from wagtail.models import Page


class AncestorsMixin:
    """A page with breadcrumbs from the list of contests."""

    @cached_property
    def ancestor_pages(self) -> list[Page]:
        """Return the published pages from the list of contests down to the one above this."""
        ours = ("contest_contests", "contest_activities")
        pages = Page.objects.ancestor_of(self).live().filter(content_type__app_label__in=ours)
        return list(pages.order_by("path"))

"""Queries of pages: children with menu, visibility."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from wagtail.models import Page, PageViewRestriction

#: The path of the page of the outer query.
_OWN_PATH = ExpressionWrapper(OuterRef("path"), output_field=CharField())


def child_and_menu(page: Page, slug: str) -> tuple[Page | None, list[Page]]:
    """Return the child with this slug and the published children that show in menus, in one query.

    Every request below a page needs both.
    """
    children = list(
        page.get_children().filter(Q(slug=slug) | Q(live=True, show_in_menus=True)).order_by("path")
    )
    child = next((page for page in children if page.slug == slug), None)
    return child, [page for page in children if page.live and page.show_in_menus]


def menu_of(page: Page) -> list[Page]:
    """Return the published children that show in menus."""
    return list(page.get_children().live().in_menu().order_by("path"))


def published(pages: QuerySet) -> QuerySet:
    """Narrow pages to those that are published below published pages: a round below a draft contest is closed."""
    drafts = Page.objects.filter(live=False).alias(own_path=_OWN_PATH).filter(own_path__startswith=F("path"))
    return pages.live().filter(~Exists(drafts))


def open_to_visitors(pages: QuerySet) -> QuerySet:
    """Narrow pages to those that every visitor may see: neither they nor one above is a draft or private.

    Wagtail's `public()` asks for all restrictions of the site first; this is part of the query.
    """
    above = PageViewRestriction.objects.alias(own_path=_OWN_PATH).filter(own_path__startswith=F("page__path"))
    return published(pages).filter(~Exists(above))


def below(pages: Iterable[Page]) -> Q:
    """Return the condition that a page lies below one of these; for no pages, one that never holds."""
    condition = Q(pk__in=[])
    for page in pages:
        condition |= Q(path__startswith=page.path, depth__gt=page.depth)
    return condition

"""Pages found with few queries: routing and visibility."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import Page, PageViewRestriction


def child_and_menu(page: Page, slug: str) -> tuple[Page | None, list[Page]]:
    """Return the child with this slug and the published children that show in menus, in one query.

    Every request below a page asks for both; together they cost as much as one.
    """
    children = list(
        page.get_children().filter(Q(slug=slug) | Q(live=True, show_in_menus=True)).order_by("path")
    )
    child = next((found for found in children if found.slug == slug), None)
    return child, [found for found in children if found.live and found.show_in_menus]


def menu_of(page: Page) -> list[Page]:
    """Return the published children that show in menus."""
    return list(page.get_children().live().in_menu().order_by("path"))


def unrestricted() -> Q:
    """Return the condition that neither a page nor one above it is private.

    Wagtail's `public()` asks for all restrictions of the site first; this is part of the query.
    """
    own_path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above = PageViewRestriction.objects.alias(asked=own_path).filter(asked__startswith=F("page__path"))
    return ~Q(Exists(above))


def below(pages: Iterable[Page]) -> Q:
    """Return the condition that a page lies below one of these; for no pages, one that never holds."""
    condition = Q(pk__in=[])
    for page in pages:
        condition |= Q(path__startswith=page.path, depth__gt=page.depth)
    return condition

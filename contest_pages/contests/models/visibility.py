"""Queries of pages: children with menu, visibility.

What is published outside the page tree (videos, feeds, forms, open data, …) asks here, of querysets by
`open_to_visitors`, of one page and a request by `access_to`.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction

from contest_pages.contests.enums import Access

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
    return published(pages).filter(~_restrictions_above())


def with_restriction(pages: QuerySet) -> QuerySet:
    """Annotate each page with `is_restricted`: whether it or one above is private."""
    return pages.annotate(is_restricted=_restrictions_above())


def _restrictions_above() -> Exists:
    above = PageViewRestriction.objects.alias(own_path=_OWN_PATH)
    return Exists(above.filter(own_path__startswith=F("page__path")))


def access_to(page: Page, request: HttpRequest | None) -> Access:
    """Return who may see a page: everybody, this request, or nobody; in one query, for a restricted page in two.

    A draft, also one above, is closed to everybody. A request passes the restrictions of the page and of those above
    as Wagtail's own pages let it: by its login, its groups or the password that its session has given.
    """
    found = with_restriction(published(Page.objects.filter(pk=page.pk)))
    restricted = found.values_list("is_restricted", flat=True).first()
    if restricted is None:
        return Access.CLOSED
    if not restricted:
        return Access.PUBLIC
    return Access.GRANTED if passes_restrictions(request, page) else Access.CLOSED


def passes_restrictions(request: HttpRequest | None, page: Page) -> bool:
    """Say whether a request passes every restriction of a page and of those above; no request passes none."""
    restrictions = page.get_view_restrictions()
    if request is None or not hasattr(request, "user"):
        return not restrictions
    return all(restriction.accept_request(request) for restriction in restrictions)


def below(pages: Iterable[Page]) -> Q:
    """Return the condition that a page lies below one of these; for no pages, one that never holds."""
    condition = Q(pk__in=[])
    for page in pages:
        condition |= Q(path__startswith=page.path, depth__gt=page.depth)
    return condition

"""What the head of a page tells those who find it elsewhere."""

from __future__ import annotations

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail.models import Page

from contest_pages import page_cache
from contest_pages.found import Found, found_of

register = template.Library()


@register.simple_tag(takes_context=True)
def contest_found(context) -> str:
    """Draw canonical address, card and structured data of the page, or of what its view says instead (`found`)."""
    request, page = context.get("request"), context.get("page")
    found = context.get("found")
    if found is None:
        if request is None or not isinstance(page, Page) or getattr(request, "is_preview", False):
            return ""
        key = ("found", page.pk, request.scheme, request.get_host(), request.GET.get("p", "")[:6])
        return page_cache.recall(request, key, lambda: _drawn(found_of(page, request)))
    return _drawn(found)


def _drawn(found: Found) -> SafeString:
    return render_to_string("contest_pages/_found.html", {"found": found})

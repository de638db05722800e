"""What the head of a page tells those who find it elsewhere."""

from __future__ import annotations

from django import template
from django.template.loader import render_to_string
from wagtail.models import Page

from contest_pages.found import found_of

register = template.Library()


@register.simple_tag(takes_context=True)
def contest_found(context) -> str:
    """Draw canonical address, card and structured data of the page, or of what its view says instead (`found`)."""
    request, page = context.get("request"), context.get("page")
    found = context.get("found")
    if found is None:
        if request is None or not isinstance(page, Page) or getattr(request, "is_preview", False):
            return ""
        found = found_of(page, request)
    return render_to_string("contest_pages/_found.html", {"found": found})

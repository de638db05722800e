"""The tag that renders page meta into the head."""

from __future__ import annotations

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail.models import Page

from contest_pages.publishing import page_cache
from contest_pages.publishing.page_meta import PageMeta, page_meta_of

register = template.Library()


@register.simple_tag(takes_context=True)
def contest_page_meta(context) -> str:
    """Render canonical URL, card and structured data of the page, or of what its view gives instead (`page_meta`)."""
    request, page = context.get("request"), context.get("page")
    meta = context.get("page_meta")
    if meta is None:
        if request is None or not isinstance(page, Page) or getattr(request, "is_preview", False):
            return ""
        key = ("page meta", page.pk, request.scheme, request.get_host(), request.GET.get("p", "")[:6])
        return page_cache.recall(request, key, lambda: _render(page_meta_of(page, request)))
    return _render(meta)


def _render(meta: PageMeta) -> SafeString:
    return render_to_string("contest_pages/_page_meta.html", {"meta": meta})

"""Page meta for search engines and social networks: canonical URL, card, structured data.

A page may have a method `page_meta(request)` that returns a PageMeta; for other pages title and description are used.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language, to_locale
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing as text_from_html

from contest_pages.art.choice import choice_for_entry
from contest_pages.data.numbers import read_number
from contest_pages.publishing.posters import share_picture_url
from contest_pages.vietnamese import tidy

#: Words of a text that describe its page.
_WORDS = 40
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class PageMeta:
    """The meta data of a page. `data` are objects of schema.org without their @context."""

    title: str
    address: str
    description: str = ""
    picture: str = ""
    kind: str = "website"
    site_name: str = ""
    data: list[dict[str, Any]] = field(default_factory=list)
    translations: list[tuple[str, str]] = field(default_factory=list)

    @property
    def locale(self) -> str:
        """Return the language as Open Graph writes it: "vi_VN"."""
        locale = to_locale(get_language() or settings.LANGUAGE_CODE)
        return {"vi": "vi_VN", "en": "en_GB"}.get(locale, locale)

    @property
    def json(self) -> SafeString:
        """Return the structured data as JSON that is safe inside a script element."""
        objects = [{"@context": "https://schema.org", **obj} for obj in self.data]
        text = json.dumps(objects[0] if len(objects) == 1 else objects, ensure_ascii=False)
        return mark_safe(text.translate(_ESCAPES))


def breadcrumbs(*steps: tuple[str, str]) -> dict[str, Any]:
    """Return a BreadcrumbList of (name, address) pairs from the top down."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate(steps, 1)
        ],
    }


def page_meta_of(page, request) -> PageMeta:
    """Return the page meta of a page; its canonical URL has the number of a page in a list, and no filters."""
    meta = page.page_meta(request) if hasattr(page, "page_meta") else plain_page_meta(page, request)
    meta = replace(
        meta, description=meta.description or meta.title, picture=meta.picture or _picture_of(page, request)
    )
    number = read_number(request.GET.get("p")) if request is not None else None
    if number is not None and number > 1:
        meta = replace(meta, address=f"{meta.address}?p={number}")
    return replace(meta, translations=meta.translations or translations_of(page, request))


def plain_page_meta(page, request) -> PageMeta:
    """Return title, description and address of any page."""
    return PageMeta(
        title=page.seo_title or page.title,
        address=page.get_full_url(request) or "",
        description=plain_text(
            page.search_description or getattr(page, "summary", "") or getattr(page, "introduction", "")
        )
        or first_words(getattr(page, "body", ())),
    )


def plain_text(text: str) -> str:
    """Return the words of rich text in one line, without tags."""
    return " ".join(text_from_html(text.replace("><", "> <")).split()) if "<" in text else text


def first_words(body) -> str:
    """Return how the text of a page begins, without marks of formatting."""
    for block in body:
        words = tidy(text_from_html(getattr(block.value, "source", "")))
        if words:
            return Truncator(words).words(_WORDS)
    return ""


def _picture_of(page, request) -> str:
    """Return the absolute address of a page's photograph, else of a generated picture."""
    image = getattr(page, "image", None)
    if image is not None:
        address = image.get_rendition("fill-1200x630|format-jpeg").url
    else:
        address = share_picture_url(choice_for_entry(str(page.translation_key), page.title, ""))
    return request.build_absolute_uri(address) if request is not None else address


def translations_of(page, request) -> list[tuple[str, str]]:
    """Return (language, address) of a page in each language in which it is published, if in more than one.

    Head and foot of a page ask for them: they are kept on the instance, for each host.
    """
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return []
    own = [found for found in _nearest(page, request) if found.is_of_page]
    if not own:
        return []
    found = [(other.language, other.address) for other in own]
    return sorted([(page.locale.language_code, page.get_full_url(request)), *found])


def nearest_in_other_languages(page, request) -> list[tuple[str, str]]:
    """Return (language, address), for each other language, of the page's translation or the nearest above it."""
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return []
    return sorted((found.language, found.address) for found in _nearest(page, request))


@dataclass(frozen=True)
class _Translation:
    language: str
    address: str
    is_of_page: bool


def _nearest(page, request) -> list[_Translation]:
    known = page.__dict__.setdefault("_nearest_translations", {})
    host = request.get_host() if request is not None else ""
    if host not in known:
        known[host] = _find_nearest(page, request)
    return known[host]


def _find_nearest(page, request) -> list[_Translation]:
    way = Page.objects.ancestor_of(page, inclusive=True).order_by()
    others = (
        Page.objects.live()
        .filter(translation_key__in=way.values("translation_key"))
        .exclude(locale=page.locale_id)
        .select_related("locale")
        .order_by("depth")
    )
    deepest = {other.locale_id: other for other in others if other.depth > 1}
    return [
        _Translation(
            other.locale.language_code,
            other.get_full_url(request),
            other.translation_key == page.translation_key,
        )
        for other in deepest.values()
    ]

"""A text with anchors at its headings, and the list of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django import template
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from contest_pages.vietnamese import slug_of

register = template.Library()
_HEADING = re.compile(r"<h([23])(?:\s[^>]*)?>(.*?)</h\1>", re.DOTALL)


@dataclass(frozen=True)
class Heading:
    """An entry of the list of contents."""

    title: str
    anchor: str
    level: int = 2


@dataclass(frozen=True)
class Contents:
    """A rendered text and its headings."""

    html: SafeString
    contents: list[Heading]


@register.simple_tag
def render_with_contents(body, chapters=()) -> Contents:
    """Render a StreamField so that each heading can be linked to; `chapters` come first in the list.

    One heading alone needs no list.
    """
    headings = [Heading(chapter.title, chapter.anchor) for chapter in chapters]
    taken = {heading.anchor for heading in headings}

    def with_anchor(match: re.Match) -> str:
        level, inner = match.groups()
        title = " ".join(strip_tags(inner).split())
        anchor = base = slug_of(title)[:60].strip("-") or "muc"
        number = 2
        while anchor in taken:
            anchor, number = f"{base}-{number}", number + 1
        taken.add(anchor)
        headings.append(Heading(title, anchor, int(level)))
        return f'<h{level} id="{anchor}">{inner}</h{level}>'

    html = _HEADING.sub(with_anchor, str(body.render_as_block()) if body else "")
    return Contents(mark_safe(html), headings if len(headings) > 1 else [])

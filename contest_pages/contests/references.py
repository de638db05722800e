"""The records that fields, formatted text and blocks name, and the same without some of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from modelcluster.models import get_all_child_relations
from wagtail.blocks import Block, ChooserBlock, RichTextBlock, StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, get_page_models
from wagtail.rich_text import RichText, extract_references_from_rich_text

#: A model, of a page always Page, and a key in text; the key is empty where it is none of the model's.
Reference = tuple[type[Model], str]

Extractor = Callable[[Any], Iterable[tuple]]


@cache
def models_chosen_in_pages() -> frozenset[type[Model]]:
    """Return the models of which the forms of pages choose records: in fields, in rows of lists, in blocks."""
    found: set[type[Model]] = set()
    for page_model in get_page_models():
        rows = [relation.related_model for relation in get_all_child_relations(page_model)]
        for model in (page_model, *rows):
            for field in model._meta.get_fields():
                if isinstance(field, StreamField):
                    found |= set(_chosen_in(field.stream_block))
                elif field.is_relation and not field.auto_created and isinstance(field.related_model, type):
                    found.add(field.related_model)
    return frozenset(found)


def _chosen_in(block: Block) -> Iterator[type[Model]]:
    if isinstance(block, ChooserBlock):
        yield block.model_class
    children = [*getattr(block, "child_blocks", {}).values(), getattr(block, "child_block", None)]
    for child in filter(None, children):
        yield from _chosen_in(child)


def references_of(extract: Extractor, value) -> set[Reference]:
    """Return what a value names, by a method `extract_references` of Wagtail's."""
    try:
        return {_reference(model, key) for model, key, *_paths in extract(value)}
    except KeyError:
        # A link that says what it names without saying which.
        return {(Page, "")}


def _reference(model: type[Model], key) -> Reference:
    base = Page if issubclass(model, Page) else model
    try:
        number = base._meta.pk.to_python(key)
    except ValidationError:
        number = None
    return base, "" if number is None else str(number)


def without_references(value, refused: set[Reference], field):
    """Return the sent value of a model's field without some of its references; blocks are changed in place."""
    if isinstance(field, StreamField):
        return _without(field.stream_block, value, refused)
    return text_without(str(value), refused) if isinstance(field, RichTextField) else None


def _without(block: Block, value, refused: set[Reference]):
    if isinstance(value, StreamValue | ListValue):
        for child in value if isinstance(value, StreamValue) else value.bound_blocks:
            child.value = _without(child.block, child.value, refused)
        return value
    if isinstance(value, StructValue):
        for name, child_block in block.child_blocks.items():
            value[name] = _without(child_block, value[name], refused)
        return value
    if isinstance(value, TypedTable):
        for row in value.row_data:
            cells = zip(value.columns, row["values"], strict=True)
            row["values"] = [_without(column["block"], cell, refused) for column, cell in cells]
        return value
    if not references_of(block.extract_references, value) & refused:
        return value
    return RichText(text_without(value.source, refused)) if isinstance(block, RichTextBlock) else None


_TAG = re.compile(r"<(a|embed)\b[^>]*>", re.IGNORECASE)


def text_without(html: str, refused: set[Reference]) -> str:
    """Return formatted text, as it is stored, without embeds of some records and links to them, whose words stay."""

    def kept(tag: re.Match) -> str:
        if not references_of(extract_references_from_rich_text, tag[0]) & refused:
            return tag[0]
        return "<a>" if tag[1].lower() == "a" else ""

    return _TAG.sub(kept, html)

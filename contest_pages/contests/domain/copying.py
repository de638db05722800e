"""References of copied pages: to what was copied with them, and to nothing of another contest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.db import models, transaction
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.blocks import StreamValue
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from contest_pages.contests.models import ContestChildMixin, ContestPage


def rows_of(page: models.Model) -> Iterator[models.Model]:
    """Yield a page and the rows that belong to it: milestones, prizes, venues."""
    yield page
    for relation in get_all_child_relations(page):
        yield from getattr(page, str(relation.get_accessor_name())).all()


def references_to_pages(row: models.Model) -> Iterator[tuple[models.Field, int]]:
    """Yield the fields of a row that name a page, with its key; fields of Wagtail's own aside."""
    for field in set(row._meta.concrete_fields) - set(Page._meta.concrete_fields):
        target = field.related_model
        if field.primary_key or not isinstance(target, type) or not issubclass(target, Page):
            continue
        if (key := getattr(row, field.attname)) is not None:
            yield field, key


def point_at(row: models.Model, made: dict[int, int]) -> bool:
    """Let what a row names, in its fields and texts, be the copies: key of a page → key of its copy; say if it changed."""
    changed = False
    for field, key in references_to_pages(row):
        if key in made:
            setattr(row, field.attname, made[key])
            changed = True
    for field in row._meta.concrete_fields:
        if isinstance(field, StreamField):
            stream = getattr(row, field.name)
            before = stream.get_prep_value()
            after = _mapped(field.stream_block, before, made)
            if after != before:
                setattr(row, field.name, StreamValue(field.stream_block, after, is_lazy=True))
                changed = True
        elif isinstance(field, RichTextField):
            before = getattr(row, field.attname)
            after = _linked(before, made)
            if after != before:
                setattr(row, field.attname, after)
                changed = True
    return changed


_PAGE_LINK = re.compile(r"<a\b[^>]*\blinktype=\"page\"[^>]*>")
_ID = re.compile(r"\bid=\"([0-9]+)\"")


def _linked(text: str, made: dict[int, int]) -> str:
    """Return rich text whose links to copied pages lead to the copies."""

    def moved(tag: re.Match) -> str:
        return _ID.sub(lambda found: f'id="{made.get(int(found[1]), found[1])}"', tag[0])

    return _PAGE_LINK.sub(moved, text)


def _mapped(block: blocks.Block, value, made: dict[int, int]):
    """Return the stored value of a block with the keys of copied pages replaced."""
    if isinstance(block, blocks.PageChooserBlock):
        return made.get(value, value)
    if isinstance(block, blocks.RichTextBlock):
        return _linked(value, made) if isinstance(value, str) else value
    if isinstance(block, blocks.StreamBlock):
        return [
            child | {"value": _mapped(block.child_blocks[child["type"]], child["value"], made)}
            if child["type"] in block.child_blocks
            else child
            for child in value
        ]
    if isinstance(block, blocks.StructBlock):
        return {
            name: _mapped(block.child_blocks[name], part, made) if name in block.child_blocks else part
            for name, part in value.items()
        }
    if isinstance(block, blocks.ListBlock):
        return [child | {"value": _mapped(block.child_block, child["value"], made)} for child in value]
    return value


@transaction.atomic
def point_at_copies(source: Page, copy: Page, *, actor) -> list[str]:
    """Correct the references of a copied tree, in the pages and their drafts; return those that were emptied, in words.

    What named a page of the source's tree names its copy. What named a page of another contest than the copy's is
    emptied where the field allows it, and kept where not: the copy's form then asks for it.
    """
    made = _copies(source, copy)
    lost: list[str] = []
    for page in copy.get_descendants(inclusive=True).order_by("path").specific():
        if not isinstance(page, Page) or not isinstance(page, ContestPage | ContestChildMixin):
            continue
        contest = ContestPage.objects.ancestor_of(page, inclusive=True).first()
        own = set(Page.objects.child_of(contest).values_list("pk", flat=True)) if contest else set()
        for state in (page, page.get_latest_revision_as_object()):
            changed = [_correct(row, made, own, lost) for row in rows_of(state)]
            if not any(changed):
                continue
            if state is page:
                for row in rows_of(page):
                    row.save()
            else:
                state.save_revision(user=actor, log_action=False, clean=False)
    return list(dict.fromkeys(lost))


def _copies(source: Page, copy: Page) -> dict[int, int]:
    """Return the key of each copied page's source with its own; a tree is copied whole or without what lies below."""
    copies = list(copy.get_descendants(inclusive=True).order_by("path").values_list("pk", flat=True))
    sources = list(source.get_descendants(inclusive=True).order_by("path").values_list("pk", flat=True))
    return dict(zip(sources, copies, strict=False)) if len(sources) == len(copies) else {source.pk: copy.pk}


def _correct(row: models.Model, made: dict[int, int], own: set[int], lost: list[str]) -> bool:
    """Correct the references of a row in memory; say whether one changed."""
    changed = point_at(row, made)
    for field, key in references_to_pages(row):
        if field.null and key not in own:
            setattr(row, field.attname, None)
            lost.append(f"{getattr(row, 'title', row)}, {field.verbose_name}")
            changed = True
    return changed

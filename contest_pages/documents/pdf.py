"""Documents as PDF, set by typst with fonts of our own, so that every machine makes the same pages."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import typst

from .document import TABLE_SIZE, TEXT_SIZE, Composition, Document, Heading, Items, Paragraph, Table
from .texts import breakable, printable

_TEMPLATE = Path(__file__).with_name("document.typ")
#: Tinos has the measures of Times New Roman, and all letters of Vietnamese.
_FONTS = Path(__file__).resolve().parents[1] / "static/contest_pages/vendor/fonts"
#: Rows with more signs may be broken between pages: they might not fit on one.
_LONG_ROW = 700


def to_pdf(document: Document) -> bytes:
    """Return a document as PDF. Every word is passed as data; the template alone is read as markup."""
    return typst.compile(
        _TEMPLATE,
        font_paths=[_FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_data(document), ensure_ascii=False)},
    )


def _data(document: Document) -> dict:
    body, ending = document.parts
    return {
        "language": document.language,
        "size": TEXT_SIZE,
        "header": {
            "title": printable(document.header.title),
            "motto": printable(document.header.motto),
            "divider": document.header.divider,
        },
        "superior": printable(document.superior),
        "issuer": printable(document.issuer),
        "number": printable(document.number),
        "place_and_date": printable(document.place_and_date),
        "kind": printable(document.kind),
        "subject": printable(document.subject),
        "draft": printable(document.draft),
        "body": [_block(block) for block in body],
        "ending": [_block(block) for block in ending],
        "signatures": [
            {key: printable(text) for key, text in asdict(signature).items()}
            for signature in document.signatures
        ],
        "recipients_heading": printable(document.recipients_heading),
        "recipients": [printable(text) for text in document.recipients],
    }


def _block(block) -> dict:
    match block:
        case Heading():
            return {"type": "heading", "text": printable(block.text)}
        case Paragraph():
            return {
                "type": "paragraph",
                "text": printable(block.text),
                "bold": block.is_bold,
                "italic": block.is_italic,
                "code": block.is_code,
            }
        case Items():
            return {"type": "items", "texts": [printable(text) for text in block.texts]}
        case Composition():
            return {
                "type": "composition",
                "people": [
                    {key: printable(text) for key, text in asdict(person).items()} for person in block.people
                ],
            }
        case Table():
            return _table(block)
    raise TypeError(type(block).__name__)


def _table(table: Table) -> dict:
    return {
        "type": "table",
        "caption": printable(table.caption),
        "headings": [breakable(column.heading) for column in table.columns],
        "aligns": [column.align for column in table.columns],
        "widths": table.widths,
        "size": table.size,
        "inset": 4 if table.size >= TABLE_SIZE else 2.5,
        "height": table.row_height,
        "rows": [
            {"cells": [breakable(cell) for cell in row], "whole": sum(map(len, row)) <= _LONG_ROW}
            for row in table.rows
        ],
    }

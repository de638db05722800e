"""A document as plain values, the same for every kind of file. Nothing in it is read as markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .headers import STATE, Header, Words

#: Sizes in points: annex I of Decree 30/2020 allows 13 and 14 for the text.
TEXT_SIZE = 14
TABLE_SIZE = 11
#: Millimetres between the margins of A4: 30 at the left, 20 at the right.
TEXT_WIDTH = 160

#: So many paragraphs of the body stay with the signatures at most.
_KEPT = 2


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text; `is_code` sets a checksum in letters of one width."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    is_code: bool = False


@dataclass(frozen=True)
class Heading:
    """The heading of a section. It stays with what follows it."""

    text: str


@dataclass(frozen=True)
class Items:
    """A list, a dash before each item."""

    texts: Sequence[str]


@dataclass(frozen=True)
class Column:
    """A column of a table: `width` is its share of the width, `align` is left, center or right."""

    heading: str
    width: float = 1
    align: str = "left"


@dataclass(frozen=True)
class Table:
    """A table with borders whose head is repeated on each page and whose rows stay whole.

    `size` is that of the letters in points, `row_height` the least height of a row in millimetres.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    caption: str = ""
    size: float = TABLE_SIZE
    row_height: float = 0

    @property
    def widths(self) -> list[float]:
        """Return the widths of the columns in millimetres."""
        whole = sum(column.width for column in self.columns)
        return [TEXT_WIDTH * column.width / whole for column in self.columns]


@dataclass(frozen=True)
class Person:
    """A person of a composition with the office held, and what else is to be said."""

    name: str
    office: str
    note: str = ""


@dataclass(frozen=True)
class Composition:
    """Who took part, numbered, with their offices."""

    people: Sequence[Person]


@dataclass(frozen=True)
class Signature:
    """A place to sign: office, what is to be written there, and the name that stands under it."""

    office: str
    note: str = ""
    name: str = ""
    authority: str = ""


Block = Paragraph | Heading | Items | Table | Composition


@dataclass(frozen=True)
class Document:
    """An administrative document.

    `number` and `place_and_date` hold blanks where an office fills them in. `closing` are sentences that stay with
    the signatures, so that these never stand alone on a page; without any, the last paragraphs of the body do.
    `draft` marks every page; empty for none.
    """

    kind: str
    subject: str
    issuer: str
    number: str
    place_and_date: str
    superior: str = ""
    header: Header = STATE
    body: Sequence[Block] = ()
    closing: Sequence[str] = ()
    signatures: Sequence[Signature] = ()
    recipients_heading: Words = ""
    recipients: Sequence[str] = ()
    draft: str = ""
    language: str = "vi"

    @property
    def parts(self) -> tuple[Sequence[Block], Sequence[Paragraph]]:
        """Return the blocks of the body, and the paragraphs that stay with the signatures."""
        if self.closing:
            return self.body, [Paragraph(text) for text in self.closing]
        end = len(self.body)
        while end > max(len(self.body) - _KEPT, 0) and isinstance(self.body[end - 1], Paragraph):
            end -= 1
        return self.body[:end], [block for block in self.body[end:] if isinstance(block, Paragraph)]

"""The text of a letter, read once for its two forms.

A letter is written as plain text. Its parts are known by how they look: paragraphs with an
empty line between them, lines that begin with "- ", facts ("Code: 7KQ2-W5R6", alone or below each other), and an address alone on
its line, with the words of its button before it: "[Confirm] https://…". An address after a colon at the end has a button too.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

_BUTTON = re.compile(r"(?:\[(?P<label>[^\[\]\n]{1,60})\] ?)?(?P<address>https?://\S+)")
#: A sentence that leads to an address: “Mời bạn mở trang thí sinh: https://…”.
_ADDRESS_LAST = re.compile(r"(?P<words>.*\S:)\s+(?P<button>(?:\[[^\[\]\n]{1,60}\] ?)?https?://\S+)")
#: A name of a few words without a sign that ends a sentence, and a short value.
_FACT = re.compile(r"(?P<label>[^\W\d_][^:.,;!?\n]{0,34}): (?P<value>\S.{0,78})")
_DOTS = 22
#: Characters of a line of the plain form, as far as words and addresses allow.
_WIDTH = 52


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together."""

    lines: tuple[str, ...]
    kind: str = "paragraph"


@dataclass(frozen=True)
class Items:
    """A list."""

    lines: tuple[str, ...]
    kind: str = "items"


@dataclass(frozen=True)
class Facts:
    """Names and values."""

    rows: tuple[tuple[str, str], ...]
    kind: str = "facts"


@dataclass(frozen=True)
class Button:
    """What to press, and the address that it opens; without a label it is named by the form."""

    label: str
    address: str
    kind: str = "button"


Block = Paragraph | Items | Facts | Button


def parse(text: str) -> list[Block]:
    """Return the parts of a letter in their order; nothing of the text is left out."""
    blocks: list[Block] = []
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = [line for typed in part.splitlines() if typed.strip() for line in _apart(typed.strip())]
        for kind, group in groupby(lines, _kind_of):
            # The first line is whom the letter is to: “Kính gửi: UBND xã …”.
            blocks.extend(_blocks(kind if blocks or kind != "facts" else "paragraph", list(group)))
    return blocks


def _apart(line: str) -> Iterator[str]:
    """Yield a line, and the address at its end as a line of its own."""
    found = None if _BUTTON.fullmatch(line) or line.startswith("- ") else _ADDRESS_LAST.fullmatch(line)
    yield from (found["words"], found["button"]) if found else (line,)


def _kind_of(line: str) -> str:
    if _BUTTON.fullmatch(line):
        return "button"
    if line.startswith("- "):
        return "items"
    return "facts" if _FACT.fullmatch(line) and not line.endswith(".") else "paragraph"


def _blocks(kind: str, lines: list[str]) -> Iterator[Block]:
    if kind == "button":
        for found in filter(None, map(_BUTTON.fullmatch, lines)):
            yield Button(found["label"] or "", found["address"])
    elif kind == "items":
        yield Items(tuple(line.removeprefix("- ") for line in lines))
    elif kind == "facts":
        yield Facts(
            tuple((found["label"], found["value"]) for found in filter(None, map(_FACT.fullmatch, lines)))
        )
    else:
        yield Paragraph(tuple(lines))


def plain(blocks: list[Block]) -> str:
    """Return the plain form: lines of 52 characters, dotted facts, each address alone and whole on its line."""
    return "\n\n".join(_plain(block) for block in blocks)


def _plain(block: Block) -> str:
    match block:
        case Paragraph(lines):
            return "\n".join(_wrapped(line) for line in lines)
        case Items(lines):
            return "\n".join(_wrapped(f"- {line}", below="  ") for line in lines)
        case Facts(rows):
            return "\n".join(f"  {label} {'.' * max(3, _DOTS - len(label))} {value}" for label, value in rows)
        case Button(label, address):
            return f"{label}:\n{address}" if label else address


def _wrapped(line: str, below: str = "") -> str:
    return textwrap.fill(
        line, _WIDTH, subsequent_indent=below, break_long_words=False, break_on_hyphens=False
    )

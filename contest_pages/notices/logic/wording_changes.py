"""What one version of a text has and another has not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\n|[^\S\n]+|\{[^{}\n]+\}|\w+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A piece of a text: in both versions ("same"), in the later one alone ("added"), in the earlier one ("removed")."""

    kind: str
    text: str

    @property
    def tag(self) -> str:
        """Return the name of the element of HTML that stands around it; empty for what is in both."""
        return {"added": "ins", "removed": "del"}.get(self.kind, "")


def changes(before: str, after: str) -> list[Piece]:
    """Return the pieces of both texts in their order, word by word; placeholders are one word."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces: list[Piece] = []
    for action, start, end, new_start, new_end in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if action == "equal":
            pieces.append(Piece("same", "".join(new[new_start:new_end])))
            continue
        if end > start:
            pieces.append(Piece("removed", "".join(old[start:end])))
        if new_end > new_start:
            pieces.append(Piece("added", "".join(new[new_start:new_end])))
    return pieces

"""Export and import of the file with which a ranking can be verified."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator

from contest_pages.standings.logic.lines import Contradiction


def read_proof(text: Iterable[str]) -> tuple[dict, Iterator[dict]]:
    """Return the header and the rows of an exported file; Contradiction for any other file."""
    text = iter(text)
    first = next(text, "")
    if not first.startswith("# {"):
        raise Contradiction("This is not a ranking exported by this site.")
    return json.loads(first[2:]), csv.DictReader(text)


def write_proof(header: dict, lines: Iterable[list], writer) -> Iterator[str]:
    """Yield the lines of a file; `writer` is a csv writer that returns what it writes."""
    yield f"# {json.dumps(header, ensure_ascii=False)}\r\n"
    for line in lines:
        yield writer.writerow(line)

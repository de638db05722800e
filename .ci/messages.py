"""Keep the catalogues complete without GNU gettext: Babel reads, Django turns templates into code.

`messages.py` merges new strings into the .po files; `messages.py --check` only says what is missing
and fails if something is.
"""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "_": None,
}
#: catalogue → folders whose strings it holds
CATALOGUES = {
    ROOT / "contest_pages/locale/vi/LC_MESSAGES/django.po": [ROOT / "contest_pages"],
    ROOT / "portal/locale/vi/LC_MESSAGES/django.po": [ROOT / "portal", ROOT / "home", ROOT / "templates"],
}
_PLURALS = {"vi": 1}


def sources(folder: Path):
    """Yield (path, Python source as bytes) for each file below a folder that may hold strings."""
    for path in sorted(folder.rglob("*")):
        if "migrations" in path.parts or "locale" in path.parts or "static" in path.parts:
            continue
        if path.suffix == ".py":
            yield path, path.read_bytes()
        elif path.suffix in {".html", ".txt"}:
            code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            # Indentation means nothing in a template, and Python's tokenizer must not stumble over it.
            yield path, "\n".join(line.lstrip() for line in code.splitlines()).encode()


def found_strings(folders: list[Path]) -> Catalog:
    """Return a catalogue of all strings in the sources."""
    catalogue = Catalog()
    for folder in folders:
        for path, code in sources(folder):
            where = str(path.relative_to(ROOT))
            for _line, message, _comments, context in extract(
                "python", io.BytesIO(code), keywords=KEYWORDS, options={"encoding": "utf-8"}
            ):
                first = message[0] if isinstance(message, tuple) else message
                if first:
                    flags = {"python-format"} if re.search(r"%\(\w+\)", first) else set()
                    catalogue.add(message, locations=[(where, 0)], context=context, flags=flags)
    return catalogue


def first_of(message) -> str:
    """Return a message's singular."""
    return message.id if isinstance(message.id, str) else message.id[0]


def placeholders(text: str) -> set[str]:
    """Return the placeholder names of a text."""
    return set(re.findall(r"%\((\w+)\)", text))


def problems_of(message, known) -> list[str]:
    """Return what is wrong with the translation of one message."""
    text = known.string if known else ""
    text = text if isinstance(text, str) else text[0]
    if not text or known.fuzzy:
        return [f"not translated: {message.id!r}"]
    # A plural may leave out its number where the singular is one.
    allowed = message.id if isinstance(message.id, str) else message.id[1]
    if placeholders(text) != placeholders(allowed):
        return [f"other placeholders: {message.id!r}"]
    return []


def check(catalogue: Catalog, found: Catalog) -> list[str]:
    """Return everything that is wrong with a catalogue: missing words, other placeholders, leftovers."""
    problems = []
    used = {(first_of(message), message.context) for message in found if message.id}
    for message in found:
        if message.id:
            problems += problems_of(message, catalogue.get(first_of(message), message.context))
    for message in catalogue:
        if message.id and (first_of(message), message.context) not in used:
            problems.append(f"no longer used: {message.id!r}")
    return problems


def merge(catalogue: Catalog, found: Catalog) -> Catalog:
    """Return a catalogue of the strings in the sources, with the known translations."""
    merged = Catalog(locale="vi", project="contest_pages", charset="utf-8", fuzzy=False)
    merged.header_comment = "# Vietnamese words of contest_pages."
    for message in found:
        if not message.id:
            continue
        known = catalogue.get(first_of(message), message.context)
        empty = "" if isinstance(message.id, str) else ("",)
        merged.add(
            message.id,
            known.string if known else empty,
            locations=message.locations,
            context=message.context,
            flags=message.flags,
        )
    return merged


def main() -> int:
    """Merge, or check."""
    django.setup()
    problems = []
    for po, folders in CATALOGUES.items():
        found = found_strings(folders)
        catalogue = Catalog(locale="vi")
        if po.exists():
            with po.open("rb") as file:
                catalogue = read_po(file, locale="vi")
        if "--check" in sys.argv:
            problems += [f"{po.relative_to(ROOT)}: {problem}" for problem in check(catalogue, found)]
            continue
        with po.open("wb") as file:
            write_po(file, merge(catalogue, found), width=110, include_lineno=False)
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

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


def main() -> int:
    """Merge, or check."""
    django.setup()
    check = "--check" in sys.argv
    problems = 0
    for po, folders in CATALOGUES.items():
        found = found_strings(folders)
        if po.exists():
            with po.open("rb") as file:
                catalogue = read_po(file, locale="vi")
        else:
            catalogue = Catalog(locale="vi", project="contest_pages", charset="utf-8")
        ours = set()
        for message in found:
            if not message.id:
                continue
            known = catalogue.get(first_of(message), message.context)
            ours.add((first_of(message), message.context))
            text = known.string if known else ""
            text = [text] if isinstance(text, str) else list(text)
            if not all(text[:1]) or (known and known.fuzzy):
                problems += 1
                print(f"{po.relative_to(ROOT)}: not translated: {message.id!r}")
            else:
                first = first_of(message)
                second = message.id if isinstance(message.id, str) else message.id[1]
                names = set(re.findall(r"%\((\w+)\)", second))
                if names != set(re.findall(r"%\((\w+)\)", text[0])) and not names - set(re.findall(r"%\((\w+)\)", first)) == {"count"}:
                    problems += 1
                    print(f"{po.relative_to(ROOT)}: other placeholders: {first!r}")
        for message in list(catalogue):
            first = first_of(message)
            if first and (first, message.context) not in ours and "overlay" not in message.user_comments:
                problems += check
                print(f"{po.relative_to(ROOT)}: no longer used: {first!r}")
                if not check:
                    catalogue.delete(message.id, message.context)
        if check:
            continue
        for message in found:
            if message.id and catalogue.get(first_of(message), message.context) is None:
                catalogue.add(message.id, ("",) if isinstance(message.id, tuple) else "", locations=message.locations, context=message.context, flags=message.flags)
        catalogue.fuzzy = False
        catalogue.header_comment = "# Vietnamese words of contest_pages."
        po.parent.mkdir(parents=True, exist_ok=True)
        with po.open("wb") as file:
            write_po(file, catalogue, width=110, sort_output=False, omit_header=False, include_lineno=False)
    if problems and check:
        print(f"{problems} problem(s) in the catalogues.")
    return 1 if problems and check else 0


if __name__ == "__main__":
    sys.exit(main())

"""Crawls the admin as a role and finds texts that are not Vietnamese."""

from __future__ import annotations

import re
from collections import Counter, deque
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import django
import wagtail
import wagtail_modeladmin
from babel.messages.pofile import read_po
from django.urls import Resolver404, resolve

ROOT = Path(__file__).resolve().parent.parent
OURS = ("contest_pages/locale", "portal/locale", "portal/wagtail_words")
_WORD = re.compile(r"[^\W\d_]+")
_SILENT = {"script", "style", "svg", "code", "pre", "textarea"}
_SPOKEN = ("aria-label", "title", "placeholder", "alt")
#: Names and terms that an official writes as they are.
AS_THEY_ARE = {
    "wagtail",
    "django",
    "email",
    "video",
    "slug",
    "html",
    "excel",
    "youtube",
    "facebook",
    "google",
    "drive",
}


#: What Wagtail has written into its templates without a translation.
HARD_CODED = {"Actions", "Port", "Root page", "None", "Ctrl + Alt + m"}
#: Proper names, which are not translated.
NAMES = {"English", "Root", "Editors", "Moderators", "Enter", "localhost"}
_CODE = re.compile(r"[\w-]+([.@/][\w-]+)+")
_FOREIGN_DATE = re.compile(
    r"\b20\d\d-\d\d-\d\d\b|\b(January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Sept|Oct|Nov|Dec)\b\.? \d"
)


@cache
def english_words() -> frozenset[str]:
    """Return the words of the sources' English that Vietnamese does not have."""
    english: set[str] = set()
    for package in (wagtail, wagtail_modeladmin, django):
        for path in Path(package.__file__).parent.rglob("locale/en/LC_MESSAGES/*.po"):
            with path.open("rb") as file:
                for message in read_po(file):
                    english |= _words(message.id if isinstance(message.id, str) else " ".join(message.id))
    vietnamese: set[str] = set(AS_THEY_ARE)
    for folder in OURS:
        for path in (ROOT / folder).rglob("vi/LC_MESSAGES/*.po"):
            with path.open("rb") as file:
                for message in read_po(file):
                    english |= _words(message.id if isinstance(message.id, str) else " ".join(message.id))
                    target = message.string if isinstance(message.string, str) else " ".join(message.string)
                    vietnamese |= _words(target)
    return frozenset(english - vietnamese)


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text) if len(word) > 2}


def is_english(text: str) -> bool:
    """Say whether a text has no Vietnamese letter, and at least a third of its words are English."""
    if _FOREIGN_DATE.search(text):
        return True
    if not text.isascii() or text in HARD_CODED | NAMES or _CODE.fullmatch(text):
        return False
    words = [word.lower() for word in _WORD.findall(text) if len(word) > 2]
    return bool(words) and sum(word in english_words() for word in words) * 3 >= len(words)


class _Reader(HTMLParser):
    """Collects what people see or hear, and where links lead."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.silent = 0
        self.texts: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag in _SILENT:
            self.silent += 1
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        self.texts += [found[name] for name in _SPOKEN if found.get(name)]
        if tag == "input" and found.get("type") in ("submit", "button"):
            self.texts.append(found.get("value", ""))

    def handle_endtag(self, tag):
        if tag in _SILENT and self.silent:
            self.silent -= 1

    def handle_data(self, data):
        if not self.silent and data.strip():
            self.texts.append(" ".join(data.split()))


def read(html: str) -> tuple[set[str], list[str]]:
    """Return the English that a page says, and the addresses to which it leads."""
    reader = _Reader()
    reader.feed(html)
    return {text for text in reader.texts if is_english(text)}, reader.links


def walk(client, start: str, *, most: int = 2) -> dict[str, set[str]]:
    """Open every kind of admin screen that links lead to; return {English text: addresses} of the texts there.

    `most` is how many screens of each kind are opened: the editor of each type of page is a kind of its own.
    """
    found: dict[str, set[str]] = {}
    opened: Counter[tuple] = Counter()
    seen, waiting = {start}, deque([start])
    while waiting:
        address = waiting.popleft()
        answer = client.get(address)
        assert answer.status_code < 500, address
        if answer.status_code != 200 or "text/html" not in answer.get("Content-Type", ""):
            continue
        english, links = read(answer.content.decode())
        for text in english:
            found.setdefault(text, set()).add(address)
        for link in links:
            path = link.partition("#")[0].partition("?")[0]
            if not path.startswith("/admin/") or path in seen or "logout" in path:
                continue
            seen.add(path)
            try:
                kind = resolve(path).view_name
            except Resolver404:
                continue
            if opened[kind] < (12 if kind == "wagtailadmin_pages:edit" else most):
                opened[kind] += 1
                waiting.append(path)
    return found

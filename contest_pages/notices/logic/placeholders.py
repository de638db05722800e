"""Placeholders of letters that editors word: "{name}" stands for a value that each letter has of its own.

Texts are stored with keys ("{name}"), which outlive translations; editors read and type words ("{tên}"). A line with a
placeholder for which a letter has no value is left out, so that one text serves letters with and without a deadline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

#: Words between braces, on one line.
_PLACEHOLDER = re.compile(r"\{([^{}\n]{1,60})\}")


def placeholders_in(text: str) -> list[str]:
    """Return what stands between braces in a text, each once, in its order."""
    return list(dict.fromkeys(found.strip() for found in _PLACEHOLDER.findall(text)))


def without_placeholders(text: str) -> str:
    """Return a text without its placeholders: a brace that is left belongs to none."""
    return _PLACEHOLDER.sub("", text)


def fill(text: str, values: Mapping[str, object]) -> str:
    """Return a text with the values in place of their placeholders; lines with an empty or missing value are left out.

    A value is put in as it is: braces in it are no placeholders. Of empty lines that follow each other one stays.
    """
    lines = []
    for line in text.splitlines():
        wanted = placeholders_in(line)
        if all(str(values.get(key, "")).strip() for key in wanted):
            lines.append(_PLACEHOLDER.sub(lambda found: str(values[found[1].strip()]), line))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def unfilled(keys: Iterable[str]) -> dict[str, str]:
    """Return values with which each placeholder stands for itself: a default text filled with them is its template."""
    return {key: f"{{{key}}}" for key in keys}


def in_words(text: str, words: Mapping[str, str]) -> str:
    """Return a stored text with the words that editors read, by key, in place of the keys."""
    return _renamed(text, words)


def in_keys(text: str, words: Mapping[str, str]) -> str:
    """Return a typed text with keys in place of words; keys, and what is neither, stay as they are."""
    return _renamed(text, {word.casefold(): key for key, word in words.items()})


def _renamed(text: str, names: Mapping[str, str]) -> str:
    def replaced(found: re.Match) -> str:
        typed = " ".join(found[1].split())
        name = names.get(typed, names.get(typed.casefold()))
        return f"{{{name}}}" if name is not None else found[0]

    return _PLACEHOLDER.sub(replaced, text)

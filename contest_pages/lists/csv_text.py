"""Lists as text: CSV files of every origin, and tables that are pasted."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from statistics import median_low

from django.utils.translation import gettext as _

from contest_pages.data.legacy_text import readable
from contest_pages.vietnamese import TONES

from .cells import of_text
from .sheets import NoList, Row, Sheet

_SEPARATORS = "\t;,|"
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
#: Rows by which the separator is chosen.
_SAMPLE = 50
csv.field_size_limit(100_000)
_VOWELS = frozenset("aăâeêioôơuưy")
_LETTERS = _VOWELS | frozenset("bcdđfghjklmnpqrstvwxz")
_LOST = re.compile(r"\w\?\w|^\W*\?\w")


def decode(content: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16, or the Vietnamese code page of Windows.

    Raises NoList for other encodings, and where letters were lost when the file was written.
    """
    text = _decoded(content)
    if text is None or "\0" in text:
        raise NoList(
            _(
                "The letters of this file cannot be read. In Excel choose “Save as” → “Excel Workbook (.xlsx)” and send that file."
            )
        )
    if _has_lost_letters(text):
        raise NoList(
            _(
                "Letters were lost when this file was saved: question marks stand in their place. Please open the original, choose “Save as” → “Excel Workbook (.xlsx)”, and send that file."
            )
        )
    return text


def _decoded(content: bytes) -> str | None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\0" in content[:2]:
        encoding = "utf-16-be" if content[:1] == b"\0" else "utf-16-le"
    else:
        encoding = "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        pass
    try:
        text = unicodedata.normalize("NFC", content.decode("cp1258"))
    except UnicodeDecodeError:
        return None
    return None if _has_foreign_letters(text) else text


def _has_foreign_letters(text: str) -> bool:
    """Say whether a text has letters or signs that Vietnamese does not have, as one read in the wrong encoding has."""
    for letter in set(text.lower()):
        if unicodedata.category(letter) == "Cc" and letter not in "\r\n\t":
            return True
        decomposed = unicodedata.normalize("NFD", letter)
        plain = unicodedata.normalize("NFC", TONES.sub("", decomposed))
        letters = _VOWELS if TONES.search(decomposed) else _LETTERS
        if letter.isalpha() and plain not in letters:
            return True
    return any(readable(word) for word in set(text.split()))


def _has_lost_letters(text: str) -> bool:
    """Say whether a program wrote "?" for letters that its encoding does not have: "Nguy?n V?n An"."""
    return any(_LOST.search(word) for word in text.split() if "/" not in word and "=" not in word)


def read_text(text: str, *, most_rows: int, most_columns: int, separators: str = _SEPARATORS) -> Sheet:
    """Return a text as a sheet; columns are separated by what a first line "sep=;" says, or by what fits best.

    Raises NoList for more rows than allowed, and for a text that is no table.
    """
    first_row = 1
    if found := _SEPARATOR_LINE.match(text):
        separator, text, first_row = found[1], text[found.end() :], 2
    else:
        separator = max(separators, key=lambda sign: _width(text, sign))
    sheet = Sheet("")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        # Cells with line breaks take several lines of text, but one row of the sheet.
        for number, values in enumerate(reader, start=first_row):
            cells = {
                column: cell
                for column, value in enumerate(values[:most_columns])
                if (cell := of_text([(value, "")])).text
            }
            if cells:
                if len(sheet.rows) >= most_rows:
                    raise NoList(_("The list has more than %(most)d rows.") % {"most": most_rows})
                sheet.rows.append(Row(number, cells))
    except csv.Error:
        raise NoList(_("This is not a list. Please send an Excel file (.xlsx) or a CSV file.")) from None
    return sheet


def _width(text: str, separator: str) -> tuple[int, int]:
    """Return how many columns a separator makes in most rows, of those in which it stands."""
    lines = [line for line in text.splitlines()[:_SAMPLE] if line.strip()]
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=separator)]
    except csv.Error:
        return 0, 0
    many = [width for width in widths if width > 1]
    return (median_low(many), len(many)) if len(many) * 2 >= len(widths) and many else (0, len(many))

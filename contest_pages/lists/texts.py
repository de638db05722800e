"""Texts of cells as they are stored and compared."""

from __future__ import annotations

import re

from contest_pages.files.spreadsheets import unescape_formula
from contest_pages.vietnamese import fold, tidy


def tidy_lines(text: str) -> str:
    """Return the lines of a cell tidied, without empty ones at both ends, and without the sign against formulas."""
    lines = unescape_formula(text.strip(" ")).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(tidy(line) for line in lines).strip("\n")


def heading(text: str) -> str:
    """Return a heading as it is compared: "Ngày, tháng, năm sinh (dd/mm/yyyy) *" → "ngay thang nam sinh"."""
    plain = re.sub(r"\(.*?\)|[*:,;/()_-]", " ", text.replace(".", "").replace("&", " và "))
    return fold(plain)

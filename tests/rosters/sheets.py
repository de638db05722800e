"""Lists of people as spreadsheets write them."""

from __future__ import annotations

import io

from openpyxl import Workbook, load_workbook

from tests.names import letters

HEADINGS = ["Họ và tên", "Ngày sinh", "Điện thoại", "Email"]


def sheet(*rows, headings=HEADINGS, above=()) -> io.BytesIO:
    """Return a workbook with titles above its headings, and rows below them."""
    book = Workbook()
    for line in above:
        book.active.append(line)
    book.active.append(headings)
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book) -> io.BytesIO:
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    file.name = "danh-sach.xlsx"
    return file


def persons(count: int, *, start: int = 0) -> list[list]:
    """Return `count` rows of different people."""
    return [
        [
            f"Lò Văn Người {letters(start + n)}",
            f"{1 + n % 28:02}/{1 + n // 28 % 12:02}/1990",
            f"09120{start + n:05}",
            "",
        ]
        for n in range(count)
    ]


def opened(response):
    """Return the workbook of a download."""
    return load_workbook(io.BytesIO(b"".join(response.streaming_content)))

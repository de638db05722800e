"""Files with lists, as people and their programs write them."""

from __future__ import annotations

import io

from openpyxl import Workbook

from contest_pages.lists import headings_known as known
from contest_pages.lists.columns import Column
from contest_pages.lists.reading import BY_HEADINGS, Choices, ListReading, read_list
from contest_pages.lists.values import day_of, phone_of

COLUMNS = [
    Column("full_name", "Họ và tên", known.FULL_NAME, required=True, parts=(known.FAMILY_NAME, known.GIVEN_NAME)),
    Column(
        "birth_date", "Ngày sinh", known.BIRTH_DATE, read=day_of, required=True, example="05/8/1990",
        parts=(("Ngày",), ("Tháng",), ("Năm",)), joint="/",
    ),
    Column("phone", "Điện thoại", known.PHONE, read=phone_of),
    Column("guardian_name", "Họ tên người giám hộ", known.GUARDIAN),
]  # fmt: skip


def saved(book: Workbook) -> io.BytesIO:
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def book_of(*rows, merged=(), title="Danh sách") -> Workbook:
    """Return a workbook with these rows on its sheet."""
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    return book


def read(file, columns=COLUMNS, choices: Choices = BY_HEADINGS, **more) -> ListReading:
    """Read a workbook, its rows, or a file."""
    if isinstance(file, Workbook):
        file = saved(file)
    elif isinstance(file, bytes):
        file = io.BytesIO(file)
    return read_list(file, columns, choices, **more)


def names_and_days(reading: ListReading) -> list[tuple[str, str]]:
    assert not reading.refused, reading.refused
    return [(row.texts["full_name"], row.texts["birth_date"]) for row in reading.rows]

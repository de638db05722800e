"""Rows of a sheet that are no rows of its list: totals, signatures, titles of groups, numbers of columns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from contest_pages.vietnamese import fold

from .sheets import Row

_TOTAL = re.compile(r"(?:tong|cong|tong cong|tong so|an dinh|danh sach (?:nay )?(?:co|gom)|so luong)\b.*")
_SIGNATURE = re.compile(
    r".*\b(?:ngay \S* ?thang \S* ?nam|nguoi lap|lap bieu|lap danh sach|thu truong|hieu truong|pho hieu truong|ky ten"
    r"|xac nhan|ky,? ?(?:va )?(?:ghi|dong dau)|noi nhan|tm|kt|tl|tuq)\b.*"
    r"|(?:chu tich|pho chu tich|giam doc|bi thu|truong phong|chanh van phong|can bo phu trach|nguoi phu trach)"
)
_GROUP = re.compile(
    r"(?:nhom|to|doi|khoi|lop|bang|cum|don vi|truong|xa|phuong|thi tran|huyen|chi doan|lien doi|phong|ban|phan|chuong"
    r"|chu de|doi tuong|[ivx]{1,5}|[a-h])\b.*"
)


@dataclass(frozen=True)
class PassedOver:
    """A row that is not taken: its sheet and number, what stands in it, and why."""

    sheet: str
    number: int
    text: str
    reason: str


def is_total(row: Row) -> bool:
    """Say whether a row sums the list up."""
    return len(row.texts) <= 4 and bool(_TOTAL.fullmatch(fold(row.texts[0])))


def is_signature(row: Row) -> bool:
    """Say whether a row belongs to the signatures below a list."""
    return len(row.texts) <= 4 and any(signs(text) for text in row.texts)


def signs(text: str) -> bool:
    """Say whether a text says who signs, where and when."""
    return bool(_SIGNATURE.fullmatch(fold(text)))


def is_group(row: Row) -> bool:
    """Say whether a row is the title of the rows below it: alone in its row, or behind a number: "Nhóm 1"."""
    texts = row.texts
    if len(texts) == 2 and re.fullmatch(r"[ivxIVX]{1,5}|[A-H]|[0-9]{1,2}", texts[0].strip(" .)")):
        texts = texts[1:]
    return len(texts) == 1 and bool(_GROUP.fullmatch(fold(texts[0])))


def numbers_columns(row: Row) -> bool:
    """Say whether a row only numbers the columns: 1, 2, 3 or (1), (2), (3) or A, B, 1, 2."""
    texts = [text.strip("() ") for text in row.texts]
    numbers = [int(text) for text in texts if re.fullmatch(r"[0-9]{1,2}", text)]
    letters = [text for text in texts if re.fullmatch(r"[A-E]", text)]
    starts = numbers[0] if numbers else 0
    return (
        len(texts) > 2
        and len(numbers) + len(letters) == len(texts)
        and len(numbers) > 1
        and starts == 1
        and numbers == list(range(starts, starts + len(numbers)))
    )

"""What the hash of a sealed sheet covers, and the code by which juror and secretary compare it."""

from __future__ import annotations

import datetime
import hashlib
import uuid
from zoneinfo import ZoneInfo

import pytest

from contest_pages.data.hash_chain import GENESIS_HASH, first_broken, record_hash
from contest_pages.judging.logic.sheets import CHECK_ALPHABET, check_code, sheet_content, words_hash

SEALED = datetime.datetime(2024, 8, 30, 2, 5, 7, tzinfo=datetime.UTC)
SHEET = {
    "kind": "sheet",
    "part_key": "",
    "candidate": 7,
    "seat": 3,
    "plan": 1,
    "plan_digest": "0" * 64,
    "source": "device",
    "points": {"noi-dung": 42_500, "hinh-thuc": 25_000},
    "words_sha256": "",
    "supersedes": None,
    "video_sha256": "",
    "signed_at": None,
    "sealed_at": SEALED,
}
CHANGED = {
    "kind": "void",
    "part_key": "tieu-pham",
    "candidate": 8,
    "seat": 4,
    "plan": 2,
    "plan_digest": "1" * 64,
    "source": "paper",
    "points": {"noi-dung": 42_500, "hinh-thuc": 25_500},
    "words_sha256": "b" * 64,
    "supersedes": 5,
    "video_sha256": "a" * 64,
    "signed_at": SEALED,
    "sealed_at": SEALED + datetime.timedelta(microseconds=1),
}


def hash_of(**changes) -> str:
    return record_hash(GENESIS_HASH, sheet_content(**{**SHEET, **changes}))


def test_anybody_can_compute_the_hash_with_a_few_lines():
    text = (
        '{"candidate":7,"kind":"sheet","part":"","plan":1,"plan_digest":"' + "0" * 64 + '",'
        '"points":{"hinh-thuc":25000,"noi-dung":42500},"sealed_at":'
        '"2024-08-30T02:05:07+00:00","seat":3,"signed_at":null,"source":"device","supersedes":null,"video_sha256":"",'
        '"words_sha256":""}'
    )
    assert hash_of() == hashlib.sha256(f"{GENESIS_HASH}\n{text}".encode()).hexdigest()


@pytest.mark.parametrize("field", sorted(SHEET))
def test_every_field_of_a_sheet_is_covered(field):
    assert hash_of(**{field: CHANGED[field]}) != hash_of()


def test_words_are_covered_without_being_told():
    operation = uuid.UUID(int=7)
    covered = words_hash(operation, "Hay", "")
    assert covered == hashlib.sha256(f'{operation.hex}\n["Hay",""]'.encode()).hexdigest()
    others = {words_hash(operation, "", "Hay"), words_hash(uuid.UUID(int=8), "Hay", ""), ""}
    assert covered not in others
    assert len(others) == 3
    assert words_hash(operation, "", "") == ""


def test_neither_the_order_of_criteria_nor_the_zone_of_a_clock_changes_the_hash():
    assert hash_of(points=dict(reversed(SHEET["points"].items()))) == hash_of()
    assert hash_of(sealed_at=SEALED.astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))) == hash_of()


def test_a_later_change_of_a_sheet_is_found_at_its_place():
    records, before = [], GENESIS_HASH
    for place in (1, 2, 3):
        content = sheet_content(**{**SHEET, "candidate": place})
        own = record_hash(before, content)
        records.append((place, before, own, content))
        before = own
    assert first_broken(records) is None
    records[1][3]["points"]["noi-dung"] = 50_000
    assert first_broken(records) == 2


def test_the_check_code_has_eight_signs_without_look_alikes():
    assert len(CHECK_ALPHABET) == 32
    assert not set("01IO") & set(CHECK_ALPHABET)
    assert check_code("0" * 64) == "2222-2222"
    assert check_code("f" * 64) == "ZZZZ-ZZZZ"
    assert check_code("0000000001" + "f" * 54) == "2222-2223"


def test_sheets_with_different_hashes_have_different_codes():
    codes = {check_code(hash_of(candidate=number)) for number in range(500)}
    assert len(codes) == 500

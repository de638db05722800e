"""Which picture stands where."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest

from contest_pages.art.choice import (
    KIND_FAMILIES,
    KIND_PALETTES,
    Choice,
    choice_for_contest,
    choice_for_entry,
    distinct_neighbours,
    family_of_words,
)
from contest_pages.art.families import FAMILIES
from contest_pages.art.inks import PALETTES
from contest_pages.contests.enums import ContestKind


@pytest.mark.parametrize(
    ("title", "family"),
    [
        ("Chợ mận lên mạng", "market"),
        ("Lớp học không sổ giấy", "school"),
        ("Bộ phận Một cửa ở lưng chừng núi", "office"),
        ("Bản làng vui ngày hội số", "village"),
        ("Người nông dân và chiếc điện thoại", "terraces"),
        ("Qua cầu gặp công an xã", "bridge"),
        ("Sóng 4G về bản xa", "village"),
        ("Cụ bà quét mã", "tower"),
        ("Hoa ban trên điện thoại", "ban"),
        ("Ra khơi cùng con tàu số", "sea"),
        ("ĐẦM SEN MÙA HẠ", "lotus"),
        # Compounds in which the word means something else.
        ("Bản đồ số cho rừng thông", "terraces"),
        ("Nhu cầu của thị trường", ""),
        ("Văn bản và yêu cầu", ""),
        # Marks are parts of letters.
        ("Bán đảo", "sea"),
        ("Cau và trầu", ""),
        ("Truong lop", ""),
        ("Ba phút mỗi ngày", ""),
        ("", ""),
    ],
)
def test_the_words_of_a_title_name_a_family(title, family):
    assert family_of_words(title) == family
    assert family_of_words(unicodedata.normalize("NFD", title)) == family


def test_every_kind_has_a_family_and_a_palette_that_exist():
    assert set(ContestKind.values) <= set(KIND_FAMILIES)
    assert set(KIND_FAMILIES) == set(KIND_PALETTES)
    assert set(KIND_FAMILIES.values()) <= set(FAMILIES)
    assert set(KIND_PALETTES.values()) <= set(PALETTES)
    assert choice_for_contest("trang-5", "quiz").family == "quiz"
    assert choice_for_contest("trang-5", "").family == "village"


def test_an_entry_without_telling_words_has_the_picture_of_its_kind_with_a_seed_of_its_own():
    one, other = (choice_for_entry(key, "Ba phút mỗi ngày", "video") for key in ("TP-1", "TP-2"))
    assert one.family == other.family == "phone"
    assert one.seed != other.seed
    assert choice_for_entry("TP-1", "Chợ phiên", "video").family == "market"


def test_neighbours_never_share_family_and_palette():
    for kind in ("video", "stage", ""):
        row = [choice_for_entry(f"TP-{number}", "", kind) for number in range(60)]
        apart = distinct_neighbours(row)
        assert [choice.seed for choice in apart] == [choice.seed for choice in row]
        for one, other in pairwise(apart):
            assert (one.family, one.palette) != (other.family, other.palette)


def test_a_picture_that_differs_from_its_neighbour_stays_as_it_is():
    row = [Choice("phone", "cham", 1), Choice("phone", "manon", 2), Choice("school", "manon", 3)]
    assert distinct_neighbours(row) == row


def test_a_list_that_grows_at_its_end_keeps_its_pictures():
    row = [Choice("stage", "denhoi", number) for number in range(8)]
    assert distinct_neighbours(row)[:5] == distinct_neighbours(row[:5])

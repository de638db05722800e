"""Names as people type and paste them: kept as a careful clerk writes them, and one person is one person."""

from __future__ import annotations

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.data.identity import name_key, tidy_name
from contest_pages.data.legacy_text import readable
from contest_pages.http.name_field import NameField
from contest_pages.vietnamese import fold

#: Ways to write one name.
ALIKE = [
    ("Hoà", "Hòa"),
    ("Nguyễn Thị Thuỷ", "Nguyễn Thị Thủy"),
    ("Quý", "Qúy"),
    ("Khuỷu", "Khủyu"),
    ("H'Hen Niê", "H‘Hen Niê"),
    ("H'Hen Niê", "H’Hen Niê"),
    ("H'Hen Niê", "H`Hen Niê"),
    ("H'Hen Niê", "HʼHen Niê"),
    ("H'Hen Niê", "H' Hen  Niê"),
    ("Nguyễn", "Ng\u200buyễn"),
    ("Nguyễn", "Nguy\u00adễn"),
    ("Nguyễn", "\ufeffNguyễn\u200e"),
    ("Đào", "Ðào"),
    ("Đào", "Ɖào"),
    ("đào", "ðào"),
    ("Lò Thị Mây", "Lò\u00a0 Thị\u2003Mây"),
    ("Ánh", unicodedata.normalize("NFD", "Ánh")),
    ("Nguyễn An", "Ｎｇｕｙễn Ａｎ"),
    ("Lò-Thị Mây", "Lò–Thị Mây"),
    ("Lò-Thị Mây", "Lò - Thị Mây"),
    ("Lò-Thị Mây", "LÒ‑THỊ MÂY"),
]
#: Names of different persons.
DIFFERENT = [
    ("Hoà", "Hoa"),
    ("Hoà", "Hoá"),
    ("Lò Thị Ban", "Lò Thị Bản"),
    ("Ơn", "Ôn"),
    ("Đào", "Dào"),
    ("Ý", "Y"),
]


@pytest.mark.parametrize(("name", "other"), ALIKE)
def test_one_name_written_in_two_ways_is_one_name(name, other):
    assert name_key(name) == name_key(other)
    assert fold(tidy_name(name)).replace(" ", "") == fold(tidy_name(other)).replace(" ", "")


@pytest.mark.parametrize(("name", "other"), DIFFERENT)
def test_two_names_stay_two(name, other):
    assert name_key(name) != name_key(other)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("h‘hen niê", "H'Hen Niê"),
        ("Ðinh\u00a0Văn\u200b An", "Đinh Văn An"),
        ("Thuỷ", "Thuỷ"),  # where the tone stands is the person's affair
        ("ＬÒ VĂN AN", "Lò Văn An"),
        ("lò–thị mây", "Lò-Thị Mây"),
        ("Y", "Y"),
    ],
)
def test_a_name_is_kept_as_a_careful_clerk_writes_it(typed, kept):
    assert tidy_name(typed) == kept


@given(st.text(max_size=40))
def test_a_key_is_stable_and_no_longer_than_the_tidied_name(text):
    name = tidy_name(text)
    assert tidy_name(name) == name
    assert name_key(name) == name_key(text)
    assert len(name_key(name)) <= max(len(name), len(name.lower()))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("NguyÔn V¨n An", "Nguyễn Văn An"),
        ("TrÇn ThÞ H\u00ad¬ng", "Trần Thị Hương"),
        ("§inh V¨n §øc", "Đinh Văn Đức"),
        ("NGUYÔN V¡N AN", "NGUYỄN VĂN AN"),
        ("Lß V¨n MÊy", "Lò Văn Mấy"),
        ("Nguyeãn Vaên An", "Nguyễn Văn An"),
        ("Traàn Thò Höông", "Trần Thị Hương"),
        ("Löông Vaên Ñöùc", "Lương Văn Đức"),
        ("NGUYEÃN VAÊN AN", "NGUYỄN VĂN AN"),
        ("Nguyá»…n VÄƒn An", "Nguyễn Văn An"),
    ],
)
def test_a_name_in_an_old_font_is_read_and_asked_about(typed, read):
    assert readable(typed) == read
    with pytest.raises(ValidationError, match=tidy_name(read)):
        NameField().clean(typed)
    assert NameField().bound_data(typed, None) == tidy_name(read)


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Văn An",
        "H'Hen Niê",
        "Y Bhơm Ayŭn",
        "José Müller",
        "Zoë",
        "Giàng A Chứ",
        "Ý",
        "K'Brơi",
        "Kpă Klơng",
    ],
)
def test_a_name_of_today_is_not_taken_for_an_old_font(name):
    assert readable(name) is None
    assert NameField().clean(name) == name


@pytest.mark.parametrize("name", ["Y", "Ý", "Lê", "A" * 150, "D'Artagnan", "Mai-Lan", "Nguyễn Văn A.", "Ơ"])
def test_short_long_and_marked_names_are_welcome(name):
    assert NameField(max_length=150).clean(name)


@pytest.mark.parametrize(
    "typed", ["0912345678", "An 2", "😀", "An 😀", "???", "-", "a@vidu.example", "<b>An</b>", "An/Bình"]
)
def test_what_is_no_name_is_refused_with_a_sentence(typed):
    with pytest.raises(ValidationError, match="chữ cái"):
        NameField().clean(typed)

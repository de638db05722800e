"""Subtitles: what is read, what is thrown out, who may give them."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.entries import subtitles
from contest_pages.entries.errors import NotSubtitles
from contest_pages.registrations.access.links import personal_path
from tests.factories import EntryFactory, RegistrationFactory

SRT = "1\r\n00:00:01,000 --> 00:00:03,500\r\nChào bà con\r\n\r\n2\r\n00:00:04,000 --> 00:00:06,000\r\n<i>Bản</i> số\r\n"


def test_subrip_becomes_webvtt():
    assert subtitles.read(SRT.encode("utf-8-sig")) == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:03.500\nChào bà con\n\n00:00:04.000 --> 00:00:06.000\nBản số\n"
    )


def test_webvtt_keeps_its_words_and_loses_styles_notes_and_tags():
    text = (
        "WEBVTT\n\nSTYLE\n::cue { background: url(https://x.example/a) }\n\nNOTE secret\n\n"
        "00:01.000 --> 00:02.000 position:10%\n<v Mây>Xin chào & tạm biệt <script>alert(1)</script>\n"
    )
    assert subtitles.read(text.encode()) == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nXin chào &amp; tạm biệt alert(1)\n"
    )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Không tìm thấy phụ đề"),
        (b"hello", "Không tìm thấy phụ đề"),
        ("Chào".encode("windows-1258", "replace"), "mã UTF-8"),
        (b"x" * (512 * 1024 + 1), "lớn hơn 512 kB"),
        (b"00:00:02,000 --> 00:00:01,000\nbackwards\n", "Không tìm thấy phụ đề"),
        (b"\xff\xfe\x00", "mã UTF-8"),
        (b"\n\n".join([b"00:00:01,000 --> 00:00:02,000\na"] * 3001), "hơn 3000"),
        (b"00:01 --> 00:02\na\n\n00:03 --> 0:0:0:4\nb\n", "Dòng 4"),
        (b"00:01 --> 00:02\na\n\n5,5 --> 6,5\nb\n", "Dòng 4"),
    ],
)
def test_what_holds_no_subtitles_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(NotSubtitles, match=sentence):
        subtitles.read(data)


def cues(*given: str) -> str:
    return "WEBVTT\n\n" + "\n".join(f"{cue}\n" for cue in given)


FIRST_AND_SECOND = cues("00:00:01.000 --> 00:00:03.500\nChào bà con", "00:00:04.000 --> 00:00:06.000\nBản số")


@pytest.mark.parametrize(
    "text",
    [
        "1\n00:00:01,000 --> 00:00:03,500\nChào bà con\n2\n00:00:04,000 --> 00:00:06,000\nBản số",
        "00:01,000 --> 00:03,500\nChào bà con\n00:04,000 --> 00:06,000\nBản số\n",
        "1\n00:00:01 , 0 --> 00:00:03 , 5\nChào bà con\n\n2\n00:04-->00:06\nBản số\n",
        "1\n  0 : 00 : 01.0  -->  0 : 00 : 03.5  \n  Chào   bà con \n \t \n2\n00:04 -> 00:06\nBản số",
        "WEBVTT - Bản số\nKind: captions\n\n00:04 --> 00:06\nBản số\n\n00:01 --> 00:03.500\nChào bà con\n",
        "WEBVTT\n\nREGION\nid:x\n\nmở đầu\n00:01 --> 00:03.5 line:0 position:20% align:start\n"
        "Chào bà con\n\nNOTE\nchưa duyệt\n\n7\n00:04 --> 00:06 X1:40 X2:600\nBản số\n",
    ],
    ids=["no empty lines", "no numbers", "commas", "spaces", "header, other order", "regions and settings"],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_editors_save_is_read_alike(text, newline, encoding):
    assert subtitles.read(text.replace("\n", newline).encode(encoding)) == FIRST_AND_SECOND


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a < b và b > c", "a &lt; b và b &gt; c"),
        ("Yêu <3 Sơn La <nhạc>", "Yêu &lt;3 Sơn La &lt;nhạc&gt;"),
        (r"{\an8}Trên cùng {\i1}nghiêng{\i0}", "Trên cùng nghiêng"),
        ("{b}Đậm{/b}", "Đậm"),
        ('<font color="#fff">Màu</font> <c.vàng.to>vàng</c> <lang vi>Việt</lang><br/>', "Màu vàng Việt"),
        ("Một <00:00:01.500>hai <00:02.000><b>ba</b>", "Một hai ba"),
        ("H&amp;M &lt;b&gt; R&D &nbsp; &hellip;", "H&amp;M &lt;b&gt; R&amp;D …"),
        ("<<i>b>đậm", "&lt;b&gt;đậm"),
        ("a&#10;&#10;00:05 --&gt; 00:06&#10;b", "a 00:05 --&gt; 00:06 b"),
        ("đi tiếp --> bản", "đi tiếp --&gt; bản"),
        ("chữ\x00 và\x0b\x1f điều khiển", "chữ và điều khiển"),
        ("3\n2\n1", "3\n2\n1"),
    ],
)
def test_words_stay_and_tags_go(words, expected):
    given = f"00:01 --> 00:02\n{words}\n"
    assert subtitles.read(given.encode()) == cues(f"00:00:01.000 --> 00:00:02.000\n{expected}")


def test_cues_may_overlap_and_last_beyond_a_hundred_hours():
    given = "100:00:01 --> 100:00:09\nMột\n100:00:02 --> 100:00:03\nHai\n"
    assert subtitles.read(given.encode()) == cues(
        "100:00:01.000 --> 100:00:09.000\nMột", "100:00:02.000 --> 100:00:03.000\nHai"
    )


CUE = re.compile(
    r"([0-9]{2,}):([0-5][0-9]):([0-5][0-9])\.([0-9]{3}) --> ([0-9]{2,}):([0-5][0-9]):([0-5][0-9])\.([0-9]{3})\n"
    r"((?:[^\n]+\n?)+)"
)


def assert_plain_webvtt(text: str) -> None:
    """Check a text by the grammar of WebVTT: a header, and cues of times and words without tags."""
    header, *blocks = text.split("\n\n")
    assert header == "WEBVTT"
    assert "\r" not in text
    assert "\0" not in text
    begins = []
    for block in blocks:
        cue = CUE.fullmatch(block)
        assert cue, block
        h, m, s, ms, to_h, to_m, to_s, to_ms = map(int, cue.groups()[:8])
        assert (h, m, s, ms) < (to_h, to_m, to_s, to_ms)
        begins.append((h, m, s, ms))
        words = cue[9]
        assert "<" not in words
        assert "-->" not in words
        assert re.sub(r"&(?:amp|lt|gt);", "", words).count("&") == 0
    assert begins == sorted(begins)


LINES = st.sampled_from(
    [
        "",
        " ",
        "WEBVTT",
        "NOTE x",
        "STYLE",
        "1",
        "00:01 --> 00:02",
        "00:00:01 , 500-->00:00:07.5 line:0",
        "100:00:00 --> 101:00:00",
        "9:99 --> 99:99",
        "<b>a</b> < <3 &lt;i&gt; &#10;&#60;",
        "x --> y",
        "{\\an8}",
    ]
)


@given(
    st.binary(max_size=400)
    | st.text(max_size=400).map(str.encode)
    | st.lists(LINES | st.text(max_size=20), max_size=15).map("\n".join).map(str.encode)
)
def test_whatever_comes_is_refused_or_becomes_plain_webvtt_that_reads_the_same_again(data):
    try:
        once = subtitles.read(data)
    except NotSubtitles:
        return
    assert_plain_webvtt(once)
    assert subtitles.read(once.encode()) == once


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_what_was_read_once_reads_the_same_again(words):
    try:
        once = subtitles.read(f"00:00:01.000 --> 00:00:02.000\n{words}\n".encode())
    except NotSubtitles:
        return
    assert_plain_webvtt(once)
    assert subtitles.read(once.encode()) == once


@pytest.fixture
def entry(stage):
    return EntryFactory(registration=RegistrationFactory(page=stage.form), round=stage.round, submitted=True)


@pytest.mark.django_db
def test_a_contestant_gives_subtitles_replaces_and_removes_them(client, in_july, entry):
    token = personal_path(entry.registration).split("/")[-2]
    address = reverse("contest_change_subtitles", args=[token, entry.pk])
    for words in ("Một", "Hai"):
        file = SimpleUploadedFile("a.srt", SRT.replace("Chào", words).encode())
        client.post(address, {"language": "vi", "file": file})
    kept = entry.subtitles.get()
    assert "Hai bà con" in kept.text
    shown = client.get(personal_path(entry.registration) + f"tac-pham-{entry.pk}/").content.decode()
    assert "Tiếng Việt" in shown
    client.post(address, {"remove": "vi"})
    assert not entry.subtitles.exists()


@pytest.mark.django_db
def test_subtitles_are_seen_by_those_who_see_the_video(client, in_july, entry):
    entry.subtitles.create(language="vi", text="WEBVTT\n\n")
    address = reverse("contest_subtitles", args=[entry.pk, "vi"])
    assert client.get(address).status_code == 404
    type(entry).objects.filter(pk=entry.pk).update(state="accepted")
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/vtt; charset=utf-8")
    page = client.get(entry.round.entry_path(entry.number)).content.decode()
    assert f'src="{address}"' in page


@pytest.mark.django_db
def test_after_the_closing_the_contestant_changes_no_subtitles(client, entry):
    token = personal_path(entry.registration).split("/")[-2]
    with time_machine.travel("2024-08-02T00:00:00+07:00", tick=False):
        client.post(
            reverse("contest_change_subtitles", args=[token, entry.pk]),
            {"language": "vi", "file": SimpleUploadedFile("a.srt", SRT.encode())},
        )
    assert not entry.subtitles.exists()

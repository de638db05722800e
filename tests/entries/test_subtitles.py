"""Subtitles: what is read, what is thrown out, who may give them."""

from __future__ import annotations

import contextlib

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
        ("Chào".encode("utf-16"), "mã UTF-8"),
        (b"x" * (512 * 1024 + 1), "lớn hơn 512 kB"),
        (b"00:00:02,000 --> 00:00:01,000\nbackwards\n", "Không tìm thấy phụ đề"),
        (b"\n\n".join([b"00:00:01,000 --> 00:00:02,000\na"] * 3001), "hơn 3000"),
    ],
)
def test_what_holds_no_subtitles_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(NotSubtitles, match=sentence):
        subtitles.read(data)


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_whatever_comes_is_read_or_refused(data):
    with contextlib.suppress(NotSubtitles):
        assert subtitles.read(data).startswith("WEBVTT\n\n")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_what_was_read_once_reads_the_same_again(words):
    try:
        once = subtitles.read(f"00:00:01.000 --> 00:00:02.000\n{words}\n".encode())
    except NotSubtitles:
        return
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

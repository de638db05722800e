"""Names of downloads keep their đ and marks; old programs read them without."""

from __future__ import annotations

from email.message import Message

import pytest
from django.http import HttpResponse

from contest_pages.files.downloads import name_download


def header(name: str, **more) -> str:
    return name_download(HttpResponse(), name, **more).headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("danh-sach.xlsx", "danh-sach.xlsx"),
        ("Đăng ký dự thi.xlsx", "Dang ky du thi.xlsx"),
        ("Giấy của đồng chí Đỗ – Ư.pdf", "Giay cua dong chi Do - U.pdf"),
        ("Tệp “đẹp”.pdf", "Tep _dep_.pdf"),
        ("中文.pdf", "__.pdf"),
    ],
)
def test_a_name_keeps_its_marks_and_has_d_for_đ_without_them(name, plain):
    message = Message()
    message["Content-Disposition"] = header(name)
    assert f'filename="{plain}"' in header(name)
    assert header(name).isascii()
    assert message.get_filename() in (plain, name)
    if plain != name:
        coded = header(name).split("filename*=UTF-8''")[1]
        from urllib.parse import unquote

        assert unquote(coded) == name


@pytest.mark.parametrize(
    "name", ['a"b.pdf', "a\r\nSet-Cookie: x=1.pdf", "../../etc/passwd", "a\\b.pdf", "a\u202eb.pdf"]
)
def test_a_name_cannot_leave_the_header_or_its_folder(name):
    value = header(name)
    assert "\n" not in value
    assert "/" not in value
    assert "\\" not in value
    assert value.split("filename*")[0].count('"') == 2


def test_a_file_may_be_shown_in_the_browser():
    assert header("đ.pdf", inline=True).startswith("inline; ")

"""Which files are taken as a video by what a browser says of them."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contest_pages.entries.errors import WrongFileType
from contest_pages.entries.file_types import check_file_type, refusal_words
from contest_pages.registrations.access.links import personal_path
from tests.factories import RegistrationFactory

from .helpers import begin


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("phim.mp4", "video/mp4"),
        ("IMG_0042.MOV", ""),
        ("trim.7D1C2A60.MOV", "video/quicktime"),
        ("trim", "video/quicktime"),
        ("phim", "VIDEO/MP4; codecs=hvc1"),
        ("phim.mp4", "application/octet-stream"),
        ("", ""),
        ("phim của bản Mới 1.2026", ""),
    ],
)
def test_where_the_rules_say_mp4_a_phones_video_is_taken(name, content_type):
    check_file_type(name, content_type, ["mp4"])


@pytest.mark.parametrize(
    ("name", "content_type", "formats"),
    [
        ("phim.avi", "video/x-msvideo", ["mp4"]),
        ("phim.mkv", "", ["mp4"]),
        ("anh.heic", "image/heic", ["mp4", "mov"]),
        ("phim.webm", "video/webm", []),
        ("thơ", "text/plain", []),
        ("phim.mp4", "video/mp4", ["mov"]),
    ],
)
def test_another_file_is_refused(name, content_type, formats):
    with pytest.raises(WrongFileType):
        check_file_type(name, content_type, formats)


def test_the_refusal_names_what_is_taken_and_what_to_do():
    assert refusal_words(["mp4"]) == (
        "Tệp này không phải video MP4 hoặc MOV nên chưa được gửi đi. "
        "Bạn hãy chọn đúng tệp video, hoặc lưu video dưới dạng MP4 rồi chọn lại."
    )
    assert "video MOV" in refusal_words(["mov"])


@pytest.mark.django_db
def test_the_form_offers_and_takes_what_the_rules_take(client, in_july, stage):
    entry = begin(stage, RegistrationFactory(page=stage.form))
    token = personal_path(entry.registration).split("/")[-2]
    address = reverse("contest_own_entry", args=[token, entry.pk])
    page = client.get(address).content.decode()
    assert 'accept=".mp4,video/mp4,.m4v,video/x-m4v,.3gp,video/3gpp,.mov,video/quicktime"' in page
    refused = client.post(
        address, {"title": "Bản số", "video": SimpleUploadedFile("phim.avi", b"RIFF", "video/x-msvideo")}
    )
    assert refused.status_code == 422
    assert refusal_words(["mp4"]) in refused.content.decode()
    client.post(address, {"title": "Bản số", "video": SimpleUploadedFile("IMG_1.MOV", b"x", "")})
    entry.refresh_from_db()
    assert entry.video is not None

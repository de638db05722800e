"""Uploaded files of a registration: checked, private, and not lost with an error."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from contest_pages.files.private_storage import private_storage
from contest_pages.registrations.models import AnswerFile, RegistrationField

from .helpers import token, typed, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

PDF = b"%PDF-1.4 a small document"


@pytest.fixture
def browser():
    """Return a client with CSRF checks."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def file_field(stage):
    RegistrationField.objects.create(
        page=stage.form, label="Giấy giới thiệu", field_type="file", required=True, sort_order=0
    )
    return "registration-extra_giay_gioi_thieu"


def test_a_file_is_stored_privately_under_a_random_name(browser, stage, file_field):
    file = SimpleUploadedFile("Giấy của Lò Thị Mây.pdf", PDF)
    assert (
        browser.post(url(stage), typed(stage.form) | token(browser) | {file_field: file}).status_code == 302
    )
    kept = AnswerFile.objects.get()
    assert (kept.label, kept.file_name, kept.content_type) == (
        "Giấy giới thiệu",
        "Giấy của Lò Thị Mây.pdf",
        "application/pdf",
    )
    assert "Mây" not in kept.file.name
    assert kept.file.read() == PDF


def stashed() -> set[str]:
    """Return the files that wait for a form to be sent again."""
    return set(private_storage().listdir("stash")[1]) if private_storage().exists("stash") else set()


def test_a_file_survives_an_error_and_the_confirming_click(browser, stage, file_field):
    before = stashed()  # other tests leave files there
    file = SimpleUploadedFile("giay.pdf", PDF)
    wrong = typed(stage.form, phone="123") | token(browser) | {file_field: file}
    html = browser.post(url(stage), wrong).content.decode()
    assert "Đã nhận: giay.pdf" in html
    kept = html.split(f'name="{file_field}-kept" value="')[1].split('"')[0]
    again = typed(stage.form) | token(browser) | {f"{file_field}-kept": kept}
    assert browser.post(url(stage), again).status_code == 302
    assert AnswerFile.objects.get().file.read() == PDF
    assert stashed() == before


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.pdf", b"<script>alert(1)</script>"), ("x.jpg", b"MZ" + b"0" * 99), ("x.svg", b"<svg/>")],
)
def test_a_files_type_is_detected_from_its_bytes_not_its_name(browser, stage, file_field, name, content):
    response = browser.post(
        url(stage), typed(stage.form) | token(browser) | {file_field: SimpleUploadedFile(name, content)}
    )
    assert response.status_code == 422
    assert "Tệp này là" in response.content.decode()


def test_a_file_over_the_limit_is_refused_with_the_limit(browser, stage, file_field, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "MAX_ANSWER_FILE_BYTES": 10}
    response = browser.post(
        url(stage), typed(stage.form) | token(browser) | {file_field: SimpleUploadedFile("x.pdf", PDF)}
    )
    assert "Tệp lớn hơn" in response.content.decode()


def test_a_forged_token_of_a_kept_file_opens_nothing(browser, stage, file_field):
    data = typed(stage.form) | token(browser) | {f"{file_field}-kept": "../../etc/passwd:x:y"}
    assert browser.post(url(stage), data).status_code == 422


def test_files_of_unfinished_forms_are_rate_limited(browser, stage, file_field, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "RATE_LETTER_ADDRESS": "2/h"}
    before = set(private_storage().listdir("stash")[1]) if private_storage().exists("stash") else set()
    for _n in range(4):
        file = SimpleUploadedFile("giay.pdf", PDF)
        browser.post(url(stage), typed(stage.form, phone="123") | token(browser) | {file_field: file})
    assert len(set(private_storage().listdir("stash")[1]) - before) == 2

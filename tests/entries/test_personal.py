"""The contestant's own page, from the first entry to the refusal."""

from __future__ import annotations

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.registrations.links import personal_path
from tests.factories import (
    ContestPageFactory,
    ContestRegistrationPageFactory,
    EntryFactory,
    RegistrationFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture
def registration(stage):
    return RegistrationFactory(page=stage.form)


def token(registration) -> str:
    return personal_path(registration).split("/")[-2]


def form(stage, **changes) -> dict:
    data = {
        "title": "Bản  làng số",
        "summary": "Một câu chuyện.",
        "video": SimpleUploadedFile("phim.mp4", b"not a film", "video/mp4"),
        **{f"declaration_{n}": "on" for n in range(1, len(stage.rules.declarations) + 1)},
    }
    return {**data, **changes}


def address(stage, registration) -> str:
    return reverse("contest_new_entry", args=[token(registration), stage.round.pk])


def test_the_form_reminds_of_the_rules_and_asks_for_each_declaration(client, stage, registration):
    html = client.get(address(stage, registration)).content.decode()
    assert "Thời lượng video từ 4 phút đến 5 phút." in html
    for sentence in stage.rules.declarations:
        assert sentence in html


def test_handing_in_leads_back_to_the_personal_page_and_the_check_begins(client, stage, registration):
    response = client.post(address(stage, registration), form(stage), follow=True)
    html = response.content.decode()
    entry = Entry.objects.get()
    assert entry.title == "Bản làng số"
    assert "TP-0001 · Bản làng số" in html
    assert "Đang kiểm tra video của bạn" in html
    assert reverse("contest_entries_fragment", args=[token(registration), stage.round.pk]) in html


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": ""}, "bắt buộc"),
        ({"declaration_1": ""}, "Thể lệ yêu cầu cam kết này"),
        ({"video": ""}, "Vui lòng chọn tệp video"),
        ({"video": SimpleUploadedFile("x.mp4", b"")}, "Tệp rỗng"),
    ],
)
def test_each_refusal_has_its_sentence(client, stage, registration, change, sentence):
    response = client.post(address(stage, registration), form(stage, **change))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Entry.objects.exists()


def test_a_failed_video_shows_the_rule_the_value_and_the_limit(client, stage, registration):
    entry = EntryFactory(registration=registration, round=stage.round, state=EntryState.FAILED)
    entry.video.verdict = [
        {"rule": "Length", "found": "3 phút", "asked": "từ 4 phút đến 5 phút", "passed": False}
    ]
    entry.video.save()
    html = client.get(personal_path(registration)).content.decode()
    assert (
        "<strong>Thời lượng</strong>: video của bạn là 3 phút; thể lệ yêu cầu từ 4 phút đến 5 phút." in html
    )
    assert "Nộp video khác" in html


def test_with_three_entries_the_page_says_why_there_is_no_fourth(client, stage, registration):
    for slot in (1, 2, 3):
        EntryFactory(registration=registration, round=stage.round, submitted=True, slot=slot)
    html = client.get(personal_path(registration)).content.decode()
    assert "đúng số tối đa theo thể lệ" in html
    assert address(stage, registration) not in html


def test_after_the_closing_the_page_says_so_and_the_form_leads_back(client, stage, registration):
    with time_machine.travel("2024-08-01T00:00:00+07:00", tick=False):
        assert "Đã hết hạn nhận tác phẩm" in client.get(personal_path(registration)).content.decode()
        response = client.post(address(stage, registration), form(stage), follow=True)
        assert "Đã hết hạn nhận tác phẩm" in response.content.decode()
    assert not Entry.objects.exists()


def test_nobody_reaches_the_entries_of_another(client, stage, registration):
    mine = EntryFactory(registration=registration, round=stage.round, submitted=True)
    stranger = RegistrationFactory(page=stage.form)
    for name in ("contest_another_video", "contest_withdraw_entry"):
        assert (
            client.post(reverse(name, args=[token(stranger), stage.round.pk, mine.number])).status_code == 404
        )
    mine.refresh_from_db()
    assert mine.state == EntryState.SUBMITTED


def test_a_link_of_one_contest_opens_no_round_of_another(client, stage, index):
    other = ContestRegistrationPageFactory(parent=ContestPageFactory(parent=index))
    assert client.get(address(stage, RegistrationFactory(page=other))).status_code == 404


def test_withdrawing_asks_once_more(client, stage, registration):
    entry = EntryFactory(registration=registration, round=stage.round, submitted=True)
    url = reverse("contest_withdraw_entry", args=[token(registration), stage.round.pk, entry.number])
    assert "Rút tác phẩm này" in client.get(url).content.decode()
    entry.refresh_from_db()
    assert entry.state == EntryState.SUBMITTED
    client.post(url)
    entry.refresh_from_db()
    assert (entry.state, entry.slot) == (EntryState.WITHDRAWN, None)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_personal_page_costs_the_same_for_one_entry_and_for_three(
    client, stage, registration, rows, django_assert_num_queries
):
    for slot in range(1, rows + 1):
        EntryFactory(registration=registration, round=stage.round, submitted=True, slot=slot)
    client.get(personal_path(registration))
    with django_assert_num_queries(14):
        response = client.get(personal_path(registration))
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in response.headers["Cache-Control"]


def test_a_second_click_hands_in_nothing_more(client, stage, registration):
    html = client.get(address(stage, registration)).content.decode()
    key = html.split('name="form_key" value="')[1].split('"')[0]
    for _ in range(2):
        assert client.post(address(stage, registration), form(stage, form_key=key)).status_code == 302
    assert Entry.objects.count() == 1

"""The contestant's own page, from the first entry to the refusal."""

from __future__ import annotations

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contest_pages.entries.domain import uploads
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.registrations.access.links import personal_path
from tests.factories import (
    ContestPageFactory,
    ContestRegistrationPageFactory,
    EntryFactory,
    RegistrationFactory,
)
from tests.factories.pages import NOW

from .helpers import begin

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture
def registration(stage):
    return RegistrationFactory(page=stage.form)


def token(registration) -> str:
    return personal_path(registration).split("/")[-2]


def own(entry) -> str:
    return reverse("contest_own_entry", args=[token(entry.registration), entry.pk])


def begin_address(stage, registration) -> str:
    return reverse("contest_begin_entry", args=[token(registration), stage.round.pk])


@pytest.fixture
def draft(stage, registration):
    return begin(stage, registration, title="")


def form(stage, **changes) -> dict:
    data = {
        "title": "Bản  làng số",
        "summary": "Một câu chuyện.",
        "video": SimpleUploadedFile("phim.mp4", b"not a film", "video/mp4"),
        "hand_in": "1",
        **{f"declaration_{n}": "on" for n in range(1, len(stage.rules.declarations) + 1)},
    }
    return {**data, **changes}


def test_one_click_begins_a_draft_and_a_second_one_finds_it_again(client, stage, registration):
    first = client.post(begin_address(stage, registration))
    assert client.post(begin_address(stage, registration)).url == first.url
    assert Entry.objects.get().state == EntryState.DRAFT
    assert client.get(begin_address(stage, registration)).status_code == 302


def test_the_form_reminds_of_the_rules_and_asks_for_each_declaration(client, stage, draft):
    html = client.get(own(draft)).content.decode()
    assert "Thời lượng video 4–5 phút." in html
    assert "trong vòng 60 phút sau đó" in html
    assert "Tính theo giờ máy chủ; lúc mở trang là 12:00 ngày 10/7/2024" in html
    for sentence in stage.rules.declarations:
        assert sentence in html


def test_the_page_confirms_what_was_handed_in_with_its_code_what_follows_and_whom_to_call(
    client, stage, draft
):
    stage.contest.contacts.create(name="Tổ Thư ký", phone="0212 385 1234")
    stage.contest.save()
    response = client.post(own(draft), form(stage))
    html = client.get(response.url).content.decode()
    assert "Nộp tác phẩm thành công" in html
    assert '<strong class="contest-done__code">TP-0001</strong>' in html
    assert "12:00 ngày 10/7/2024" in html
    assert "Kết quả gửi bằng thư và hiện ở dưới đây" in html
    assert "Kết quả sơ loại gửi bằng thư" in html
    steps = html.split("contest-stepper")[1].split("</ol>")[0]
    assert "Nộp tác phẩm" not in steps
    assert "0212 385 1234" in html
    assert "Nộp tác phẩm thành công" not in client.get(response.url.split("?")[0]).content.decode()


@pytest.mark.parametrize("key", ["0", "vong", ""])
def test_the_page_confirms_nothing_that_was_not_handed_in(client, stage, registration, draft, key):
    for address in (f"?vua-nop={key}", f"?vua-nop={draft.pk}"):
        assert "thành công" not in client.get(personal_path(registration) + address).content.decode()


def test_an_hour_later_the_same_address_confirms_nothing(client, stage, draft):
    response = client.post(own(draft), form(stage))
    with time_machine.travel("2024-07-10T13:00:00+07:00", tick=False):
        assert "Nộp tác phẩm thành công" not in client.get(response.url).content.decode()


def test_who_is_not_registered_is_led_to_the_registration_while_it_is_open(client, stage):
    html = client.get(stage.round.url).content.decode()
    assert (
        html.index("Chưa đăng ký?")
        < html.index(f'btn-primary" href="{stage.form.url}"')
        < html.index("Đã đăng ký: mở")
    )
    assert "Đăng ký dự thi" in html
    stage.form.closes_at = NOW
    stage.form.save_revision().publish()
    html = client.get(stage.round.url).content.decode()
    assert "Chưa đăng ký?" not in html
    assert "Mở liên kết cá nhân" in html


def test_handing_in_leads_back_to_the_personal_page_and_the_check_begins(client, stage, registration, draft):
    response = client.post(own(draft), form(stage), follow=True)
    html = response.content.decode()
    entry = Entry.objects.get()
    assert entry.title == "Bản làng số"
    assert "TP-0001 · Bản làng số" in html
    assert "Đang kiểm tra video của bạn" in html
    assert reverse("contest_entries_fragment", args=[token(registration), stage.round.pk]) in html


def test_a_draft_is_kept_half_written_by_the_button_and_by_the_script(client, stage, draft):
    kept = client.post(own(draft), {"summary": "Mới một câu", "keep": "1"}, follow=True)
    assert "Đã lưu bản nháp" in kept.content.decode()
    saved = client.post(own(draft), {"title": "Có tên rồi", "summary": "Hai câu", "save": "auto"})
    assert saved.json() == {"message": "Đã lưu bản nháp lúc"}
    draft.refresh_from_db()
    assert (draft.title, draft.summary, draft.state) == ("Có tên rồi", "Hai câu", EntryState.DRAFT)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": ""}, "Vui lòng đặt tên"),
        ({"declaration_1": ""}, "Thể lệ yêu cầu đánh dấu đủ các cam kết này"),
        ({"video": ""}, "Vui lòng chọn tệp video"),
        ({"video": SimpleUploadedFile("x.mp4", b"")}, "Tệp rỗng"),
    ],
)
def test_each_refusal_has_its_sentence_and_the_draft_keeps_what_was_typed(
    client, stage, draft, change, sentence
):
    response = client.post(own(draft), form(stage, **change))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    draft.refresh_from_db()
    assert draft.state == EntryState.DRAFT


def test_what_was_sent_before_a_refusal_need_not_be_sent_again(client, stage, draft):
    client.post(own(draft), form(stage, title=""))
    client.post(own(draft), form(stage, video=""))
    assert Entry.objects.get().state != EntryState.DRAFT


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("kichban.pdf", b"%PDF-1.7 x", ""),
        ("kichban.docx", b"not a document at all", "văn bản thuần (không định dạng) đã đổi tên thành .docx"),
        ("anh.pdf", b"\x89PNG\r\n\x1a\n" + bytes(40), "ảnh PNG đã đổi tên thành .pdf"),
    ],
)
def test_a_script_is_what_it_says_and_comes_back_under_its_name(
    client, stage, draft, name, content, sentence
):
    stage.rules.script = "optional"
    stage.rules.save_revision().publish()
    response = client.post(own(draft), {"script": SimpleUploadedFile(name, content), "keep": "1"})
    draft.refresh_from_db()
    if sentence:
        assert sentence in response.content.decode()
        assert not draft.script
    else:
        back = client.get(reverse("contest_own_script", args=[token(draft.registration), draft.pk]))
        assert b"".join(back.streaming_content) == content
        assert name in back["Content-Disposition"]
        assert name not in draft.script.name


@pytest.mark.parametrize(
    ("address", "taken"),
    [
        ("https://www.youtube.com/watch?v=abc", True),
        ("https://youtu.be/abc", True),
        ("http://www.youtube.com/watch?v=abc", False),
        ("https://youtube.com.evil.example/abc", False),
        ("https://drive.google.com/file/d/1", False),
        ("javascript:alert(1)", False),
    ],
)
def test_an_address_counts_where_the_rules_allow_its_host(client, stage, draft, address, taken):
    stage.rules.link_hosts = ["youtube"]
    stage.rules.save_revision().publish()
    response = client.post(own(draft), form(stage, video="", link=address))
    draft.refresh_from_db()
    assert (response.status_code, draft.state) == (
        (302, EntryState.SUBMITTED) if taken else (422, EntryState.DRAFT)
    )


def test_an_address_counts_nowhere_else(client, stage, draft):
    assert client.post(own(draft), form(stage, video="", link="https://youtu.be/a")).status_code == 422


def test_members_of_the_group_are_named_as_authors_and_strangers_cannot_be(client, stage):
    group = RegistrationFactory(page=stage.form, kind="group")
    other = group.members.create(full_name="Người Thứ Hai")
    stranger = RegistrationFactory(page=stage.form).members.get()
    draft = begin(stage, group)
    client.post(own(draft), {"authors": [other.pk], "keep": "1"})
    assert list(draft.authors.all()) == [other]
    assert client.post(own(draft), {"authors": [stranger.pk], "keep": "1"}).status_code == 422


def test_an_unfinished_upload_is_told_with_how_much_is_here(client, stage, draft):
    upload = uploads.begin_upload(entry=draft, length=4 * 1024**2, now=NOW)
    uploads.path_of(upload).write_bytes(bytes(1024**2))
    html = client.get(own(draft)).content.decode()
    assert "đã nhận 1 MB trên 4 MB" in html
    refused = client.post(own(draft), form(stage, video="")).content.decode()
    assert "chưa tải lên xong" in refused


def test_in_the_grace_time_the_page_says_until_when(client, stage, draft):
    draft.sending_since = NOW
    draft.save()
    with time_machine.travel("2024-08-01T00:30:00+07:00", tick=False):
        html = client.get(own(draft)).content.decode()
        assert "được tải tiếp và nộp đến 01:00 ngày 01/8/2024" in html
    with time_machine.travel("2024-08-01T01:00:00+07:00", tick=False):
        assert client.get(own(draft)).status_code == 302


def test_deleting_a_draft_asks_once_more(client, stage, draft):
    url = reverse("contest_withdraw_entry", args=[token(draft.registration), draft.pk])
    assert "Xóa bản nháp này?" in client.get(url).content.decode()
    assert Entry.objects.exists()
    client.post(url)
    assert not Entry.objects.exists()


def test_a_failed_video_shows_the_rule_the_value_and_the_limit(client, stage, registration):
    entry = EntryFactory(registration=registration, round=stage.round, state=EntryState.FAILED)
    entry.video.verdict = [{"rule": "Length", "actual": "3 phút", "required": "4–5 phút", "passed": False}]
    entry.video.save()
    html = client.get(personal_path(registration)).content.decode()
    assert "Thời lượng 3 phút; Thể lệ yêu cầu 4–5 phút." in " ".join(html.split())
    assert "Nộp video khác" in html


def test_with_three_entries_the_page_says_why_there_is_no_fourth(client, stage, registration):
    for slot in (1, 2, 3):
        EntryFactory(registration=registration, round=stage.round, submitted=True, slot=slot)
    html = client.get(personal_path(registration)).content.decode()
    assert "đúng số tối đa theo thể lệ" in html
    assert begin_address(stage, registration) not in html


def test_after_the_closing_the_page_says_so_and_the_form_leads_back(client, stage, registration):
    with time_machine.travel("2024-08-01T00:00:00+07:00", tick=False):
        assert "Đã hết hạn nhận tác phẩm" in client.get(personal_path(registration)).content.decode()
        response = client.post(begin_address(stage, registration), follow=True)
        assert "Đã hết hạn nhận tác phẩm" in response.content.decode()
    assert not Entry.objects.exists()


def test_nobody_reaches_the_entries_of_another(client, stage, registration):
    mine = EntryFactory(registration=registration, round=stage.round, submitted=True)
    stranger = RegistrationFactory(page=stage.form)
    for name in (
        "contest_own_entry",
        "contest_withdraw_entry",
        "contest_video_fragment",
        "contest_change_subtitles",
        "contest_own_script",
    ):
        address = reverse(name, args=[token(stranger), mine.pk])
        assert {client.get(address).status_code, client.post(address).status_code} <= {404, 405}
    mine.refresh_from_db()
    assert mine.state == EntryState.SUBMITTED


def test_a_link_of_one_contest_opens_no_round_of_another(client, stage, index):
    other = ContestRegistrationPageFactory(parent=ContestPageFactory(parent=index))
    assert client.post(begin_address(stage, RegistrationFactory(page=other))).status_code == 404


def test_withdrawing_asks_once_more(client, stage, registration):
    entry = EntryFactory(registration=registration, round=stage.round, submitted=True)
    url = reverse("contest_withdraw_entry", args=[token(registration), entry.pk])
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
    with django_assert_num_queries(24):
        response = client.get(personal_path(registration))
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in response.headers["Cache-Control"]


def test_a_second_click_hands_in_nothing_more(client, stage, draft):
    for _ in range(2):
        assert client.post(own(draft), form(stage)).status_code == 302
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("state", ["draft", "submitted"])
def test_the_form_of_an_entry_costs_a_fixed_number_of_queries(
    client, stage, registration, state, django_assert_max_num_queries
):
    entry = EntryFactory(registration=registration, round=stage.round, **{state: True})
    client.get(own(entry))
    with django_assert_max_num_queries(24):
        client.get(own(entry))


def test_the_contestants_own_data_name_drafts_links_scripts_and_subtitles(client, stage, registration):
    draft = begin(stage, registration, title="Nháp chưa có phim")
    draft.subtitles.create(language="vi", text="WEBVTT\n\n")
    page = client.get(personal_path(registration) + "du-lieu/").content.decode()
    assert "Nháp chưa có phim" in page
    assert "Tiếng Việt" in page

"""The form in its page: with a token, without one, with errors, with people added and removed."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from contest_pages.registrations.errors import NotAccepted
from contest_pages.registrations.models import (
    Registration,
    RegistrationDivision,
    RegistrationField,
)
from home.models import StandardPage
from tests.factories import ConsentNoticeFactory, UnitFactory
from tests.factories.pages import CONSENT_WORDS, NOW
from tests.names import letters

from .helpers import last_step, token, typed, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture
def browser():
    """Return a client with CSRF checks."""
    return Client(enforce_csrf_checks=True)


def team_rows(size=7, main=4) -> list[dict]:
    return [
        {"full_name": f"Thành Viên {letters(n)}", "birth_date": f"{n + 1}/1/1990"}
        | ({"is_main": "on"} if n < main else {})
        for n in range(size)
    ]


def takes_teams(stage, **fields):
    for name, value in {"kinds": ["team"], "smallest_team": 7, "main_members": 4, **fields}.items():
        setattr(stage.form, name, value)
    stage.form.save()


def test_with_the_token_of_the_first_focus_the_registration_is_taken(browser, stage):
    response = browser.post(url(stage), typed(stage.form) | token(browser))
    assert response.status_code == 302
    registration = Registration.objects.get()
    member = registration.members.get()
    assert (member.full_name, f"{member.birth_date:%d/%m/%Y}") == ("Lò Thị Mây", "01/02/1990")
    assert (registration.email, registration.phone) == ("may@vidu.example", "0912345678")
    assert registration.publishing == set()
    done = browser.get(response.url).content.decode()
    assert "Còn một bước nữa: hãy mở email" in done
    assert registration.code not in done


def test_without_a_token_the_filled_form_comes_back_for_one_confirming_click(browser, stage):
    response = browser.post(url(stage), typed(stage.form))
    html = response.content.decode()
    assert not Registration.objects.exists()
    assert "vui lòng kiểm tra thông tin và xác nhận" in html
    assert "+84 912 345 678" in html
    hidden = html.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    started = html.split('name="registration-started" value="')[1].split('"')[0]
    data = typed(stage.form, started=started) | {"csrfmiddlewaretoken": hidden}
    assert browser.post(url(stage), data).status_code == 302
    assert Registration.objects.count() == 1


def test_a_token_of_another_visitor_registers_nobody(browser, stage):
    stranger = Client(enforce_csrf_checks=True)
    response = browser.post(url(stage), typed(stage.form) | token(stranger))
    assert response.status_code == 200
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("people-0-birth_date", "31/2/1990", "Nhập ngày sinh đủ ngày, tháng, năm, ví dụ 05/8/1990."),
        ("people-0-birth_date", "1/1/2030", "kiểm tra lại năm sinh"),
        ("people-0-birth_date", "11/7/2010", "14 tuổi"),
        ("people-0-birth_date", "1/1/2009", "cha, mẹ hoặc người giám hộ"),
        ("registration-phone", "123", "số điện thoại Việt Nam"),
        ("registration-email", "khong-phai-email", "Địa chỉ email chưa đúng"),
        ("registration-eligible", "", "Đánh dấu để cam kết bạn không thuộc"),
        ("people-0-full_name", "", "Nhập họ và tên."),
        ("people-TOTAL_FORMS", "", "ManagementForm"),
    ],
)
def test_each_wrong_field_has_its_sentence_and_loses_nothing(browser, stage, field, value, sentence):
    response = browser.post(url(stage), typed(stage.form) | token(browser) | {field: value})
    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    if not field.startswith("people"):
        assert "lò   thị MÂY" in html
    assert not Registration.objects.exists()


def test_an_address_or_a_phone_is_enough_and_one_is_needed(browser, stage):
    for email, phone, taken in (("", "0912345678", True), ("a@vidu.example", "", True), ("", "", False)):
        rows = [{"full_name": "Lò Văn An", "birth_date": "1/2/1990"}]
        data = typed(stage.form, *rows, email=email, phone=phone) | token(browser)
        response = browser.post(url(stage), data)
        assert response.status_code == (302 if taken else 422)
    assert "Nhập số điện thoại hoặc email" in response.content.decode()


def test_without_the_required_purpose_nobody_registers_and_a_free_one_may_stay_open(browser, stage):
    stage.form.consent_notice = ConsentNoticeFactory(
        purposes=[(CONSENT_WORDS, True), ("Gửi tin cho tôi.", False)]
    )
    stage.form.save()
    data = typed(stage.form) | token(browser)
    required, free = stage.form.consent_notice.purpose_list
    refused = browser.post(
        url(stage), {k: v for k, v in data.items() if not k.endswith(f"purpose_{required.pk}")}
    )
    assert "không được phép xử lý" in refused.content.decode()
    assert browser.post(url(stage), data).status_code == 302
    records = {r.key: r.given for r in Registration.objects.get().consents.all()}
    assert (records[required.key], records[free.key]) == (True, False)


def test_a_notice_that_changed_meanwhile_requires_the_consents_again(browser, stage):
    data = typed(stage.form) | token(browser)
    notice = stage.form.consent_notice
    notice.retention = "Mười năm."
    notice.save_revision().publish()
    response = browser.post(url(stage), data)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Mười năm." in html
    assert "Vui lòng đọc lại và xác nhận" in html
    assert f'purpose_{notice.purpose_list[0].pk}" checked' not in html
    assert not Registration.objects.exists()
    assert browser.post(url(stage), typed(stage.form) | token(browser)).status_code == 302
    assert "Mười năm." in Registration.objects.get().consent.text


def test_a_draft_of_the_notice_changes_nothing(client, stage):
    stage.form.consent_notice.retention = "Mười năm."
    stage.form.consent_notice.save_revision()
    assert "Mười năm." not in client.get(stage.form.url).content.decode()


def test_a_name_of_one_letter_is_a_name(browser, stage):
    rows = [{"full_name": "Ý", "birth_date": "01-02-1990"}]
    assert browser.post(url(stage), typed(stage.form, *rows) | token(browser)).status_code == 302


def test_no_box_is_ticked_by_default(client, stage):
    answers = {"eligible": None, f"purpose_{stage.form.consent_notice.purpose_list[0].pk}": None}
    html = last_step(client, stage, **answers).content.decode()
    assert 'name="registration-publish_name"' in html
    assert html.count("contest-pick") == 5
    assert " checked" not in html


def test_only_todays_units_are_offered_and_a_unit_may_be_required(browser, stage):
    unit = UnitFactory(name="Xã Hôm Nay")
    UnitFactory(name="Huyện Hôm Qua", valid_to=NOW.date().replace(year=2023))
    html = browser.get(stage.form.url).content.decode()
    assert "Xã Hôm Nay" in html
    assert "Huyện Hôm Qua" not in html
    stage.form.unit_required = True
    stage.form.save()
    assert browser.post(url(stage), typed(stage.form) | token(browser)).status_code == 422
    assert browser.post(url(stage), typed(stage.form, unit=unit.pk) | token(browser)).status_code == 302


def test_a_division_is_chosen_where_there_are_divisions(browser, stage):
    RegistrationDivision.objects.create(page=stage.form, name="Cán bộ")
    assert browser.post(url(stage), typed(stage.form) | token(browser)).status_code == 422
    browser.post(url(stage), typed(stage.form, division="Cán bộ") | token(browser))
    assert Registration.objects.get().division == "Cán bộ"


def test_a_team_registers_with_its_people(browser, stage):
    takes_teams(stage)
    browser.post(url(stage), typed(stage.form, *team_rows(), kind="team") | token(browser))
    registration = Registration.objects.get()
    assert registration.kind == "team"
    assert [m.full_name for m in registration.members.all()] == [f"Thành Viên {letters(n)}" for n in range(7)]


def test_a_wrong_row_loses_nothing_typed_in_the_others(browser, stage):
    takes_teams(stage)
    rows = team_rows()
    rows[4]["birth_date"] = "32/1/1990"
    response = browser.post(url(stage), typed(stage.form, *rows, kind="team") | token(browser))
    html = response.content.decode()
    assert response.status_code == 422
    assert "Thành viên 5: Nhập ngày sinh đủ" in html
    assert "32/1/1990" in html
    for n in range(7):
        assert f'value="Thành Viên {letters(n)}"' in html


def test_a_row_left_empty_and_a_row_removed_do_not_count(browser, stage):
    takes_teams(stage)
    rows = [
        *team_rows(),
        {"full_name": "", "birth_date": ""},
        {"full_name": "Bỏ Ra", "birth_date": "x", "DELETE": "on"},
    ]
    browser.post(url(stage), typed(stage.form, *rows, kind="team") | token(browser))
    assert Registration.objects.get().members.count() == 7


def test_without_scripts_a_row_is_added_and_nothing_typed_is_lost(browser, stage):
    takes_teams(stage)
    rows = team_rows()
    rows[5]["birth_date"] = ""
    data = typed(stage.form, *rows, kind="team", eligible=None) | {"add_person": "1"}
    token(browser)  # sets the cookie
    response = browser.post(url(stage), data)
    html = response.content.decode()
    assert "invalid" not in html
    assert "data-contest-errors" not in html
    assert response.status_code == 200
    assert 'name="people-7-full_name"' in html
    assert 'name="people-TOTAL_FORMS" value="8"' in html
    assert 'value="Thành Viên G"' in html
    assert not Registration.objects.exists()


def test_no_form_grows_without_end(browser, stage):
    takes_teams(stage)
    data = typed(stage.form, kind="team") | token(browser) | {"people-TOTAL_FORMS": "100000"}
    response = browser.post(url(stage), data)
    assert response.status_code == 422
    assert response.content.decode().count("data-contest-row") < 110


def test_a_minor_registers_with_the_consent_of_guardian_and_child(browser, stage):
    row = {
        "full_name": "Cà Thị Bé",
        "birth_date": "1/2/2009",
        "guardian_name": "cà văn bố",
        "guardian_agrees": "on",
        "child_agrees": "on",
    }
    browser.post(url(stage), typed(stage.form, row) | token(browser))
    registration = Registration.objects.get()
    assert registration.members.get().guardian_name == "Cà Văn Bố"
    assert {"guardian:0", "child:0"} <= {r.key for r in registration.consents.all()}


def test_the_identity_number_has_a_field_only_where_set_and_is_stored_as_a_hash(browser, stage):
    assert "identity" not in browser.get(stage.form.url).content.decode()
    stage.form.asks_identity, stage.form.identity_reason = True, "Để làm giấy chứng nhận."
    stage.form.identity_purge_on = NOW.date().replace(year=2025)
    stage.form.save()
    assert "Để làm giấy chứng nhận." in browser.get(stage.form.url).content.decode()
    row = {"full_name": "Lò Thị Mây", "birth_date": "1/2/1990"}
    for number, sentence in (("123", "12 chữ số"), ("014191000123", "không khớp")):
        response = browser.post(url(stage), typed(stage.form, row | {"identity": number}) | token(browser))
        assert sentence in response.content.decode()
    browser.post(url(stage), typed(stage.form, row | {"identity": "014 190 000 123"}) | token(browser))
    member = Registration.objects.get().members.get()
    assert member.identity_last == "123"
    assert len(member.identity_hash) == 64


ALL_TYPES = {
    "singleline": ("chữ", "chữ"),
    "multiline": ("hai\ndòng", "hai\ndòng"),
    "email": ("a@b.vn", "a@b.vn"),
    "number": ("12", "12"),
    "url": ("https://vidu.example", "https://vidu.example"),
    "checkbox": ("on", True),
    "checkboxes": ("S", ["S"]),
    "dropdown": ("S", "S"),
    "multiselect": ("S", ["S"]),
    "radio": ("S", "S"),
    "date": ("2024-07-10", "2024-07-10"),
    "datetime": ("2024-07-10 08:00", "2024-07-10T08:00:00+07:00"),
    "hidden": ("ẩn", "ẩn"),
}


@pytest.mark.parametrize("field_type", ALL_TYPES)
def test_every_type_of_extra_field_is_stored_with_its_question(browser, stage, field_type):
    RegistrationField.objects.create(
        page=stage.form, label="Câu hỏi", field_type=field_type, choices="S,M", required=True, sort_order=0
    )
    sent, kept = ALL_TYPES[field_type]
    assert browser.get(stage.form.url).status_code == 200
    if field_type != "hidden":
        assert browser.post(url(stage), typed(stage.form) | token(browser)).status_code == 422
    browser.post(url(stage), typed(stage.form, extra_cau_hoi=sent) | token(browser))
    answer = Registration.objects.get().answers[0]
    assert (answer["name"], answer["label"]) == ("cau_hoi", "Câu hỏi")
    assert str(answer["value"]).replace("\r\n", "\n").removesuffix(".0") == str(kept)


def test_the_form_is_embedded_in_any_page_without_a_token(client, home, stage):
    page = StandardPage(
        title="Hướng dẫn",
        slug="huong-dan",
        body=[("form", {"page": stage.form}), ("form", {"page": stage.round})],
    )
    home.add_child(instance=page)
    response = client.get(page.url)
    html = response.content.decode()
    assert f'action="{url(stage)}"' in html
    assert f'action="{reverse("contest_send_link")}"' in html
    assert "csrfmiddlewaretoken" not in html
    assert not response.cookies


def test_a_closed_form_says_so_in_the_page(client, stage):
    with time_machine.travel("2024-08-01T00:00:00+07:00", tick=False):
        html = client.get(stage.form.url).content.decode()
    assert "Đã hết hạn đăng ký (24:00 ngày 31/7/2024)" in html
    assert "<form" not in html


def test_rules_that_exclude_nobody_ask_for_no_declaration(browser, stage):
    stage.rules.excluded_committees = []
    stage.rules.save_revision().publish()
    assert "Tôi không phải là thành viên" not in browser.get(stage.form.url).content.decode()
    assert browser.post(url(stage), typed(stage.form, eligible=None) | token(browser)).status_code == 302
    assert Registration.objects.get().answers == []


@pytest.mark.parametrize("others", [0, 200])
def test_an_individual_costs_at_most_15_queries_for_any_number_of_registrations(
    stage, others, django_assert_max_num_queries, settings
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.factories import RegistrationFactory

    for _n in range(others):
        RegistrationFactory(page=stage.form)
    unit = UnitFactory()
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    client = Client()
    data = typed(stage.form, unit=unit.pk, publish_name="on", publish_unit="on") | token(client)
    client.post(url(stage), data)
    Registration.objects.filter(email="may@vidu.example").delete()
    with CaptureQueriesContext(connection) as queries:
        assert client.post(url(stage), data).status_code == 302
    # A transaction's frame is a savepoint only inside a test's own transaction.
    counted = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
    assert len(counted) <= 15, "\n".join(counted)


def test_a_landline_alone_is_refused_with_the_reason(browser, stage):
    data = typed(stage.form, email="", phone="0212 385 2011") | token(browser)
    response = browser.post(url(stage), data)
    assert response.status_code == 422
    assert "Số 02123852011 không nhận được tin nhắn" in response.content.decode()
    data = typed(stage.form, phone="0212 385 2011") | token(browser)
    assert browser.post(url(stage), data).status_code == 302


def test_a_name_in_an_old_font_is_shown_as_it_reads_and_taken_when_sent_again(browser, stage):
    row = {"full_name": "NguyÔn V¨n An", "birth_date": "1/2/1990"}
    response = browser.post(url(stage), typed(stage.form, row) | token(browser))
    html = response.content.decode()
    assert response.status_code == 422
    assert "đọc là “Nguyễn Văn An”" in html
    assert 'value="Nguyễn Văn An"' in html
    assert not Registration.objects.exists()
    row["full_name"] = "Nguyễn Văn An"
    assert browser.post(url(stage), typed(stage.form, row) | token(browser)).status_code == 302


def test_one_person_registers_once_however_the_name_is_written(browser, stage):
    from contest_pages.registrations.domain.confirming import confirm

    row = {"full_name": "H'Hoà Niê", "birth_date": "1/2/1990"}
    browser.post(url(stage), typed(stage.form, row) | token(browser))
    confirm(registration=Registration.objects.get(), now=NOW)
    for name in ("H‘Hòa Niê", "H`Hoà\u200b Niê", "HʼHÒA  NIÊ"):
        data = typed(stage.form, row | {"full_name": name}, email="hai@vidu.example") | token(browser)
        assert browser.post(url(stage), data).status_code == 302
        with pytest.raises(NotAccepted):
            confirm(registration=Registration.objects.latest("pk"), now=NOW)

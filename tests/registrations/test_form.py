"""The form in its page: with a token, without one, with errors."""

from __future__ import annotations

import json

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from contest_pages.registrations.domain.registering import consent_version
from contest_pages.registrations.models import Registration, RegistrationField
from home.models import StandardPage
from tests.factories import UnitFactory
from tests.factories.pages import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

TYPED = {
    "registration-consent_version": consent_version("Tôi đồng ý để Ban Tổ chức xử lý dữ liệu."),
    "registration-full_name": "  Lò   Thị Mây ",
    "registration-birth_date": "1/2/1990",
    "registration-phone": "+84 912 345 678",
    "registration-email": "May@Vidu.Example",
    "registration-eligible": "on",
    "registration-consent": "on",
}


@pytest.fixture
def browser():
    """Return a client that checks tokens, as browsers meet the site."""
    return Client(enforce_csrf_checks=True)


def url(stage) -> str:
    return reverse("contest_register", args=[stage.form.pk])


def token(browser) -> str:
    return json.loads(browser.get(reverse("contest_form_token")).content)["token"]


def test_with_the_token_of_the_first_focus_the_registration_is_taken(browser, stage):
    response = browser.post(url(stage), {**TYPED, "csrfmiddlewaretoken": token(browser)})
    assert response.status_code == 302
    registration = Registration.objects.get()
    member = registration.members.get()
    assert (member.full_name, f"{member.birth_date:%d/%m/%Y}") == ("Lò Thị Mây", "01/02/1990")
    assert (registration.email, registration.phone) == ("may@vidu.example", "0912345678")
    assert not registration.publish_name
    done = browser.get(response.url)
    assert registration.code in done.content.decode()


def test_without_a_token_the_filled_form_comes_back_for_one_confirming_click(browser, stage):
    response = browser.post(url(stage), TYPED)
    html = response.content.decode()
    assert not Registration.objects.exists()
    assert "vui lòng kiểm tra thông tin và xác nhận" in html
    assert "+84 912 345 678" in html
    hidden = html.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    assert browser.post(url(stage), {**TYPED, "csrfmiddlewaretoken": hidden}).status_code == 302
    assert Registration.objects.count() == 1


def test_a_token_of_somebody_else_registers_nobody(browser, stage):
    stranger = Client(enforce_csrf_checks=True)
    response = browser.post(url(stage), {**TYPED, "csrfmiddlewaretoken": token(stranger)})
    assert response.status_code == 200
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("birth_date", "31/2/1990", "Vui lòng ghi ngày/tháng/năm"),
        ("birth_date", "1/1/2030", "kiểm tra lại năm sinh"),
        ("birth_date", "11/7/2010", "14 tuổi"),
        ("phone", "123", "số điện thoại Việt Nam"),
        ("email", "khong-phai-email", "Địa chỉ email chưa đúng"),
        ("consent", "", "không được phép xử lý"),
        ("eligible", "", "không cho thành viên các bộ phận này dự thi"),
        ("full_name", "", "bắt buộc"),
    ],
)
def test_each_refusal_has_its_sentence_and_loses_nothing(browser, stage, field, typed, sentence):
    data = {**TYPED, f"registration-{field}": typed, "csrfmiddlewaretoken": token(browser)}
    response = browser.post(url(stage), data)
    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    if field != "full_name":
        assert "Lò   Thị Mây" in html
    assert not Registration.objects.exists()


def test_a_consent_that_changed_meanwhile_is_shown_and_asked_again(browser, stage):
    stage.form.consent_text = "Nội dung đồng ý mới."
    stage.form.save_revision().publish()
    response = browser.post(url(stage), {**TYPED, "csrfmiddlewaretoken": token(browser)})
    html = response.content.decode()
    assert response.status_code == 422
    assert "Nội dung đồng ý mới." in html
    assert "Vui lòng đọc lại và xác nhận" in html
    assert 'id="id_registration-consent" checked' not in html
    assert not Registration.objects.exists()
    shown = html.split('name="registration-consent_version" value="')[1].split('"')[0]
    again = {**TYPED, "registration-consent_version": shown, "csrfmiddlewaretoken": token(browser)}
    assert browser.post(url(stage), again).status_code == 302
    assert Registration.objects.get().consent.text == "Nội dung đồng ý mới."


def test_a_name_of_one_letter_is_a_name(browser, stage):
    data = {**TYPED, "registration-full_name": "Ý", "csrfmiddlewaretoken": token(browser)}
    assert browser.post(url(stage), data).status_code == 302


def test_consent_is_not_ticked_beforehand(client, stage):
    html = client.get(stage.form.url).content.decode()
    assert 'name="registration-consent"' in html
    assert " checked" not in html


def test_only_todays_units_are_offered(client, stage):
    UnitFactory(name="Xã Hôm Nay")
    UnitFactory(name="Huyện Hôm Qua", valid_to=NOW.date().replace(year=2023))
    html = client.get(stage.form.url).content.decode()
    assert "Xã Hôm Nay" in html
    assert "Huyện Hôm Qua" not in html


def test_the_editors_extra_fields_are_asked_and_kept_with_their_question(browser, stage):
    RegistrationField.objects.create(
        page=stage.form, label="Cỡ áo", field_type="dropdown", choices="S,M,L", required=True, sort_order=0
    )
    form_page = stage.form
    assert "Cỡ áo" in browser.get(form_page.url).content.decode()
    name = form_page.extra_fields.get().clean_name
    data = {**TYPED, "csrfmiddlewaretoken": token(browser)}
    assert browser.post(url(stage), data).status_code == 422
    browser.post(url(stage), {**data, f"registration-extra_{name}": "M"})
    assert Registration.objects.get().answers == [
        {"name": name, "label": "Cỡ áo", "value": "M"},
        {
            "name": "eligible",
            "label": "Tôi không phải là thành viên Ban Tổ chức, Ban Giám khảo, Tổ Thư ký và Tổ giúp việc cuộc thi này.",
            "value": True,
        },
    ]


def test_the_form_stands_in_any_page_without_a_token(client, home, stage):
    page = StandardPage(
        title="Hướng dẫn",
        slug="huong-dan",
        body=[("form", {"page": stage.form}), ("form", {"page": stage.round})],
    )
    home.add_child(instance=page)
    response = client.get(page.url)
    html = response.content.decode()
    assert f'action="{url(stage)}"' in html
    assert f'action="{reverse("contest_open_personal")}"' in html
    assert "csrfmiddlewaretoken" not in html
    assert not response.cookies


def test_a_closed_form_says_so_in_the_page(client, stage):
    with time_machine.travel("2024-08-01T00:00:00+07:00", tick=False):
        html = client.get(stage.form.url).content.decode()
    assert "Đã hết hạn đăng ký (24:00 ngày 31/7/2024)" in html
    assert "<form" not in html


def test_with_keys_the_captcha_is_asked_and_without_keys_it_is_left_out(client, stage, settings):
    assert "g-recaptcha" not in client.get(stage.form.url).content.decode()
    settings.RECAPTCHA_PUBLIC_KEY, settings.RECAPTCHA_PRIVATE_KEY = "cong-khai", "bi-mat"
    response = client.get(stage.form.url)
    assert "g-recaptcha" in response.content.decode()
    assert "https://www.google.com/recaptcha/" in response.headers["Content-Security-Policy"]


def test_with_keys_nobody_registers_without_passing_the_captcha(browser, stage, settings):
    settings.RECAPTCHA_PUBLIC_KEY, settings.RECAPTCHA_PRIVATE_KEY = "cong-khai", "bi-mat"
    response = browser.post(url(stage), {**TYPED, "csrfmiddlewaretoken": token(browser)})
    assert response.status_code == 422
    assert not Registration.objects.exists()


def test_code_and_address_open_the_personal_page_and_wrong_ones_do_not(browser, stage):
    browser.post(url(stage), {**TYPED, "csrfmiddlewaretoken": token(browser)})
    code = Registration.objects.get().code
    door = reverse("contest_open_personal")
    right = {
        "door-code": f" {code.lower()[:4]} {code[4:]}",
        "door-email": "MAY@vidu.example",
        "csrfmiddlewaretoken": token(browser),
    }
    assert browser.post(door, right).url.startswith("/thi-sinh/")
    wrong = browser.post(door, {**right, "door-email": "khac@vidu.example"})
    assert wrong.status_code == 422
    assert "Không tìm thấy lượt đăng ký" in wrong.content.decode()


def test_rules_that_exclude_nobody_ask_for_no_declaration(browser, stage):
    stage.rules.excluded_committees = []
    stage.rules.save_revision().publish()
    assert "Tôi không phải là thành viên" not in browser.get(stage.form.url).content.decode()
    data = {key: value for key, value in TYPED.items() if key != "registration-eligible"}
    assert browser.post(url(stage), {**data, "csrfmiddlewaretoken": token(browser)}).status_code == 302
    assert Registration.objects.get().answers == []

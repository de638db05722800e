"""The form in steps: what each shows, what travels between them, with buttons alone."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from contest_pages.registrations.models import Registration, RegistrationField

from .helpers import token, typed, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

INPUT = re.compile(r"<(input|select|textarea)\b[^>]*>")


@pytest.fixture
def browser():
    """Return a client with CSRF checks, which has the token's cookie."""
    client = Client(enforce_csrf_checks=True)
    token(client)
    return client


def takes(stage, *kinds):
    stage.form.kinds = list(kinds)
    stage.form.save()


def sent_by(html: str, **more) -> dict:
    """Return what a browser without scripts sends of the form in the page, with what is typed in addition."""
    form = html.split('class="contest-form"')[1].split("</form>")[0]
    data: dict = {}
    for tag in INPUT.finditer(form):
        attrs = dict(re.findall(r'([\w-]+)="([^"]*)"', tag[0]))
        if tag[1] != "input" or attrs.get("type") == "file":
            continue
        if attrs.get("type") in ("radio", "checkbox") and " checked" not in tag[0]:
            continue
        if "name" in attrs:
            data.setdefault(attrs["name"], []).append(
                unescape(attrs.get("value", "on" if " checked" in tag[0] else ""))
            )
    return data | {name: value for name, value in more.items() if value is not None}


def step_of(html: str) -> str:
    """Return the words about the step."""
    return " ".join(re.search(r"Bước \d trong \d bước", html)[0].split())


ONE = {"people-TOTAL_FORMS": "1", "people-INITIAL_FORMS": "0"}
PERSON = {"people-0-full_name": "Lò Thị Mây", "people-0-birth_date": "1/2/1990"}
CONTACT = {"registration-phone": "0912 345 678"}


def agreed(stage) -> dict:
    """Return the required boxes as ticked."""
    return {
        f"registration-purpose_{purpose.pk}": "on" for purpose in stage.form.consent_notice.purpose_list
    } | {"registration-eligible": "on"}


def test_with_one_kind_there_are_two_steps_with_several_there_are_three(client, stage):
    assert step_of(client.get(stage.form.url).content.decode()) == "Bước 1 trong 2 bước"
    takes(stage, "individual", "group")
    html = client.get(stage.form.url).content.decode()
    assert step_of(html) == "Bước 1 trong 3 bước"
    assert "Bạn dự thi với tư cách nào?" in html
    assert "people-0-full_name" not in html


def test_an_individual_goes_through_the_steps_and_nothing_is_lost(browser, stage):
    takes(stage, "individual", "group")
    html = browser.get(stage.form.url).content.decode()
    html = browser.post(url(stage), sent_by(html, go="2")).content.decode()
    assert step_of(html) == "Bước 2 trong 3 bước"
    html = browser.post(url(stage), sent_by(html, go="3", **PERSON, **CONTACT)).content.decode()
    assert step_of(html) == "Bước 3 trong 3 bước"
    for words in ("Cá nhân", "Lò Thị Mây", "01/02/1990", "0912345678"):
        assert f"<strong>{words}</strong>" in html
    assert not Registration.objects.exists()
    back = browser.post(url(stage), sent_by(html, go="2", **agreed(stage))).content.decode()
    assert 'value="Lò Thị Mây"' in back
    forward = browser.post(url(stage), sent_by(back, go="3")).content.decode()
    assert forward.count(" checked") == len(agreed(stage))
    started = {name: value for name, value in token(browser).items() if name != "csrfmiddlewaretoken"}
    assert browser.post(url(stage), sent_by(forward) | started).status_code == 302
    assert Registration.objects.get().members.get().full_name == "Lò Thị Mây"


def test_a_step_is_not_left_with_errors_and_shows_only_its_own(browser, stage):
    response = browser.post(url(stage), {"step": "2", "go": "3", "registration-kind": "individual", **ONE})
    html = response.content.decode()
    assert response.status_code == 422
    assert "Nhập họ và tên." in html
    assert "Đánh dấu" not in html
    assert "<title>Lỗi: Thông tin thí sinh" in html


def test_going_back_asks_for_nothing(browser, stage):
    takes(stage, "individual", "group")
    response = browser.post(url(stage), {"step": "2", "go": "1", "registration-kind": "group"})
    assert response.status_code == 200
    assert "data-contest-errors" not in response.content.decode()


def test_an_error_of_an_earlier_step_leads_back_to_it(browser, stage):
    data = typed(stage.form, email="", phone="") | token(browser) | {"step": "3"}
    html = browser.post(url(stage), data).content.decode()
    assert step_of(html) == "Bước 1 trong 2 bước"
    assert "Nhập số điện thoại hoặc email" in html


def test_a_group_adds_changes_and_removes_members_one_card_at_a_time(browser, stage):
    takes(stage, "individual", "group")
    stage.form.largest_group = 3
    stage.form.save()
    html = browser.post(
        url(stage), {"registration-kind": "group", "step": "1", "go": "2", **ONE}
    ).content.decode()
    assert "Thành viên nhóm" in html
    html = browser.post(url(stage), sent_by(html, add_person="1", **PERSON)).content.decode()
    assert 'name="open_person" value="0"' in html
    assert 'type="text" name="people-1-full_name"' in html
    assert "(còn 1 chỗ)" in " ".join(html.split())
    more = {"people-1-full_name": "Cà Văn Út", "people-1-birth_date": "2/2/1991"}
    html = browser.post(url(stage), sent_by(html, open_person="0", **more)).content.decode()
    assert 'type="text" name="people-0-full_name" value="Lò Thị Mây"' in html
    assert 'type="hidden" name="people-1-full_name" value="Cà Văn Út"' in html
    html = browser.post(url(stage), sent_by(html, add_person="1")).content.decode()
    html = browser.post(url(stage), sent_by(html, remove_person="1")).content.decode()
    response = browser.post(url(stage), sent_by(html, go="3", **CONTACT))
    assert "ít nhất 2 người" in response.content.decode()
    html = browser.post(
        url(stage), sent_by(html, go="3", **CONTACT, **{n.replace("1-", "2-"): v for n, v in more.items()})
    ).content.decode()
    assert "Cà Văn Út, 02/02/1991" in html


def test_who_changes_to_an_individual_and_back_keeps_the_group(browser, stage):
    takes(stage, "individual", "group")
    rows = [{"full_name": f"Người {n}", "birth_date": "1/2/1990"} for n in ("Một", "Hai")]
    data = typed(stage.form, *rows, kind="individual") | {"step": "1", "go": "2"}
    html = browser.post(url(stage), data).content.decode()
    assert 'type="text" name="people-1-full_name"' not in html
    data = sent_by(html, go="1")
    html = browser.post(url(stage), data).content.decode()
    html = browser.post(url(stage), sent_by(html, go="2") | {"registration-kind": "group"}).content.decode()
    assert "<strong>Người Hai</strong>" in html


def test_a_file_survives_the_steps(browser, stage):
    RegistrationField.objects.create(page=stage.form, label="Giấy tờ", field_type="file", sort_order=0)
    pdf = SimpleUploadedFile("phieu.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")
    data = typed(stage.form, eligible=None) | {"step": "2", "go": "3", "registration-extra_giay_to": pdf}
    html = browser.post(url(stage), data).content.decode()
    assert "<strong>phieu.pdf</strong>" in html
    assert 'name="registration-extra_giay_to-kept"' in html
    html = browser.post(url(stage), sent_by(html, go="2")).content.decode()
    assert "phieu.pdf" in html
    html = browser.post(url(stage), sent_by(html, go="3")).content.decode()
    started = {name: value for name, value in token(browser).items() if name != "csrfmiddlewaretoken"}
    assert browser.post(url(stage), sent_by(html) | started | agreed(stage)).status_code == 302
    assert Registration.objects.get().files.get().file_name == "phieu.pdf"


def test_the_browser_may_keep_a_step_for_its_back_button_and_nobody_else(browser, stage):
    response = browser.post(url(stage), {"step": "2", "go": "3"})
    assert "private" in response["Cache-Control"]
    assert "no-store" not in response["Cache-Control"]


@pytest.mark.parametrize(
    "data", [{"go": "x"}, {"go": "99"}, {"open_person": "-1"}, {"remove_person": "999"}, {"add_person": ""}]
)
def test_invented_buttons_break_nothing(browser, stage, data):
    assert browser.post(url(stage), typed(stage.form) | data).status_code in (200, 422)
    assert not Registration.objects.exists()


def test_without_the_tokens_cookie_the_first_step_is_sent_once_more_and_without_any_cookies_not_for_ever(
    stage,
):
    data = {"step": "2", "go": "3", **ONE}
    first = Client().post(url(stage), data)
    assert (first.status_code, "csrftoken" in first.cookies) == (307, True)
    assert Client().post(first.url, data).status_code == 422

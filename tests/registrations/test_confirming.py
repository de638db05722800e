"""The owner of an address confirms; a lost link is sent again; responses do not reveal who is registered."""

from __future__ import annotations

import datetime
import re

import pytest
import sms
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from contest_pages.registrations.access.links import (
    confirm_path,
    new_email_path,
    personal_path,
    registration_of,
)
from contest_pages.registrations.access.newcomers import done_path
from contest_pages.registrations.models import Registration
from tests.factories import RegistrationFactory
from tests.factories.pages import NOW
from tests.letters import words_of

from .helpers import enter, enter_and_confirm, token, typed, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture(autouse=True)
def _empty_phone():
    sms.outbox = []


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Run the callbacks of the commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def link_in(letter) -> str:
    return re.search(r"http\S+", letter.body)[0]


def test_the_link_confirms_by_post_and_not_by_get(client, stage, committed):
    with committed():
        registration = enter(stage)
    link = link_in(mail.outbox[0])
    assert "suoi" not in link
    for _look in range(2):
        page = client.get(link)
        assert page.status_code == 200
        assert "no-store" in page["Cache-Control"]
    registration.refresh_from_db()
    assert registration.status == "pending"
    with committed():
        response = client.post(link)
    registration.refresh_from_db()
    assert registration.status == "active"
    assert client.get(response.url).status_code == 200
    assert registration.code in words_of(mail.outbox[-1])


def test_a_link_that_was_used_says_so_and_opens_no_page(client, stage):
    registration = enter_and_confirm(stage)
    html = client.get(confirm_path(registration)).content.decode()
    assert "đã được xác nhận" in html
    assert "/thi-sinh/" + personal_path(registration).split("/")[2] not in html


def test_a_confirming_link_expires_and_opens_nothing_else(client, stage):
    registration = enter(stage)
    path = confirm_path(registration)
    signed = path.split("/")[3]
    assert client.get(reverse("contest_personal", args=[signed])).status_code == 404
    assert (
        client.get(reverse("contest_confirm", args=[personal_path(registration).split("/")[2]])).status_code
        == 404
    )
    with time_machine.travel(NOW + datetime.timedelta(hours=49)):
        response = client.get(path)
    assert response.status_code == 404
    assert "quá hạn" in response.content.decode()


def test_an_altered_link_opens_nothing(client, stage):
    for path in ("/thi-sinh/1.1:khong-dung:x/", "/dang-ky/xac-nhan/1.1:khong:dung/", "/thi-sinh/abc/"):
        response = client.get(path)
        assert response.status_code == 404
        assert "Liên kết này không mở được" in response.content.decode()


def test_a_person_confirmed_meanwhile_elsewhere_gets_a_sentence(client, stage):
    first, second = enter(stage), enter(stage, email="khac@vidu.example")
    client.post(confirm_path(second))
    response = client.post(confirm_path(first))
    assert response.status_code == 422
    assert "Chưa thể ghi nhận đăng ký này" in response.content.decode()


def test_with_a_phone_alone_a_code_confirms(client, stage, committed):
    with committed():
        response = client.post(url(stage), typed(stage.form, email="") | token(client))
    message = sms.outbox[0]
    assert message.recipients == ["0912345678"]
    assert message.body.isascii()
    code = re.search(r"\d{6}", message.body)[0]
    page = client.get(response.url).content.decode()
    assert "Nhập mã trong tin nhắn" in page
    assert code not in page
    registration = Registration.objects.get()
    at = reverse("contest_confirm_code", args=[response.url.split("/")[3]])
    wrong = client.post(at, {"sms-code": "000000" if code != "000000" else "111111"})
    assert wrong.status_code == 422
    assert "Mã không đúng" in wrong.content.decode()
    with committed():
        assert client.post(at, {"sms-code": f"{code[:3]} {code[3:]}"}).status_code == 302
    registration.refresh_from_db()
    assert registration.status == "active"
    assert "/thi-sinh/" in sms.outbox[-1].body


def test_a_code_cannot_be_guessed(client, stage):
    registration = enter(stage, email="")
    at = reverse("contest_confirm_code", args=[done_path(registration).split("/")[3]])
    answers = [client.post(at, {"sms-code": f"{n:06}"}) for n in range(6)]
    assert "quá nhiều yêu cầu" in answers[-1].content.decode()
    registration.refresh_from_db()
    assert registration.status == "pending"


def request_link(client, address):
    data = token(client)
    return client.post(
        reverse("contest_send_link"),
        {
            "link-address": address,
            "link-started": data["registration-started"],
            "csrfmiddlewaretoken": data["csrfmiddlewaretoken"],
        },
    )


def test_the_response_does_not_reveal_whether_an_address_exists(client, stage, committed):
    enter_and_confirm(stage)
    mail.outbox.clear()
    with committed():
        known = request_link(client, "SUOI@vidu.example")
        unknown = request_link(client, "khong-co@vidu.example")
        phone = request_link(client, "0999 999 999")
    assert {(r.status_code, r.url) for r in (known, unknown, phone)} == {(302, reverse("contest_link_sent"))}
    assert len(mail.outbox) == 1
    assert registration_of(link_in(mail.outbox[0]).split("/")[4]) is not None


def test_a_pending_registration_gets_the_confirmation_again_and_an_ended_one_nothing(
    client, stage, committed
):
    enter(stage, email="cho@vidu.example")
    RegistrationFactory(page=stage.form, email="het@vidu.example", status="withdrawn", confirmed_at=None)
    with committed():
        request_link(client, "cho@vidu.example")
        request_link(client, "het@vidu.example")
    assert len(mail.outbox) == 1
    assert "/xac-nhan/" in words_of(mail.outbox[0])


def test_letters_on_request_are_limited_for_each_address(client, stage, committed):
    enter_and_confirm(stage)
    mail.outbox.clear()
    with committed():
        answers = [request_link(client, "suoi@vidu.example") for _n in range(5)]
    assert [r.status_code for r in answers] == [302, 302, 302, 422, 422]
    assert "quá nhiều yêu cầu" in answers[-1].content.decode()
    assert len(mail.outbox) == 3


def test_an_address_that_the_browser_fills_in_at_once_is_taken(client, stage, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "FORM_SECONDS": 3}
    assert request_link(client, "suoi@vidu.example").status_code == 302


def test_what_is_neither_address_nor_phone_is_refused(client, stage):
    assert "email hoặc số điện thoại Việt Nam" in request_link(client, "abc").content.decode()


def test_the_send_link_form_requires_a_token_and_is_shown_again(stage):
    browser = Client(enforce_csrf_checks=True)
    html = browser.get(reverse("contest_send_link")).content.decode()
    assert "csrfmiddlewaretoken" in html
    response = browser.post(reverse("contest_send_link"), {"link-address": "suoi@vidu.example"})
    assert response.status_code == 200
    assert "vui lòng xác nhận" in response.content.decode()


def test_a_new_address_counts_once_its_owner_confirms_it_and_an_older_link_does_not(client, stage):
    registration = enter_and_confirm(stage)
    Registration.objects.update(new_email="sai@vidu.example")
    registration.refresh_from_db()
    old_link = new_email_path(registration)
    Registration.objects.update(new_email="moi@vidu.example")
    registration.refresh_from_db()
    assert client.post(old_link).status_code == 404
    link = new_email_path(registration)
    client.get(link)
    registration.refresh_from_db()
    assert registration.email == "suoi@vidu.example"
    assert client.post(link).status_code == 302
    registration.refresh_from_db()
    assert (registration.email, registration.new_email) == ("moi@vidu.example", "")

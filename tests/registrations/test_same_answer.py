"""The site answers alike whether or not a person is registered; the details go by letter to the owner of the contact."""

from __future__ import annotations

import datetime
import re

import pytest
import sms
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contest_pages.registrations.access.links import personal_path
from contest_pages.registrations.models import Registration
from tests.factories import CommitteeMemberFactory
from tests.letters import words_of

from .helpers import BORN, enter, enter_and_confirm, person, token, typed, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

SUOI = {"full_name": "Quàng Văn Suối", "birth_date": f"{BORN:%d/%m/%Y}"}
NOBODY = {"full_name": "Quàng Văn Suối", "birth_date": "02/03/1995"}
OUTSIDER = {"email": "la@vidu.example", "phone": "0987654321"}
BY_PHONE = {"email": "", "phone": "0987 654 321"}


@pytest.fixture(autouse=True)
def _empty_phone():
    sms.outbox = []


@pytest.fixture
def send(stage, django_capture_on_commit_callbacks):
    """Return a function that sends the form and returns the page after it, without what differs in every page."""

    def run(row: dict, **contact) -> tuple[int, str, str]:
        client = Client()
        cache.clear()
        mail.outbox.clear()
        sms.outbox.clear()
        data = {**typed(stage.form, row, **contact), **token(client)}
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(url(stage), data)
        page = client.get(answer["Location"])
        html = re.sub(
            r'(dang-ky/(?:ma|xong)/|action="/thi-sinh/|csrfmiddlewaretoken" value=")[^"/]+',
            r"\1",
            page.content.decode(),
        )
        return answer.status_code, re.sub(r"/xong/.*", "/xong/", answer["Location"]), html

    return run


def sent_to() -> list[str]:
    return [letter.to[0] for letter in mail.outbox] + [message.recipients[0] for message in sms.outbox]


@pytest.mark.parametrize("contact", [OUTSIDER, BY_PHONE], ids=["email", "phone"])
def test_the_form_answers_an_outsider_alike_for_a_registered_person(stage, send, contact):
    enter_and_confirm(stage)
    assert send(SUOI, **contact) == send(NOBODY, **contact)


def test_the_form_answers_alike_for_a_committee_member_and_reveals_no_birth_date(stage, send):
    CommitteeMemberFactory(contest=stage.contest, full_name="Quàng Văn Suối", birth_date=BORN)
    assert send(SUOI, **OUTSIDER) == send(NOBODY, **OUTSIDER)


@pytest.mark.parametrize(
    "own", [{"email": "suoi@vidu.example"}, {"email": "", "phone": "0912 345 678"}], ids=["email", "phone"]
)
def test_it_answers_alike_when_the_contact_is_the_registered_one(stage, send, own):
    enter_and_confirm(stage, **{**own, "phone": "0912345678"})
    other = {**own, "phone": "0912345678"}
    assert send(SUOI, **other) == send(NOBODY, **other)


def test_the_address_of_the_page_after_the_form_does_not_number_registrations(stage, client):
    enter_and_confirm(stage)
    data = {**typed(stage.form, SUOI, email="suoi@vidu.example"), **token(client)}
    address = client.post(url(stage), data)["Location"]
    assert f"/{Registration.objects.get().pk}." not in address
    assert f".{Registration.objects.get().pk}." not in address


def test_the_owner_reads_of_the_try_and_the_outsider_only_what_may_be_the_reason(stage, send):
    owner = enter_and_confirm(stage)
    send(SUOI, **OUTSIDER)
    assert sorted(sent_to()) == ["la@vidu.example", "suoi@vidu.example"]
    bodies = {letter.to[0]: letter.body for letter in mail.outbox}
    assert owner.code in bodies["suoi@vidu.example"]
    assert personal_path(owner)[:10] in bodies["suoi@vidu.example"]
    assert not [
        word
        for word in ("Quàng", owner.code, "suoi@vidu.example", "/thi-sinh/ey", "/xac-nhan/")
        if word in bodies["la@vidu.example"]
    ]
    assert "trường" in bodies["la@vidu.example"]


def test_the_owner_is_warned_once_a_day(stage, send, django_capture_on_commit_callbacks, client):
    enter_and_confirm(stage)
    mail.outbox.clear()
    for number in range(3):
        data = {**typed(stage.form, SUOI, email=f"la{number}@vidu.example"), **token(client)}
        with django_capture_on_commit_callbacks(execute=True):
            client.post(url(stage), data)
    assert sent_to().count("suoi@vidu.example") == 1


def test_a_group_with_a_member_of_another_is_refused_by_letter_without_a_name(
    stage, django_capture_on_commit_callbacks
):
    stage.form.kinds, stage.form.largest_group = ["individual", "group"], 3
    stage.form.save()
    enter_and_confirm(stage)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        enter(stage, person("A Một"), person(), kind="group", email="nhom@vidu.example")
    letter = next(letter for letter in mail.outbox if letter.to == ["nhom@vidu.example"])
    assert "Quàng" not in words_of(letter)


def test_a_correction_to_the_name_of_a_registered_person_is_refused_without_the_reason(client, stage):
    enter_and_confirm(stage)
    other = enter_and_confirm(stage, person("Lò Thị Hai"), email="hai@vidu.example")
    row = {**SUOI, "member": str(other.members.get().pk)}
    path = f"{personal_path(other)}sua/"
    answer = client.post(path, typed(stage.form, row, email="hai@vidu.example", phone="0912345678"))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Chưa thể ghi nhận đăng ký này" in html
    assert "đã đăng ký" not in html


def test_corrections_cannot_try_out_birth_dates_day_by_day(client, stage):
    enter_and_confirm(stage)
    other = enter_and_confirm(stage, person("Lò Thị Hai"), email="hai@vidu.example")
    member, path = other.members.get().pk, f"{personal_path(other)}sua/"
    for day in range(21):
        born = BORN - datetime.timedelta(days=40 - day)
        row = {"full_name": "Quàng Văn Suối", "birth_date": f"{born:%d/%m/%Y}", "member": str(member)}
        answer = client.post(path, typed(stage.form, row, email="hai@vidu.example", phone="0912345678"))
    assert answer.status_code == 422
    assert "quá nhiều yêu cầu" in answer.content.decode()


def test_asking_for_the_link_costs_the_same_work_for_a_registered_address(stage, queue):
    enter_and_confirm(stage)
    counts = []
    for address in ("suoi@vidu.example", "khong@vidu.example"):
        browser = Client()
        form_token = {"csrfmiddlewaretoken": token(browser)["csrfmiddlewaretoken"]}
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = browser.post(reverse("contest_send_link"), {"link-address": address, **form_token})
        counts.append((answer.status_code, answer["Location"], len(queries)))
    assert counts[0] == counts[1]

"""Who may register, who may not, and what is kept of it."""

from __future__ import annotations

import datetime
import re
import unicodedata

import pytest
from django.core import mail
from django.db import IntegrityError

from contest_pages.registrations import logic
from contest_pages.registrations.domain.registering import Applicant, register
from contest_pages.registrations.errors import AlreadyRegistered, RegistrationClosed, TooYoung
from contest_pages.registrations.models import ConsentText, Registration
from tests.factories import RegistrationFactory
from tests.factories.pages import NOW, hanoi

pytestmark = pytest.mark.django_db


def applicant(**changes) -> Applicant:
    words = {
        "full_name": "Quàng Văn Suối",
        "birth_date": datetime.date(1995, 3, 1),
        "email": "suoi@vidu.example",
        "phone": "0912345678",
        "publish_name": True,
    }
    return Applicant(**{**words, **changes})


def enter(stage, now=NOW, **changes):
    return register(page=stage.form, applicant=applicant(**changes), consent_text="Tôi đồng ý.", now=now)


def test_registering_before_the_opening_says_when_it_opens(stage):
    stage.form.opens_at = hanoi("2024-07-11 08:00")
    with pytest.raises(RegistrationClosed, match="08:00 ngày 11/7/2024"):
        enter(stage)


def test_registration_closes_with_the_last_round(stage):
    with pytest.raises(RegistrationClosed, match="24:00 ngày 31/7/2024"):
        enter(stage, now=hanoi("2024-08-01"))
    assert enter(stage, now=hanoi("2024-07-31 23:59"))


def test_without_published_rules_nobody_registers(stage):
    stage.rules.unpublish()
    with pytest.raises(RegistrationClosed, match="Thể lệ"):
        enter(stage)


@pytest.mark.parametrize(("born", "accepted"), [("2010-07-11", False), ("2010-07-10", True)])
def test_the_minimum_age_of_the_rules_is_reached_on_the_birthday(stage, born, accepted):
    if accepted:
        assert enter(stage, birth_date=datetime.date.fromisoformat(born))
    else:
        with pytest.raises(TooYoung, match="14 tuổi"):
            enter(stage, birth_date=datetime.date.fromisoformat(born))


def test_the_consent_is_kept_word_for_word_with_its_time(stage):
    registration = enter(stage)
    assert registration.consent.text == "Tôi đồng ý."
    assert registration.consented_at == NOW
    enter(stage, email="khac@vidu.example", full_name="Người Khác")
    assert ConsentText.objects.count() == 1


def test_the_same_person_twice_gets_the_same_registration_and_the_letter_again(
    stage, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        first = enter(stage)
        again = enter(stage)
    assert first.pk == again.pk
    assert [letter.to for letter in mail.outbox] == [["suoi@vidu.example"]] * 2
    assert first.code in mail.outbox[0].body


def test_another_person_with_the_same_address_is_refused(stage):
    enter(stage)
    with pytest.raises(AlreadyRegistered):
        enter(stage, full_name="Người Khác", email="SUOI@vidu.example")
    assert Registration.objects.count() == 1


def test_the_database_refuses_a_second_registration_with_one_address(stage):
    RegistrationFactory(page=stage.form, email="a@vidu.example")
    with pytest.raises(IntegrityError):
        RegistrationFactory(page=stage.form, email="A@vidu.example")


def test_the_letter_is_vietnamese_and_its_link_holds_nothing_personal(
    stage, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        enter(stage)
    letter = mail.outbox[0]
    assert letter.subject == f"Mã đăng ký dự thi: {stage.contest.title}"
    link = next(line for line in letter.body.splitlines() if line.startswith("http"))
    assert not {"suoi", "0912345678", "Quàng"} & set(link.split("/"))
    page = client.get(link)
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert "Quàng Văn Suối" in page.content.decode()


def test_an_altered_link_opens_nothing(stage, client):
    response = client.get("/thi-sinh/1:khong-dung/")
    assert response.status_code == 404
    assert "không mở được trang thí sinh" in response.content.decode()


@pytest.mark.parametrize(
    "typed",
    ["0912345678", "+84 912 345 678", "0912.345.678", "84912345678", "(0912) 345-678", "0084912345678"],
)
def test_phones_are_kept_in_one_form(typed):
    assert logic.tidy_phone(typed) == "0912345678"


@pytest.mark.parametrize("typed", ["12345", "abc", "", "+1 202 555 0101", "09123456789012"])
def test_what_is_no_phone_is_refused(typed):
    with pytest.raises(ValueError, match=re.escape(typed) or None):
        logic.tidy_phone(typed)


def test_codes_have_no_letters_that_look_alike():
    codes = {logic.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert not set("01OIL") & set("".join(codes))
    assert logic.tidy_code(" ab-cd 2345 ") == "ABCD2345"


def test_names_are_searched_without_marks(stage):
    registration = enter(stage, full_name=unicodedata.normalize("NFC", "Đèo Thị Mường"))
    assert "deo thi muong" in registration.search_text


def test_an_author_without_consent_stays_unnamed(stage):
    assert enter(stage, publish_name=False).public_author == "Tác giả không công khai tên"


def test_a_registration_is_known_by_its_code_alone(stage):
    registration = enter(stage)
    assert str(registration) == registration.code

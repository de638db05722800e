"""Changes of contacts take effect when confirmed at the new place and are announced at the old one."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

import pytest
import sms
import time_machine
from django.core import mail
from django.urls import reverse

from contest_pages.data_requests.models import DataRequest
from contest_pages.registrations.access.links import personal_path
from contest_pages.registrations.domain.contacts import drop_unconfirmed_contacts
from contest_pages.registrations.domain.editing import correct, edit
from contest_pages.registrations.domain.erasing import erase
from contest_pages.registrations.models import Registration
from contest_pages.registrations.queries.letters import contacts_until
from tests.factories import UserFactory
from tests.factories.pages import NOW
from tests.letters import words_of

from .helpers import application, enter_and_confirm, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

OLD_EMAIL, OLD_PHONE = "suoi@vidu.example", "0912345678"
NEW_EMAIL, NEW_PHONE = "moi@vidu.example", "0987654321"


@pytest.fixture(autouse=True)
def _empty_phone():
    sms.outbox = []


@pytest.fixture
def registration(stage):
    return enter_and_confirm(stage)


@pytest.fixture
def change(django_capture_on_commit_callbacks):
    """Return a function that edits a registration's contacts and sends what is to be sent."""

    def run(registration, **contacts) -> Registration:
        mail.outbox.clear()
        sms.outbox.clear()
        member = registration.members.get()
        given = {"email": registration.email, "phone": registration.phone, **contacts}
        with django_capture_on_commit_callbacks(execute=True):
            edit(
                registration=registration,
                application=application(replace(person(), member_pk=member.pk), **given),
                now=NOW,
            )
        registration.refresh_from_db()
        return registration

    return run


@pytest.fixture
def press(client, django_capture_on_commit_callbacks):
    """Return a function that opens a link, presses its button, and empties the outboxes before."""

    def run(text: str, data: dict | None = None):
        link = re.search(r"/(dang-ky|thi-sinh)/\S+", text)[0]
        mail.outbox.clear()
        sms.outbox.clear()
        client.get(link)
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(link, data or {})

    return run


def contacts(registration) -> tuple[str, str]:
    registration.refresh_from_db()
    return registration.email, registration.phone


def sent_to() -> list[str]:
    """Return the places to which something was sent."""
    return [letter.to[0] for letter in mail.outbox] + [message.recipients[0] for message in sms.outbox]


def test_a_new_phone_counts_once_the_code_sent_to_it_is_typed(
    client, registration, change, django_capture_on_commit_callbacks
):
    change(registration, phone=NEW_PHONE)
    assert contacts(registration) == (OLD_EMAIL, OLD_PHONE)
    assert sent_to() == [NEW_PHONE]
    code = re.search(r"\b[0-9]{6}\b", sms.outbox[0].body)[0]
    path = personal_path(registration)
    assert NEW_PHONE in client.get(path).content.decode()
    sms.outbox.clear()
    client.post(f"{path}so-moi/", {"sms-code": "000000" if code != "000000" else "111111"})
    assert contacts(registration) == (OLD_EMAIL, OLD_PHONE)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{path}so-moi/", {"sms-code": code})
    assert contacts(registration) == (OLD_EMAIL, NEW_PHONE)
    assert sent_to() == [OLD_PHONE]
    assert "khong-phai-toi" in sms.outbox[0].body
    assert client.get(path).status_code == 200  # letters go where they went: links stay


def test_a_new_phone_that_is_the_only_contact_is_confirmed_by_its_link(client, stage, change, press):
    registration = enter_and_confirm(stage, email="")
    old_link = personal_path(registration)
    change(registration, phone=NEW_PHONE, email="")
    answer = press(sms.outbox[0].body)
    assert contacts(registration) == ("", NEW_PHONE)
    assert sent_to() == [OLD_PHONE]
    assert client.get(old_link).status_code == 404
    assert client.get(answer["Location"]).status_code == 200


def test_a_new_address_is_announced_at_the_old_one_whose_links_end(client, registration, change, press):
    old_link = personal_path(registration)
    change(registration, email=NEW_EMAIL)
    assert sent_to() == [NEW_EMAIL]
    press(mail.outbox[0].body)
    assert contacts(registration) == (NEW_EMAIL, OLD_PHONE)
    assert sent_to() == [OLD_EMAIL]
    assert NEW_EMAIL not in words_of(mail.outbox[0])
    assert client.get(old_link).status_code == 404


def test_a_removed_address_stays_until_the_phone_is_confirmed(registration, change, press):
    change(registration, email="")
    assert contacts(registration) == (OLD_EMAIL, OLD_PHONE)
    assert sent_to() == [OLD_PHONE]
    press(sms.outbox[0].body)
    assert contacts(registration) == ("", OLD_PHONE)
    assert sent_to() == [OLD_EMAIL]


def test_a_removed_phone_stays_until_the_address_is_confirmed(stage, change, press):
    registration = enter_and_confirm(stage, email="")
    change(registration, email=NEW_EMAIL, phone="")
    assert contacts(registration) == ("", OLD_PHONE)
    press(mail.outbox[0].body)
    assert contacts(registration) == (NEW_EMAIL, "")
    assert sent_to() == [OLD_PHONE]


def test_a_phone_removed_beside_an_address_ends_at_once_and_is_announced(registration, change):
    change(registration, phone="")
    assert contacts(registration) == (OLD_EMAIL, "")
    assert sent_to() == [OLD_PHONE]


def test_a_number_that_no_message_reaches_opens_nothing_and_is_taken_at_once(registration, change):
    change(registration, phone="02123852123")
    assert contacts(registration) == (OLD_EMAIL, "02123852123")
    assert sent_to() == [OLD_PHONE]


def test_both_at_once_are_confirmed_each_at_its_own_place(registration, change, press):
    change(registration, email=NEW_EMAIL, phone=NEW_PHONE)
    letter, message = mail.outbox[0].body, sms.outbox[0].body
    press(message)
    assert contacts(registration) == (OLD_EMAIL, NEW_PHONE)
    press(letter)
    assert contacts(registration) == (NEW_EMAIL, NEW_PHONE)


def test_a_later_change_replaces_the_link_of_an_earlier_one_and_a_link_works_once(
    registration, change, press
):
    change(registration, phone="0911111111")
    earlier = sms.outbox[0].body
    change(registration, phone=NEW_PHONE)
    later = sms.outbox[0].body
    assert press(earlier).status_code == 404
    assert contacts(registration) == (OLD_EMAIL, OLD_PHONE)
    assert press(later).status_code == 302
    assert press(later).status_code == 404
    assert contacts(registration) == (OLD_EMAIL, NEW_PHONE)


def test_an_edit_that_names_the_old_contacts_again_takes_the_change_back(registration, change, press):
    change(registration, phone=NEW_PHONE)
    message = sms.outbox[0].body
    change(registration, phone=OLD_PHONE)
    assert press(message).status_code == 404
    assert contacts(registration) == (OLD_EMAIL, OLD_PHONE)


def test_a_contact_of_another_registration_may_be_confirmed_by_its_owner(stage, registration, change, press):
    enter_and_confirm(stage, person("Người Khác"), email=NEW_EMAIL)
    change(registration, email=NEW_EMAIL)
    press(mail.outbox[0].body)
    assert contacts(registration) == (NEW_EMAIL, OLD_PHONE)


def test_what_organisers_correct_is_confirmed_and_announced_as_well(
    registration, press, django_capture_on_commit_callbacks
):
    mail.outbox.clear()
    member = registration.members.get()
    with django_capture_on_commit_callbacks(execute=True):
        correct(
            registration=registration,
            application=application(replace(person(), member_pk=member.pk), email=OLD_EMAIL, phone=NEW_PHONE),
            reason="Gọi điện ngày 12/6",
            actor=UserFactory(),
            now=NOW,
        )
    assert contacts(registration) == (OLD_EMAIL, OLD_PHONE)
    press(sms.outbox[0].body)
    assert contacts(registration) == (OLD_EMAIL, NEW_PHONE)
    assert sent_to() == [OLD_PHONE]


def test_the_owner_of_the_old_address_ends_all_links_and_the_organisers_learn_of_it(
    client, registration, change, press
):
    change(registration, email=NEW_EMAIL)
    press(mail.outbox[0].body)
    notice = mail.outbox[0].body
    registration.refresh_from_db()
    taken_over = personal_path(registration)
    page = client.get(re.search(r"/dang-ky/\S+", notice)[0]).content.decode()
    assert not [word for word in ("Quàng", NEW_EMAIL, OLD_PHONE) if word in page]
    assert client.get(taken_over).status_code == 200
    press(notice)
    assert client.get(taken_over).status_code == 404
    assert DataRequest.objects.get(registration=registration).kind == "correct"
    press(notice)
    assert DataRequest.objects.count() == 1


def test_the_old_address_disputes_even_after_the_links_were_revoked(client, registration, change, press):
    change(registration, email=NEW_EMAIL)
    press(mail.outbox[0].body)
    notice = mail.outbox[0].body
    Registration.objects.update(link_number=9)
    assert press(notice).status_code == 200
    assert DataRequest.objects.exists()
    with time_machine.travel(NOW + datetime.timedelta(days=31), tick=False):
        assert press(notice).status_code == 404


def test_changes_that_nobody_confirms_are_dropped(registration, change, press):
    change(registration, email=NEW_EMAIL, phone=NEW_PHONE)
    message = sms.outbox[0].body
    soon, late = NOW + datetime.timedelta(hours=47), NOW + datetime.timedelta(hours=49)
    assert drop_unconfirmed_contacts(soon) == 0
    assert drop_unconfirmed_contacts(late, dry_run=True) == 1
    assert drop_unconfirmed_contacts(late) == 1
    registration.refresh_from_db()
    assert not registration.waits_for_contacts
    assert press(message).status_code == 404


def test_a_change_whose_letter_has_not_left_is_not_dropped(registration, change):
    change(registration, email=NEW_EMAIL)
    late = NOW + datetime.timedelta(hours=49)
    letter = registration.notices.filter(kind="registrations.new_email")
    letter.update(state="failed", reason="450", sent_at=None)
    assert drop_unconfirmed_contacts(late) == 0
    letter.update(state="given_up")
    assert drop_unconfirmed_contacts(late) == 1


def test_the_hours_of_a_change_count_from_its_letter(registration, change):
    change(registration, email=NEW_EMAIL)
    left = NOW + datetime.timedelta(hours=47)
    registration.notices.filter(kind="registrations.new_email").update(state="sent", sent_at=left)
    assert drop_unconfirmed_contacts(NOW + datetime.timedelta(hours=49)) == 0
    assert drop_unconfirmed_contacts(left + datetime.timedelta(hours=49)) == 1


def test_an_earlier_change_does_not_shorten_the_hours_of_a_later_one(registration, change):
    change(registration, email="cu-hon@vidu.example")
    registration.notices.filter(kind="registrations.new_email").update(state="sent", sent_at=NOW)
    later = NOW + datetime.timedelta(days=9)
    with time_machine.travel(later, tick=False):
        change(registration, email=NEW_EMAIL)
        Registration.objects.update(contacts_asked_at=later)
        registration.refresh_from_db()
        assert contacts_until(registration, later) == later + datetime.timedelta(hours=48)
        left = later + datetime.timedelta(hours=47)
        newest = registration.notices.filter(kind="registrations.new_email").first()
        registration.notices.filter(pk=newest.pk).update(state="sent", sent_at=left)
    assert drop_unconfirmed_contacts(later + datetime.timedelta(hours=49)) == 0


def test_erasure_reaches_contacts_that_wait_and_former_ones(registration, change):
    change(registration, email=NEW_EMAIL, phone=NEW_PHONE)
    Registration.objects.update(former_contacts=OLD_EMAIL)
    erase(registration=registration, because="asked", now=NOW)
    row = Registration.objects.filter(pk=registration.pk).values().get()
    assert not [value for value in row.values() if value in (NEW_EMAIL, NEW_PHONE, OLD_EMAIL, OLD_PHONE)]


def test_tries_of_the_code_are_limited(client, registration, change):
    change(registration, phone=NEW_PHONE)
    code = re.search(r"\b[0-9]{6}\b", sms.outbox[0].body)[0]
    path = reverse("contest_phone_code", args=[personal_path(registration).split("/")[2]])
    for _number in range(5):
        client.post(path, {"sms-code": "12"})
    client.post(path, {"sms-code": code})
    assert contacts(registration) == (OLD_EMAIL, OLD_PHONE)

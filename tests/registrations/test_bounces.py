"""An address from which letters come back: contestant and staff see it, until it is replaced or confirmed again."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from contest_pages.registrations.access.links import confirm_path, personal_path
from contest_pages.registrations.domain.bounces import mark_bounced
from contest_pages.registrations.domain.contacts import confirm_new_email, confirm_new_phone
from contest_pages.registrations.domain.editing import edit
from contest_pages.registrations.domain.erasing import erase
from contest_pages.registrations.models import Registration
from contest_pages.registrations.queries.personal_data import registration_data
from tests.factories import RegistrationFactory, UserFactory
from tests.factories.pages import NOW

from .helpers import application, enter, enter_and_confirm, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

EMAIL = "suoi@vidu.example"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def marked(stage):
    """Return a contestant from whose address a letter came back yesterday."""
    registration = enter_and_confirm(stage)
    assert mark_bounced(address=EMAIL, recipient=registration, now=NOW - DAY) == 1
    registration.refresh_from_db()
    return registration


def save_again(registration, **contacts) -> Registration:
    given = {"email": registration.email, "phone": registration.phone, **contacts}
    people = [replace(person(), member_pk=registration.members.get().pk)]
    edit(registration=registration, application=application(*people, **given), now=NOW)
    registration.refresh_from_db()
    return registration


def test_the_contestant_reads_it_and_where_to_correct_the_address(client, marked):
    page = client.get(personal_path(marked)).content.decode()
    assert "bị trả lại ngày 09/07/2024" in page
    assert reverse("contest_edit_registration", args=[personal_path(marked).split("/")[2]]) in page
    Registration.objects.update(email_bounced_at=None)
    assert "bị trả lại" not in client.get(personal_path(marked)).content.decode()


def test_who_has_an_old_link_alone_reads_that_the_organisers_help(client, marked):
    path = personal_path(marked)
    with time_machine.travel(NOW + datetime.timedelta(hours=2), tick=False):
        page = client.get(path).content.decode()
    assert "bị trả lại ngày 09/07/2024" in page
    assert "Hãy liên hệ Ban Tổ chức để nhận được thư trở lại." in page
    assert EMAIL not in page


def test_the_staff_see_it_in_the_list_and_filter_by_it(client, marked, stage, roles):
    RegistrationFactory(page=stage.form)
    client.force_login(roles["organisers"])
    index = reverse("contest_registrations_registration_modeladmin_index")
    assert "thư bị trả lại ngày 09/07/2024" in client.get(index).content.decode()
    found = client.get(f"{index}?came_back=1").context["object_list"]
    assert [row.code for row in found] == [marked.code]
    inspect = reverse("contest_registrations_registration_modeladmin_inspect", args=[marked.pk])
    assert "thư bị trả lại ngày 09/07/2024" in client.get(inspect).content.decode()


def test_a_new_address_takes_the_mark_away_once_it_is_confirmed(marked):
    save_again(marked, email="moi@vidu.example")
    assert marked.email_bounced_at is not None
    confirm_new_email(registration=marked)
    marked.refresh_from_db()
    assert (marked.email, marked.email_bounced_at) == ("moi@vidu.example", None)


def test_the_same_address_is_confirmed_again(marked, client, django_capture_on_commit_callbacks):
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        save_again(marked)
    [letter] = mail.outbox
    assert letter.to == [EMAIL]
    link = re.search(r"/dang-ky/email-moi/\S+", letter.body)[0]
    client.get(link)
    number = marked.link_number
    client.post(link)
    marked.refresh_from_db()
    assert (marked.email, marked.new_email, marked.email_bounced_at) == (EMAIL, "", None)
    assert marked.link_number == number
    assert marked.former_contacts == ""


def test_an_address_that_is_given_up_takes_its_mark_along(marked):
    save_again(marked, email="")
    confirm_new_phone(registration=marked)
    marked.refresh_from_db()
    assert (marked.email, marked.email_bounced_at) == ("", None)


def test_who_confirms_a_registration_after_all_has_got_the_letter(client, stage):
    registration = enter(stage)
    mark_bounced(address=EMAIL, recipient=registration, now=NOW - DAY)
    client.post(confirm_path(registration))
    registration.refresh_from_db()
    assert (registration.status, registration.email_bounced_at) == ("active", None)


def test_the_mark_goes_with_the_erasure_and_stands_in_the_persons_own_data(marked):
    assert "Thư bị trả lại từ" in registration_data(marked)[0].value
    erased = erase(registration=marked, because="requested", now=NOW)
    assert erased.email_bounced_at is None
    assert mark_bounced(address="", recipient=None, now=NOW) == 0


def test_the_first_day_stays_and_letters_to_staff_mark_no_contestant(marked):
    assert mark_bounced(address=EMAIL, recipient=marked, now=NOW) == 0
    Registration.objects.update(email_bounced_at=None)
    assert mark_bounced(address=EMAIL, recipient=UserFactory(email=EMAIL), now=NOW) == 0

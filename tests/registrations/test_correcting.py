"""Organisers correct a registration in the contestant's stead: by the rules, with a reason, at any time."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from wagtail.models import ModelLogEntry

from contest_pages.data_requests.domain import submit_request
from contest_pages.data_requests.enums import RequestKind
from contest_pages.privacy.enums import Channel
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.models import Registration
from tests.factories import RegistrationFactory
from tests.factories.pages import NOW

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
REASON = "Đề nghị qua điện thoại, đã đối chiếu giấy tờ"


@pytest.fixture
def registration(stage):
    return RegistrationFactory(page=stage.form, email="may@vidu.example", phone="0912345678")


def correct(client, registration, **changed):
    """Change some of the form as it stands and send it; return the answer and the registration afterwards."""
    address = reverse("contest_correct_registration", args=[registration.pk])
    form = client.get(address).context["form"]
    data = {bound.html_name: bound.value() for part in (form, *form.people.forms) for bound in part}
    data |= {f"{form.people.prefix}-{k}": v for k, v in form.people.management_form.initial.items()}
    changed = {form[name].html_name if name in form.fields else name: v for name, v in changed.items()}
    data = {name: "" if value is None else value for name, value in (data | changed).items()}
    data = {name: value for name, value in data.items() if value is not False}
    answer = client.post(address, data)
    return answer, Registration.objects.get(pk=registration.pk)


def test_a_name_is_corrected_with_its_reason_in_the_history(client, roles, registration, in_july):
    client.force_login(roles["organisers"])
    name = correct_name(client, registration)
    answer, after = correct(client, registration, **{name: "Lò Thị Mây Trắng", "reason": REASON})
    assert answer.status_code == 302, answer.context["form"].errors
    assert after.members.get().full_name == "Lò Thị Mây Trắng"
    entry = ModelLogEntry.objects.get(action="contest.correct_registration")
    assert (entry.user, entry.data["reason"]) == (roles["organisers"], REASON)
    assert "Mây" not in str(entry.data)


def correct_name(client, registration) -> str:
    form = client.get(reverse("contest_correct_registration", args=[registration.pk])).context["form"]
    return form.people.forms[0]["full_name"].html_name


def test_without_a_reason_nothing_is_changed(client, roles, registration, in_july):
    client.force_login(roles["organisers"])
    before = registration.members.get().full_name
    name = correct_name(client, registration)
    answer, after = correct(client, registration, **{name: "Tên Khác", "reason": " "})
    assert answer.status_code == 422
    assert "reason" in answer.context["form"].errors
    assert after.members.get().full_name == before


def test_it_is_possible_after_registration_has_closed(client, roles, registration, stage):
    client.force_login(roles["organisers"])
    with time_machine.travel(stage.round.closes_at + 30 * DAY, tick=False):
        _answer, after = correct(client, registration, phone="0987 654 321", reason=REASON)
    assert after.new_phone == "0987654321"


def test_the_rules_hold(client, roles, registration, in_july):
    client.force_login(roles["organisers"])
    form = client.get(reverse("contest_correct_registration", args=[registration.pk])).context["form"]
    born = form.people.forms[0]["birth_date"].html_name
    answer, after = correct(client, registration, **{born: "01/01/2020", "reason": REASON})
    assert answer.status_code == 422
    assert after.members.get().birth_date.year != 2020
    assert not ModelLogEntry.objects.filter(action="contest.correct_registration").exists()


def test_a_new_address_waits_for_its_owner(
    client, roles, registration, in_july, django_capture_on_commit_callbacks
):
    client.force_login(roles["organisers"])
    with django_capture_on_commit_callbacks(execute=True):
        _answer, after = correct(client, registration, email="moi@vidu.example", reason=REASON)
    assert (after.email, after.new_email) == ("may@vidu.example", "moi@vidu.example")
    assert mail.outbox[-1].to == ["moi@vidu.example"]


def test_a_pending_registration_stays_pending(client, roles, stage, in_july):
    pending = RegistrationFactory(page=stage.form, status=RegistrationStatus.PENDING, email="x@vidu.example")
    client.force_login(roles["organisers"])
    name = correct_name(client, pending)
    _answer, after = correct(client, pending, **{name: "Lò Văn Chờ", "reason": REASON})
    assert after.status == RegistrationStatus.PENDING
    assert after.members.get().full_name == "Lò Văn Chờ"


def test_what_was_withdrawn_is_not_corrected(client, roles, registration, in_july):
    Registration.objects.update(status=RegistrationStatus.WITHDRAWN)
    client.force_login(roles["organisers"])
    answer, _after = correct(client, registration, phone="0987 654 321", reason=REASON)
    assert answer.status_code == 422


def test_the_request_that_asks_for_it_leads_there_and_back(client, roles, registration, in_july):
    request = submit_request(
        registration=registration, kind=RequestKind.CORRECT, words="Sai tên.", channel=Channel.OFFICE, now=NOW
    )
    client.force_login(roles["organisers"])
    screen = reverse("contest_handle_request", args=[request.pk])
    link = reverse("contest_correct_registration", args=[registration.pk]) + f"?next={screen}"
    assert link in client.get(screen).content.decode()
    assert f'href="{screen}"' in client.get(link).content.decode()
    foreign = client.get(link.partition("?")[0] + "?next=https://xau.example/").content.decode()
    assert "xau.example" not in foreign

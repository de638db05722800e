"""A site without a gateway for text messages: nobody is promised one, and nothing is printed in its place."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from contest_pages.data import text_messages
from contest_pages.data.text_messages import NoGateway
from contest_pages.notices.notifying import notify
from contest_pages.publishing.readiness import ReadinessContext
from contest_pages.registrations import checks
from contest_pages.registrations.access.links import personal_path
from contest_pages.registrations.domain.eligibility import check_people
from contest_pages.registrations.errors import NoContact
from contest_pages.registrations.models import Registration
from contest_pages.registrations.readiness import check_registration
from tests.factories.pages import NOW

from .helpers import application, enter, enter_and_confirm, token, typed, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture
def by_phone(stage):
    """Return a contestant who registered by phone while there was a gateway."""
    return enter_and_confirm(stage, email="")


@pytest.fixture(params=["", "sms.backends.console.SmsBackend"])
def no_gateway(by_phone, settings, request):
    settings.SMS_BACKEND = request.param


@pytest.mark.usefixtures("no_gateway")
def test_the_form_asks_for_an_email_address_and_offers_no_phone_instead(stage):
    browser = Client(enforce_csrf_checks=True)
    data = typed(stage.form, email="", phone="0987654321") | token(browser)
    response = browser.post(url(stage), data)
    assert Registration.objects.count() == 1
    html = response.content.decode()
    assert "Chỉ cần email hoặc điện thoại" not in html
    assert response.context["form"].errors.keys() == {"email"}
    assert browser.post(url(stage), typed(stage.form) | token(browser)).status_code == 302


@pytest.mark.usefixtures("no_gateway")
def test_what_takes_registrations_without_the_form_refuses_as_well(stage):
    with pytest.raises(NoContact, match="email"):
        enter(stage, email="", phone="0987654321")


@pytest.mark.usefixtures("no_gateway")
def test_who_registered_by_phone_before_may_still_correct(by_phone, stage):
    check_people(
        stage.form,
        stage.contest.live_rules,
        application(email=""),
        registered_at=NOW,
        had_phone_only=not by_phone.email,
    )
    page = Client().get(personal_path(by_phone))
    assert page.status_code == 200


@pytest.mark.usefixtures("no_gateway")
def test_a_message_that_cannot_be_sent_fails_and_is_printed_nowhere(
    by_phone, capfd, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        notify("registrations.link", by_phone)
    message = by_phone.notices.get()
    assert (message.state, message.reason) == ("failed", "no-gateway")
    with pytest.raises(NoGateway):
        text_messages.send("123456", to=by_phone.phone)
    assert by_phone.phone not in "".join(capfd.readouterr())
    assert mail.outbox == []


@pytest.mark.usefixtures("no_gateway")
def test_editors_read_how_many_contestants_are_reached_by_phone_only(by_phone, stage):
    def words():
        context = ReadinessContext(stage.contest, (stage.form,), NOW)
        return [finding.words for finding in check_registration(stage.form, context)]

    assert [text for text in words() if "chỉ để lại số điện thoại" in text] != []
    Registration.objects.update(email="suoi@vidu.example")
    assert [text for text in words() if "chỉ để lại số điện thoại" in text] == []


@pytest.mark.parametrize(
    ("backend", "ids"),
    [
        ("", ["contest_pages.W006"]),
        ("sms.backends.console.SmsBackend", ["contest_pages.E012"]),
        ("sms.backends.filebased.SmsBackend", ["contest_pages.E012"]),
        ("gateway.SmsBackend", []),
    ],
)
def test_the_check_before_deployment_names_a_missing_gateway(settings, backend, ids):
    settings.SMS_BACKEND = backend
    assert [problem.id for problem in checks.check_text_messages(None)] == ids


def test_the_form_of_correction_leaves_the_address_optional_for_them(by_phone, stage, settings):
    settings.SMS_BACKEND = ""
    response = Client().get(
        reverse("contest_edit_registration", args=[personal_path(by_phone).split("/")[2]])
    )
    assert response.status_code == 200
    assert not response.context["form"].fields["email"].required

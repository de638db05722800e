"""A mail service reports letters that came back at an address of its own; only what it has signed counts."""

from __future__ import annotations

import json
import time

import pytest
from django.test import Client

from contest_pages.notices import checks
from contest_pages.notices.logic.webhook import REPORT_BYTES, signature_of
from contest_pages.notices.models import Notice
from contest_pages.notices.notifying import notify
from contest_pages.registrations.models import Registration
from tests.factories import RegistrationFactory

from .reports import TO

pytestmark = pytest.mark.django_db

URL = "/thu-bi-tra-lai/"
KEY = "khoa-cua-dich-vu-thu-dai-hon-ba-muoi-hai-chu"


@pytest.fixture
def sent(stage, settings):
    """Return a letter that has left, on a site with a key for reports."""
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "BOUNCE_WEBHOOK_KEY": KEY}
    notice = notify("registrations.welcome", RegistrationFactory(page=stage.form, email=TO))
    Notice.objects.update(state="sent", sent_at=notice.created_at)
    return notice


def post(given, *, key=KEY, at: float | None = None, client=None, **headers):
    body = given if isinstance(given, bytes) else json.dumps(given).encode()
    timestamp = str(int(time.time() if at is None else at))
    headers = {
        "X-Bounce-Timestamp": timestamp,
        "X-Bounce-Signature": f"sha256={signature_of(key, timestamp, body)}",
        **headers,
    }
    client = client or Client(enforce_csrf_checks=True)
    return client.post(URL, body, content_type="application/json", headers=headers)


def is_marked() -> bool:
    return Registration.objects.get().email_bounced_at is not None


def test_a_signed_report_marks_letter_and_address(sent):
    given = {"message_id": sent.message_id, "recipient": TO, "type": "bounce", "status": "5.1.1"}
    assert post(given).status_code == 204
    assert Notice.objects.get().reason == "bounced 5.1.1"
    assert is_marked()


def test_services_that_leave_out_brackets_id_or_status_are_understood(sent):
    assert post({"message_id": sent.message_id.strip("<>"), "type": "bounce"}).status_code == 204
    assert Notice.objects.get().reason == "bounced 5.0.0"
    assert not is_marked()
    assert post({"recipient": TO.upper(), "type": "bounce"}).status_code == 204
    assert is_marked()


def test_an_unknown_letter_marks_nobody_and_is_answered_alike(sent):
    answer = post({"message_id": "<la@noikhac.example>", "recipient": TO, "type": "bounce"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert not is_marked()


def test_delays_and_complaints_mark_no_address(sent):
    given = {"message_id": sent.message_id, "recipient": TO}
    assert post({**given, "type": "bounce", "status": "4.2.2"}).status_code == 204
    assert Notice.objects.get().reason == ""
    assert post({**given, "type": "complaint"}).status_code == 204
    assert Notice.objects.get().reason == "complaint"
    assert not is_marked()


def test_what_is_not_signed_or_signed_long_ago_is_refused(sent, caplog):
    given = {"message_id": sent.message_id, "recipient": TO, "type": "bounce"}
    for answer in (
        post(given, key="mot-khoa-khac"),
        post(given, at=time.time() - 301),
        post(given, at=time.time() + 301),
        post(given, **{"X-Bounce-Signature": ""}),
        post(given, **{"X-Bounce-Signature": "sha256=é"}),
        post(given, **{"X-Bounce-Timestamp": "bay gio"}),
        post(given, **{"X-Bounce-Timestamp": str(int(time.time()) - 1)}),
        Client().post(URL, given, content_type="application/json"),
    ):
        assert answer.status_code == 403
    assert not is_marked()
    assert TO not in caplog.text


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"[1]",
        b"[" * 10_000,
        b"\xff",
        {},
        {"type": "bounce"},
        {"type": "open", "recipient": TO},
        {"type": "bounce", "recipient": "khong phai dia chi"},
        {"type": "bounce", "recipient": [TO]},
        {"type": "bounce", "recipient": f"{TO}\x00"},
        {"type": "bounce", "recipient": TO, "status": "hong"},
        {"type": "bounce", "message_id": "<a\x00@b>"},
    ],
)
def test_a_signed_report_that_is_none_is_refused_in_a_word(sent, given):
    answer = post(given)
    assert answer.status_code == 400
    assert TO not in answer.content.decode()
    assert not is_marked()


def test_large_reports_and_other_methods_are_refused(sent):
    assert post(b"x" * (REPORT_BYTES + 1)).status_code == 413
    assert Client().get(URL).status_code == 405


def test_without_a_key_there_is_no_such_address(settings):
    assert Client().post(URL).status_code == 404
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "BOUNCE_WEBHOOK_KEY": "ngan"}
    assert [problem.id for problem in checks.check_webhook_key(None)] == ["contest_pages.E015"]

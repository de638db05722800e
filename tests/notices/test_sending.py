"""Letters on their way: through one connection to a real mail server, which refuses, vanishes, and comes back."""

from __future__ import annotations

import datetime
import time

import pytest
import sms
import time_machine
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from contest_pages.background import housekeeping
from contest_pages.notices import kinds
from contest_pages.notices.models import Notice
from contest_pages.notices.notifying import notify
from contest_pages.notices.tasks import send_notice
from contest_pages.registrations.domain.erasing import erase
from contest_pages.registrations.models import Registration
from tests.factories import RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db


def rows(*names: str) -> list:
    """Return columns of all letters in the order in which they were written."""
    return list(Notice.objects.order_by("pk").values_list(*names, flat=len(names) == 1))


def later(**pause):
    """Travel on by so much time."""
    return time_machine.travel(timezone.now() + datetime.timedelta(**pause), tick=False)


@pytest.fixture
def kind(monkeypatch):
    """Return a function that declares a kind of letter for the duration of the test."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))

    def declare(compose, **more):
        kinds.letter("tests.letter", "A letter of the tests", **more)(compose)

    return declare


def test_fifty_letters_go_through_one_connection_and_the_next_job_sends_the_rest(server, written):
    notices = written(52)
    send_notice.call(notices[3].pk)
    assert server.connections == 1
    assert server.recipients()[0] == "ts3@vidu.example"
    assert rows("state") == ["sent"] * 50 + ["waiting"] * 2
    send_notice.call(notices[0].pk)
    assert (server.connections, len(server.letters)) == (2, 52)
    send_notice.call(notices[50].pk)
    assert (server.connections, len(server.letters)) == (2, 52)
    assert len({letter["message-id"] for letter in server.letters}) == 52


def test_a_sent_letter_has_its_time_and_no_claim(server, written, in_july):
    [notice] = written()
    send_notice.call(notice.pk)
    notice.refresh_from_db()
    assert (notice.state, notice.attempts, notice.sent_at) == ("sent", 1, timezone.now())
    assert (notice.claim, notice.begun_at, notice.reason, notice.unclear) == (None, None, "", 0)
    assert server.letters[0]["message-id"] == notice.message_id
    assert server.letters[0]["subject"].strip().startswith("Mã đăng ký dự thi")


def test_each_letter_costs_the_same_number_of_queries(server, written):
    counts = []
    for size in (1, 10, 50, 50):
        notices = written(size)
        with CaptureQueriesContext(connection) as queries:
            send_notice.call(notices[0].pk)
        counts.append(len(queries))
    assert counts[2] == counts[3]
    assert counts[2] - counts[1] == 40 * 6  # begun, recipient, site, rounds, members, sent


def test_an_unknown_recipient_is_given_up_at_once_and_the_others_get_theirs(server, written):
    notices = written(3)
    server.to_recipient = lambda address: (
        b"550 5.1.1 <ts1@vidu.example> unknown" if address.startswith("ts1") else b"250 ok"
    )
    send_notice.call(notices[0].pk)
    assert server.recipients() == ["ts0@vidu.example", "ts2@vidu.example"]
    assert rows("state", "reason", "attempts") == [
        ("sent", "", 1),
        ("given_up", "550 5.1.1", 1),
        ("sent", "", 1),
    ]
    assert server.connections == 1


def test_a_full_mailbox_is_tried_again_by_the_back_off(server, written, in_july):
    [notice] = written()
    server.to_recipient = lambda address: b"452 4.2.2 full"
    for minutes, attempts in ((0, 1), (1, 2), (6, 3), (21, 4)):
        with time_machine.travel(notice.created_at + datetime.timedelta(minutes=minutes), tick=False):
            send_notice.call(notice.pk)
            send_notice.call(notice.pk)  # not due: nothing happens
        assert rows("state", "reason", "attempts") == [("failed", "452 4.2.2", attempts)]
    server.to_recipient = lambda address: b"250 ok"
    with time_machine.travel(notice.created_at + datetime.timedelta(minutes=81), tick=False):
        send_notice.call(notice.pk)
    assert rows("state", "reason", "attempts") == [("sent", "", 5)]


def test_a_letter_is_given_up_after_two_days(server, written, in_july):
    [notice] = written()
    server.to_recipient = lambda address: b"452 4.2.2 full"
    with time_machine.travel(notice.created_at + datetime.timedelta(hours=48), tick=False):
        send_notice.call(notice.pk)
    assert rows("state", "reason") == [("given_up", "452 4.2.2")]


def test_a_server_that_is_down_costs_one_attempt_of_one_letter_and_no_letter(server, written, settings):
    notices = written(3)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    send_notice.call(notices[1].pk)
    assert rows("state", "attempts", "reason") == [
        ("waiting", 0, "ConnectionRefusedError"),
        ("failed", 1, "ConnectionRefusedError"),
        ("waiting", 0, "ConnectionRefusedError"),
    ]
    send_notice.call(notices[0].pk)
    assert rows("attempts") == [0, 1, 0], "none is due"
    settings.EMAIL_PORT = port
    with later(minutes=1, seconds=1):
        send_notice.call(notices[0].pk)
    assert rows("state") == ["sent"] * 3


def test_a_server_that_vanishes_in_the_middle_keeps_what_it_took_and_the_rest_waits(server, written):
    notices = written(4)
    server.to_recipient = lambda address: None if address.startswith("ts2") else b"250 ok"
    send_notice.call(notices[0].pk)
    assert rows("state", "attempts") == [("sent", 1), ("sent", 1), ("failed", 1), ("waiting", 0)]
    assert rows("reason")[2:] == ["SMTPServerDisconnected"] * 2


def test_a_server_that_does_not_answer_is_given_up_on_after_the_time_out(server, written, settings):
    settings.EMAIL_TIMEOUT = 0.2
    notices = written(2)
    server.to_recipient = lambda address: time.sleep(1)
    send_notice.call(notices[0].pk)
    assert rows("state", "reason") == [
        ("failed", "SMTPServerDisconnected"),
        ("waiting", "SMTPServerDisconnected"),
    ]


def test_a_refused_sender_is_no_fault_of_the_recipients(server, written):
    notices = written(2)
    server.to_sender = b"553 5.7.1 sender not allowed"
    send_notice.call(notices[0].pk)
    assert rows("state", "reason") == [("failed", "553 5.7.1"), ("waiting", "553 5.7.1")]


def test_refused_contents_are_tried_again(server, written):
    notices = written(2)
    server.to_contents = b"554 5.7.1 ts0@vidu.example looks like spam"
    send_notice.call(notices[0].pk)
    assert rows("state", "reason") == [("failed", "554 5.7.1")] * 2
    assert server.connections == 1


@pytest.mark.parametrize("address", ["không phải địa chỉ", "a@b\nbcc:c@d", "@", "a b@c"])
def test_a_malformed_address_is_given_up_without_asking_the_server(server, written, address):
    notices = written(2)
    Registration.objects.filter(pk=notices[0].recipient_id).update(email=address)
    send_notice.call(notices[0].pk)
    assert rows("state") == ["given_up", "sent"]
    assert rows("reason") == ["address", ""]


def test_a_letter_that_cannot_be_composed_does_not_stop_the_others(server, stage, kind, caplog):
    def compose(registration):
        if registration.email.startswith("hong"):
            raise LookupError(registration.email)
        return kinds.Letter(registration.email, "Chủ đề", text="Nội dung")

    kind(compose)
    people = [RegistrationFactory(page=stage.form, email=f"{name}@vidu.example") for name in ("hong", "mo")]
    notices = [notify("tests.letter", person) for person in people]
    send_notice.call(notices[0].pk)
    assert rows("state", "reason") == [("failed", "LookupError"), ("sent", "")]
    assert "could not be composed" in caplog.text


def test_a_letter_that_is_no_longer_wanted_is_dropped(server, written, stage):
    notices = written(1)
    notify("registrations.link", RegistrationFactory(page=stage.form, status="withdrawn"))
    closed, gone = UserFactory(email="a@vidu.example", is_active=False), UserFactory(email="b@vidu.example")
    for user in (closed, gone):
        notify("staff.welcome", user)
    gone.delete()
    send_notice.call(notices[0].pk)
    assert rows("state") == ["sent", "dropped", "dropped", "dropped"]
    assert rows("attempts") == [1, 0, 0, 0]


def test_a_letter_is_in_the_sites_language_whatever_the_worker_speaks(server, written):
    [notice] = written()
    with translation.override("en"):
        send_notice.call(notice.pk)
    assert server.letters[0]["subject"].strip().startswith("Mã đăng ký")


def test_an_address_that_stands_nowhere_else_goes_with_the_letter(server, stage):
    registration = RegistrationFactory(page=stage.form)
    notice = notify("registrations.contact_changed", registration, address="cu@vidu.example")
    assert rows("address") == ["cu@vidu.example"]
    send_notice.call(notice.pk)
    assert server.recipients() == ["cu@vidu.example"]
    assert rows("state", "address") == [("sent", "")]
    server.to_recipient = lambda address: b"550 5.1.1 unknown"
    notice = notify("registrations.contact_changed", registration, address="cu@vidu.example")
    send_notice.call(notice.pk)
    assert rows("state", "address")[1] == ("given_up", "")


def test_text_messages_take_their_own_way(server, stage):
    sms.outbox = []
    people = [RegistrationFactory(page=stage.form, email=mail, phone="0912345678") for mail in ("a@b.vn", "")]
    notices = [notify("registrations.welcome", person) for person in people]
    assert rows("channel") == ["email", "sms"]
    send_notice.call(notices[1].pk)
    assert rows("state") == ["waiting", "sent"]
    assert [message.recipients for message in sms.outbox] == [["0912345678"]]
    assert server.connections == 0


def test_a_contact_that_was_changed_meanwhile_gets_the_letter(server, stage):
    sms.outbox = []
    registration = RegistrationFactory(page=stage.form, email="", phone="0912345678")
    notice = notify("registrations.welcome", registration)
    Registration.objects.update(email="moi@vidu.example")
    send_notice.call(notice.pk)
    assert (server.recipients(), sms.outbox) == (["moi@vidu.example"], [])
    assert rows("channel") == ["email"]


def test_what_follows_a_letter_is_done_once_and_its_failure_takes_nothing_back(server, stage, kind, caplog):
    followed = []

    def follow(registration, *, now, number):
        followed.append((registration.pk, number))
        raise RuntimeError

    kind(lambda registration, number: kinds.Letter(registration.email, "x", text="y"), on_sent=follow)
    registration = RegistrationFactory(page=stage.form)
    notice = notify("tests.letter", registration, number=7)
    for _job in range(2):
        send_notice.call(notice.pk)
    assert followed == [(registration.pk, 7)]
    assert rows("state") == ["sent"]
    assert "what follows it failed" in caplog.text


def test_erased_persons_get_no_letter_and_leave_no_row(server, stage, written):
    notices = written(2)
    notify("registrations.contact_changed", notices[0].recipient, address="cu@vidu.example")
    erase(registration=notices[0].recipient, because="requested", now=timezone.now())
    assert rows("pk") == [notices[1].pk]
    send_notice.call(notices[0].pk)
    assert server.connections == 0


def test_no_address_is_logged(server, written, caplog):
    notices = written(3)
    server.to_recipient = lambda address: b"550 5.1.1 " + address.encode()
    send_notice.call(notices[0].pk)
    assert "given up: 550 5.1.1" in caplog.text
    assert "@" not in caplog.text


def test_two_days_without_a_mail_server_lose_no_letter(written, server, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    written(3)
    notify("staff.welcome", UserFactory(email="can-bo@vidu.example"))
    begun, ids = timezone.now(), set(rows("message_id"))

    def run_after(hours: int) -> None:
        now = begun + datetime.timedelta(hours=hours)
        with time_machine.travel(now, tick=False), TestCase.captureOnCommitCallbacks(execute=True):
            housekeeping.run(now)

    for hours in (1, 5, 20, 40):
        run_after(hours)
    assert set(rows("state")) <= {"waiting", "failed"}
    settings.EMAIL_PORT = port
    for hours in (47, 48):
        run_after(hours)
    assert rows("state") == ["sent"] * 4
    assert {letter["message-id"] for letter in server.letters} == ids

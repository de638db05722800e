"""Letters that come back: through a mailbox that the housekeeping reads, each message once, and none stops the others."""

from __future__ import annotations

import os

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from contest_pages.background import housekeeping
from contest_pages.notices import checks
from contest_pages.notices.domain import mailbox
from contest_pages.notices.domain.bounces import record_bounce, record_complaint
from contest_pages.notices.logic.delivery_reports import Report
from contest_pages.notices.models import Notice
from contest_pages.notices.notifying import notify
from contest_pages.notices.tasks import send_notice
from contest_pages.registrations.models import Registration
from tests.factories import RegistrationFactory, UserFactory
from tests.factories.pages import NOW

from .reports import TO, report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture
def post(tmp_path, settings):
    """Return a function that delivers messages into the mailbox of letters that come back."""
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "BOUNCE_MAILBOX": str(tmp_path)}

    def deliver(*messages: bytes) -> None:
        for message in messages:
            number = len(list(tmp_path.rglob("*")))
            (tmp_path / "new" / f"1720587600.{number}.mx").write_bytes(message)

    deliver.folder = tmp_path
    return deliver


@pytest.fixture
def sent(stage, server):
    """Return a letter that has left to a contestant."""
    registration = RegistrationFactory(page=stage.form, email=TO)
    notice = notify("registrations.welcome", registration)
    send_notice.call(notice.pk)
    notice.refresh_from_db()
    return notice


def marks() -> dict[str, bool]:
    return {row.email: row.email_bounced_at is not None for row in Registration.objects.all()}


def left_in(post) -> list[str]:
    return sorted(path.parent.name for path in post.folder.rglob("*.mx*"))


def test_a_letter_that_comes_back_marks_letter_and_address(sent, post):
    post(report(sent.message_id))
    assert "1 letter(s) came back, 0 other message(s) put aside." in housekeeping.run(NOW)
    sent.refresh_from_db()
    assert (sent.state, sent.bounced_at, sent.reason) == ("sent", NOW, "bounced 5.1.1")
    assert Registration.objects.get().email_bounced_at == NOW
    assert left_in(post) == []  # the report has the letter in it, with its link


def test_all_registrations_of_the_address_are_marked_and_no_others(sent, post, stage):
    RegistrationFactory(page=stage.form, email=TO, full_name="Lò Thị Khác")
    RegistrationFactory(page=stage.form, email="khac@vidu.example")
    post(report(sent.message_id))
    mailbox.read_mailbox(NOW)
    assert set(Registration.objects.exclude(email_bounced_at=None).values_list("email", flat=True)) == {TO}
    assert Registration.objects.exclude(email_bounced_at=None).count() == 2


def test_a_report_about_another_address_than_the_letters_marks_nobody(sent, post, stage):
    RegistrationFactory(page=stage.form, email="khac@vidu.example")
    post(report(sent.message_id, to="khac@vidu.example"))
    mailbox.read_mailbox(NOW)
    assert marks() == {TO: False, "khac@vidu.example": False}
    sent.refresh_from_db()
    assert sent.bounced_at == NOW


def test_a_report_about_a_letter_that_is_not_ours_changes_nothing(sent, post):
    post(report("<la@noikhac.example>"), report(""))
    assert mailbox.read_mailbox(NOW) == (0, 0)
    assert marks() == {TO: False}
    assert left_in(post) == []


def test_a_delay_marks_nothing(sent, post):
    post(report(sent.message_id, action="delayed", status="4.4.1"))
    assert mailbox.read_mailbox(NOW) == (0, 1)
    assert marks() == {TO: False}


def test_each_message_is_read_once_and_no_other_stops_it(sent, post, caplog, monkeypatch):
    def read(content: bytes):
        if b"Xau" in content:
            raise RecursionError(TO)
        return original(content)

    original = mailbox.read_report
    monkeypatch.setattr(mailbox, "read_report", read)
    post(b"Subject: Xau\n\n", b"Subject: Chao\n\nEm khong nhan duoc thu.\n", b"x" * (mailbox.MOST_BYTES + 1))
    (post.folder / "new" / "3.mx").symlink_to("/etc/passwd")
    os.mkfifo(post.folder / "new" / "4.mx")
    post(report(sent.message_id))
    assert mailbox.read_mailbox(NOW) == (1, 5)
    assert left_in(post) == ["cur"] * 5
    assert mailbox.read_mailbox(NOW) == (0, 0)
    assert "RecursionError" in caplog.text
    assert TO not in caplog.text


def test_a_report_that_comes_twice_does_not_mark_an_address_that_was_confirmed_again(sent, post):
    post(report(sent.message_id))
    mailbox.read_mailbox(NOW)
    Registration.objects.update(email_bounced_at=None)
    post(report(sent.message_id))
    assert mailbox.read_mailbox(NOW) == (0, 0)
    assert marks() == {TO: False}


def test_letters_to_staff_are_marked_as_well(post, server):
    notice = notify("staff.welcome", UserFactory(email=TO))
    send_notice.call(notice.pk)
    post(report(notice.message_id))
    assert mailbox.read_mailbox(NOW) == (1, 0)
    assert Notice.objects.get().bounced_at == NOW


def test_a_letter_whose_sending_is_in_doubt_is_not_marked_and_its_address_is(sent):
    Notice.objects.update(state="waiting", sent_at=None)
    assert record_bounce(Report(sent.message_id, (TO,), "5.1.1"), now=NOW)
    assert marks() == {TO: True}
    assert Notice.objects.get().bounced_at is None


def test_only_what_has_left_can_come_back(sent):
    with pytest.raises(IntegrityError, match="contest_notice_bounced_was_sent"), transaction.atomic():
        Notice.objects.update(state="waiting", sent_at=None, bounced_at=NOW)


def test_a_complaint_is_noted_at_the_letter_which_arrived(sent):
    assert record_complaint(message_id=sent.message_id)
    sent.refresh_from_db()
    assert (sent.reason, sent.bounced_at) == ("complaint", None)
    assert marks() == {TO: False}
    assert not record_complaint(message_id="<la@noikhac.example>")
    assert not record_complaint(message_id="")


def test_a_mailbox_that_is_not_there_is_named_and_stops_no_housekeeping(settings, tmp_path, caplog):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "BOUNCE_MAILBOX": str(tmp_path / "x")}
    housekeeping.run(timezone.now())
    assert "BOUNCE_MAILBOX cannot be read: FileNotFoundError" in caplog.text
    assert [problem.id for problem in checks.check_mailbox(None)] == ["contest_pages.W014"]
    for name in ("new", "cur"):
        (tmp_path / "x" / name).mkdir(parents=True)
    assert checks.check_mailbox(None) == []

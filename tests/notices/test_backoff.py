"""When a letter that failed is tried again, and what the errors of servers mean."""

from __future__ import annotations

import datetime
import smtplib

import pytest

from contest_pages.data.text_messages import NoGateway
from contest_pages.notices.enums import Severity
from contest_pages.notices.logic.backoff import delay, next_try
from contest_pages.notices.logic.problems import MalformedAddress, Problem, problem_of

WRITTEN = datetime.datetime(2024, 7, 10, 9, 0, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


def test_pauses_grow_from_a_minute_to_a_day_and_stay_there():
    minutes = [delay(attempts) // datetime.timedelta(minutes=1) for attempts in range(11)]
    assert minutes == [1, 1, 5, 15, 60, 180, 360, 720, 1440, 1440, 1440]


def test_the_last_attempt_is_made_when_the_hours_end_and_none_afterwards():
    def again(attempts, now):
        return next_try(attempts, created_at=WRITTEN, now=now, hours=48)

    assert again(1, WRITTEN) == WRITTEN + datetime.timedelta(minutes=1)
    assert again(7, WRITTEN + 40 * HOUR) == WRITTEN + 48 * HOUR
    assert again(7, WRITTEN + 48 * HOUR) is None
    assert again(1, WRITTEN + 50 * HOUR) is None


def test_a_letter_that_always_fails_is_tried_ten_times():
    now, attempts = WRITTEN, 0
    while now is not None:
        attempts += 1
        now = next_try(attempts, created_at=WRITTEN, now=now, hours=48)
    assert attempts == 10


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b": (550, b"5.1.1 a@b is unknown")}), (Severity.FINAL, "550 5.1.1")),
        (smtplib.SMTPRecipientsRefused({"a@b": (550, b"a@b is unknown")}), (Severity.FINAL, "550")),
        (smtplib.SMTPRecipientsRefused({"a@b": (450, b"4.2.1 later")}), (Severity.AGAIN, "450 4.2.1")),
        (smtplib.SMTPRecipientsRefused({"a@b": (421, b"closing")}), (Severity.SERVER, "421")),
        (smtplib.SMTPDataError(554, b"5.7.1 a@b looks like spam"), (Severity.AGAIN, "554 5.7.1")),
        (smtplib.SMTPDataError(421, "4.3.2 closing"), (Severity.SERVER, "421 4.3.2")),
        (smtplib.SMTPSenderRefused(553, b"5.7.1 no", "a@b"), (Severity.SERVER, "553 5.7.1")),
        (smtplib.SMTPAuthenticationError(535, b"5.7.8 a@b"), (Severity.SERVER, "535 5.7.8")),
        (smtplib.SMTPConnectError(554, b"no"), (Severity.SERVER, "554")),
        (smtplib.SMTPServerDisconnected("a@b"), (Severity.SERVER, "SMTPServerDisconnected")),
        (TimeoutError("a@b"), (Severity.SERVER, "TimeoutError")),
        (ConnectionRefusedError("a@b"), (Severity.SERVER, "ConnectionRefusedError")),
        (MalformedAddress(), (Severity.FINAL, "address")),
        (NoGateway(), (Severity.AGAIN, "no-gateway")),
        (KeyError("a@b"), (Severity.AGAIN, "KeyError")),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value[1]),
)  # fmt: skip
def test_an_error_becomes_a_code_without_a_word_of_the_server(error, problem):
    assert problem_of(error) == Problem(*problem)

"""No log and no row of a task repeats a link that opens something, or data of a person."""

from __future__ import annotations

import io
import logging
import logging.config
import smtplib
import socketserver
import subprocess
import sys
import threading

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured, SuspiciousOperation
from django.db import IntegrityError, OperationalError, connection, transaction
from django_tasks import task, task_backends
from django_tasks_db.models import DBTaskResult

from contest_pages import hooks
from contest_pages.http.exception_texts import exception_words
from contest_pages.http.log_filters import PersonalDataFilter, scrub
from contest_pages.notices.models import Notice
from contest_pages.notices.notifying import notify
from contest_pages.registrations.models import Registration
from portal.settings.logs import logging_to_console
from tests.factories import RegistrationFactory

PERSON = ("Quàng Văn Suối", "suoi@vidu.example", "0912345678", "014095001234")


@pytest.fixture
def journal():
    """Return what a handler of ours writes, with its formatter and filter."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(PersonalDataFilter())
    logger = logging.getLogger("tests.journal")
    logger.addHandler(handler)
    logger.propagate = False
    yield logger, written
    logger.removeHandler(handler)


@pytest.mark.parametrize(
    ("line", "scrubbed"),
    [
        ("Not Found: /thi-sinh/12.1:abc:def/sua/", "Not Found: /thi-sinh/…/sua/"),
        ('"PATCH /tus/0f~s3cret/ HTTP/1.1" 204', '"PATCH /tus/…/ HTTP/1.1" 204'),
        ("Internal Server Error: /tus/phan/0f~s3cret/", "Internal Server Error: /tus/phan/…/"),
        ("/dang-ky/xac-nhan/1.1:a:b/", "/dang-ky/xac-nhan/…/"),
        ("GET /video/7/480/?s=1xUm:abc HTTP/1.1", "GET /video/7/480/?… HTTP/1.1"),
        ('"GET /admin/x/?q=Qu%C3%A0ng+V%C4%83n HTTP/1.1" 200', '"GET /admin/x/?… HTTP/1.1" 200'),
        ("does not match https://vidu.example/a/?email=a%40b.example.", "does not match https://vidu.example/a/?…"),
        ("Not Found: /admin/password_reset/confirm/MQ/c1-9f/", "Not Found: /admin/password_reset/confirm/…"),
        ("/accounts/password/reset/key/1-c9f-0a/", "/accounts/password/reset/key/…"),
        ("refused: suoi@vidu.example (550)", "refused: …@… (550)"),
        ("called 0912345678, +84912345678", "called …, …"),
        ("number 014095001234", "number …"),
        ("/dang-ky/17/", "/dang-ky/17/"),
        ("/cuoc-thi/mo/", "/cuoc-thi/mo/"),
        ("2026-11-27 16:22:41,091 took 0.091234567 s, 1732724561 bytes", "2026-11-27 16:22:41,091 took 0.091234567 s, 1732724561 bytes"),
    ],
)  # fmt: skip
def test_a_secret_is_left_out_and_the_rest_stays(line, scrubbed, journal):
    assert scrub(line) == scrubbed
    logger, written = journal
    logger.error("%s", line)
    assert written.getvalue() == f"{scrubbed}\n"


def test_every_declared_prefix_is_scrubbed():
    for prefix in {prefix for declared in hooks.call("secret_url_prefixes") for prefix in declared}:
        assert scrub(f"Not Found: {prefix}7:s3cret/") == f"Not Found: {prefix}…/"


@pytest.mark.parametrize(
    "error",
    [
        ValueError("Quàng Văn Suối"),
        KeyError("suoi@vidu.example"),
        smtplib.SMTPRecipientsRefused(
            {"suoi@vidu.example": (550, b"no Qu\xc3\xa0ng V\xc4\x83n Su\xe1\xbb\x91i")}
        ),
        smtplib.SMTPSenderRefused(553, b"0912345678", "suoi@vidu.example"),
        IntegrityError("UNIQUE constraint failed\nDETAIL:  Key (email)=(suoi@vidu.example) already exists."),
        OperationalError("canceled\nCONTEXT:  unnamed portal parameter $1 = 'Quàng Văn Suối'"),
        FileNotFoundError(2, "No such file", "/srv/Quàng Văn Suối.pdf"),
        ExceptionGroup("Quàng Văn Suối", [ValueError("0912345678")]),
        SuspiciousOperation("014095001234"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_the_text_of_an_exception_that_may_be_data_is_left_out(error, journal):
    logger, written = journal
    try:
        try:
            raise error
        except Exception as inner:
            raise RuntimeError(f"for {PERSON[0]}") from inner
    except RuntimeError:
        logger.exception("failed: %s", error)
        logger.error(error)
    text = written.getvalue()
    assert [words for words in PERSON if words in text] == []
    assert type(error).__name__ in text
    assert "test_log_filters.py" in text


def test_what_helps_the_operator_stays():
    assert exception_words(ImproperlyConfigured("The environment lacks X")).endswith(
        "The environment lacks X"
    )
    assert exception_words(OperationalError("connection refused\nDETAIL: x")).endswith("connection refused")
    assert exception_words(smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"x")})).endswith(
        "Refused: 550"
    )
    assert exception_words(PermissionError(13, "x", "/srv/y")) == "PermissionError: Permission denied"


@pytest.mark.django_db
@pytest.mark.postgres
def test_a_row_that_postgresql_refuses_is_not_shown(journal):
    logger, written = journal
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE planted (email text UNIQUE, name text NOT NULL)")
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            cursor.execute("INSERT INTO planted VALUES (%s, NULL)", [PERSON[1]])
    assert PERSON[1] in str(refused.value)
    logger.error("refused: %s", refused.value, exc_info=refused.value)
    assert PERSON[1] not in written.getvalue()
    assert "IntegrityError" in written.getvalue()


class RefusingServer(socketserver.StreamRequestHandler):
    """A mail server that refuses every recipient by name."""

    def handle(self):
        self.wfile.write(b"220 ready\r\n")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            self.wfile.write(
                b"550 " + line.strip() + b" is unknown\r\n" if verb == b"RCPT" else b"250 ok\r\n"
            )
            if verb == b"QUIT":
                return


@pytest.fixture
def refusing_mail(settings):
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), RefusingServer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
    settings.EMAIL_USE_TLS = False
    yield
    server.shutdown()
    server.server_close()


@task()
def write_to(registration_pk: int) -> None:
    """Fail as a job of a host may: with an address in the exception."""
    mail.send_mail("x", "y", None, [Registration.objects.get(pk=registration_pk).email])


@pytest.fixture
def worker_log(journal):
    """Return what is written while workers run, through the handler's filter."""
    _logger, written = journal
    handler = logging.StreamHandler(written)
    handler.addFilter(PersonalDataFilter())
    loggers = [logging.getLogger(name) for name in ("django_tasks", "contest_pages")]
    for logger in loggers:
        logger.addHandler(handler)
    yield written
    for logger in loggers:
        logger.removeHandler(handler)


@pytest.fixture
def jobs(settings):
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
        "jobs": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []},
    }
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "TASK_BACKEND": "jobs"}
    assert "jobs" in task_backends.settings


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_failed_job_leaves_no_address_in_log_row_or_queue(stage, refusing_mail, jobs, worker_log):
    registration = RegistrationFactory(page=stage.form, email=PERSON[1])
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        mail.send_mail("x", "y", None, [PERSON[1]])
    write_to.using(backend="jobs").enqueue(registration.pk)
    work_off()
    row = DBTaskResult.objects.get()
    assert row.status == "FAILED"
    assert row.args_kwargs == {"args": [registration.pk], "kwargs": {}}
    assert "SMTPRecipientsRefused: 550" in row.traceback
    assert "test_log_filters.py" in row.traceback
    assert "SMTPRecipientsRefused: 550" in worker_log.getvalue()
    for text in (row.traceback, worker_log.getvalue(), str(row.args_kwargs)):
        assert [words for words in PERSON if words in text] == []


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_refused_letter_leaves_no_address_in_log_row_or_queue(stage, refusing_mail, jobs, worker_log):
    registration = RegistrationFactory(page=stage.form, email=PERSON[1])
    notify("registrations.welcome", registration)
    work_off()
    assert "given up: 550" in worker_log.getvalue()
    row, job = Notice.objects.values().get(), DBTaskResult.objects.values().get()
    assert (row["state"], row["reason"], job["status"]) == ("given_up", "550", "SUCCESSFUL")
    for text in (str(row), str(job), worker_log.getvalue()):
        assert [words for words in PERSON if words in text] == []
    assert Registration.objects.get().email == PERSON[1]


def work_off() -> None:
    """Run what waits in the queue, as the worker does."""
    from django_tasks_db.management.commands.db_worker import Worker

    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="jobs",
        startup_delay=False,
        max_tasks=None,
        worker_id="tests",
        excluded_queue_names=[],
    ).run()


def test_an_uncaught_exception_of_a_command_or_thread_shows_no_data():
    script = (
        "from contest_pages.http.log_filters import hide_in_uncaught_exceptions as hide; hide()\n"
        "import threading\n"
        "def fail(): raise ValueError('014095001234')\n"
        "thread = threading.Thread(target=fail); thread.start(); thread.join()\n"
        "raise KeyError('suoi@vidu.example')\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert run.returncode == 1
    assert [words for words in PERSON if words in run.stderr] == []
    assert "ValueError" in run.stderr
    assert "KeyError" in run.stderr


def test_every_handler_of_the_settings_has_the_filter_and_nothing_is_mailed():
    declared = logging_to_console("INFO")
    assert all(handler["filters"] == ["hide_personal_data"] for handler in declared["handlers"].values())
    assert all(logger["handlers"] == [] for logger in declared["loggers"].values())
    assert {"django", "django.server"} <= declared["loggers"].keys()

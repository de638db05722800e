"""The two addresses that machines ask."""

from __future__ import annotations

import datetime

import pytest
from django.db import DatabaseError
from django.utils import timezone

from contest_pages import hooks
from contest_pages.background import housekeeping
from contest_pages.entries.models import VideoJob
from contest_pages.notices.models import Notice
from contest_pages.notices.notifying import notify
from portal import health
from tests.factories import RegistrationFactory, VideoAssetFactory

pytestmark = pytest.mark.django_db


def test_healthz_answers_without_the_database(client, monkeypatch, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_readyz_names_every_check(client):
    response = client.get("/readyz")
    assert response.status_code == 200
    answers = response.json()
    assert answers.pop("daily")  # it is only shown, and fails nothing: tests/privacy/test_ledger.py
    assert "contest_housekeeping was never through" in answers.pop("housekeeping")
    names = ["database", "migrations", "storage", "originals", "tasks", "letters"]
    assert answers == dict.fromkeys(names, "ok")


def test_a_load_balancer_asks_by_address_and_without_tls(client, settings):
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["chuyendoiso.example"], True
    assert client.get("/readyz", headers={"host": "10.0.0.7"}).status_code == 200


def test_a_dead_database_is_named_and_makes_503(client, monkeypatch):
    def dead():
        raise DatabaseError("password of the database")

    monkeypatch.setitem(health.CHECKS, "database", dead)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] == "DatabaseError"


def test_a_storage_that_cannot_be_written_is_named(client, settings, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    settings.STORAGES = {
        **settings.STORAGES,
        "contest_private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": blocked / "x"},
        },
    }
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["storage"] == "NotADirectoryError"


def test_a_missing_migration_is_named(client, monkeypatch):
    from django.db.migrations.executor import MigrationExecutor

    real = MigrationExecutor.migration_plan

    def plan(self, targets, clean_start=False):
        found = real(self, targets, clean_start=True)
        return [step for step in found if step[0].app_label == "contest_review"]

    monkeypatch.setattr(MigrationExecutor, "migration_plan", plan)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "contest_review.0001_initial" in response.json()["migrations"]


@pytest.mark.parametrize("queue", ["default", "letters"])
@pytest.mark.parametrize(("minutes", "status"), [(3, 200), (5, 503)])
def test_a_task_that_waits_too_long_means_that_no_worker_runs(client, settings, minutes, status, queue):
    from django_tasks_db.models import DBTaskResult

    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "LETTER_QUEUE": "letters"}
    DBTaskResult.objects.create(
        task_path="x", args_kwargs={}, backend_name="jobs", queue_name=queue, run_after=timezone.now()
    )
    DBTaskResult.objects.update(
        enqueued_at=timezone.now() - datetime.timedelta(minutes=minutes),
        run_after=timezone.now() - datetime.timedelta(minutes=minutes),
    )
    response = client.get("/readyz")
    assert response.status_code == status
    assert (f"no worker serves the queue {queue}" in response.json()["tasks"]) is (status == 503)


@pytest.mark.parametrize(("beat_ago", "status"), [(1, 200), (6, 503)])
def test_a_worker_at_a_long_job_that_gives_signs_of_life_is_alive(client, stage, beat_ago, status):
    from django_tasks_db.models import DBTaskResult

    now = timezone.now()
    DBTaskResult.objects.create(
        task_path="x", args_kwargs={}, backend_name="jobs", queue_name="default", run_after=now
    )
    DBTaskResult.objects.update(enqueued_at=now - datetime.timedelta(hours=1))
    VideoJob.objects.create(
        video=VideoAssetFactory(),
        kind="renditions",
        state="running",
        ordered_at=now,
        heartbeat_at=now - datetime.timedelta(minutes=beat_ago),
    )
    assert client.get("/readyz").status_code == status


@pytest.mark.parametrize(("sent_ago", "status"), [(1, 200), (6, 503)])
def test_a_worker_that_sends_many_letters_is_alive(client, stage, sent_ago, status):
    from django_tasks_db.models import DBTaskResult

    now = timezone.now()
    DBTaskResult.objects.create(
        task_path="x", args_kwargs={}, backend_name="jobs", queue_name="default", run_after=now
    )
    DBTaskResult.objects.update(enqueued_at=now - datetime.timedelta(hours=1))
    notify("registrations.welcome", RegistrationFactory(page=stage.form))
    Notice.objects.update(state="sent", sent_at=now - datetime.timedelta(minutes=sent_ago))
    assert client.get("/readyz").status_code == status


@pytest.mark.parametrize(("minutes", "is_missing"), [(4, False), (6, True)])
def test_readyz_shows_that_the_housekeeping_stands_still_and_sends_nobody_elsewhere(
    client, minutes, is_missing
):
    housekeeping.run(timezone.now() - datetime.timedelta(minutes=minutes))
    response = client.get("/readyz")
    assert response.status_code == 200
    assert ("was last through at" in response.json()["housekeeping"]) is is_missing


def test_a_housekeeping_that_breaks_down_in_the_middle_was_not_through(client):
    def broken(now):
        raise LookupError

    with hooks.register_temporarily("housekeeping", broken), pytest.raises(LookupError):
        housekeeping.run(timezone.now())
    assert "was never through" in client.get("/readyz").json()["housekeeping"]


@pytest.mark.parametrize(("minutes", "words"), [(14, "ok"), (16, "1 letter(s) not tried")])
def test_readyz_shows_letters_that_no_worker_tries(client, stage, minutes, words):
    notify("registrations.welcome", RegistrationFactory(page=stage.form))
    Notice.objects.update(due_at=timezone.now() - datetime.timedelta(minutes=minutes))
    response = client.get("/readyz")
    assert (response.status_code, words in response.json()["letters"]) == (200, True)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (
            "ConnectionRefusedError",
            "the mail server cannot be used (ConnectionRefusedError): 1 letter(s) wait",
        ),
        ("535 5.7.8", "the mail server cannot be used (535 5.7.8): 1 letter(s) wait"),
        ("450 4.2.1", "ok"),
    ],
)
def test_readyz_shows_letters_that_the_mail_server_holds_up_and_not_those_of_one_recipient(
    client, stage, reason, words
):
    notify("registrations.welcome", RegistrationFactory(page=stage.form))
    now = timezone.now()
    later = {"due_at": now + datetime.timedelta(hours=1), "created_at": now - datetime.timedelta(minutes=20)}
    Notice.objects.update(state="failed", reason=reason, attempts=3, **later)
    assert client.get("/readyz").json()["letters"] == words

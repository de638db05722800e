"""Erasures outlive the database: the ledger, its completion by the daily run, the replay after a restore."""

from __future__ import annotations

import datetime
import io
import json
import subprocess
import sys

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction

from contest_pages.data_requests.domain import submit_request
from contest_pages.files.private_storage import private_storage
from contest_pages.privacy.domain import daily, ledger
from contest_pages.registrations.domain.erasing import erase
from contest_pages.registrations.models import Registration
from tests.factories import RegistrationFactory
from tests.factories.pages import NOW

pytestmark = pytest.mark.django_db

LATER = NOW + datetime.timedelta(days=3)


@pytest.fixture
def path(settings, tmp_path):
    path = tmp_path / "erasures.jsonl"
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "ERASURE_LEDGER": str(path)}
    return path


@pytest.fixture
def registration(stage):
    return RegistrationFactory(page=stage.form, full_name="Lò Thị Sổcái", email="so-cai@vidu.example")


def replayed(*arguments) -> str:
    output = io.StringIO()
    call_command("replay_erasures", *arguments, stdout=output)
    return output.getvalue().strip()


def test_an_erasure_is_a_line_without_anything_personal(
    registration, path, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        erase(registration=registration, because="requested", now=NOW)
        erase(registration=registration, because="requested", now=LATER)
    line = json.loads(path.read_text())
    assert line == {
        "registration": registration.pk,
        "code": registration.code,
        "because": "requested",
        "at": NOW.isoformat(),
    }
    assert path.stat().st_mode & 0o007 == 0


def test_an_erasure_that_is_rolled_back_leaves_no_line(
    registration, path, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        erase(registration=registration, because="requested", now=NOW)
        transaction.set_rollback(True)
    assert not path.exists()


def test_after_a_restore_the_erasures_are_repeated_once(
    registration, stage, path, django_capture_on_commit_callbacks
):
    backup = list(Registration.objects.filter(pk=registration.pk))
    people = list(registration.members.all())
    with django_capture_on_commit_callbacks(execute=True):
        erase(registration=registration, because="requested", now=NOW)
    for row in (*backup, *people):
        row.save()
    submit_request(registration=registration, kind="erase", now=NOW)
    assert Registration.objects.get().email == "so-cai@vidu.example"

    assert replayed() == "Repeated: 1. Erased already: 0. Not in this database: 0."
    restored = Registration.objects.get()
    assert (restored.email, restored.erased_at, restored.erased_because) == ("", NOW, "requested")
    assert restored.members.get().full_name == ""
    assert restored.data_requests.get().done_at == NOW
    assert replayed(str(path)) == "Repeated: 0. Erased already: 1. Not in this database: 0."


def test_a_key_that_was_given_again_after_the_restore_is_another_persons(registration, path):
    ledger.append([ledger.Erasure(registration.pk, "KHAC-0000", "requested", NOW)])
    path.write_text(path.read_text() + '{"registration": 1, "co')
    assert replayed() == "Repeated: 0. Erased already: 0. Not in this database: 1."
    assert Registration.objects.get().erased_at is None


def test_the_daily_run_adds_what_the_ledger_lacks_and_is_seen(registration, path):
    private_storage().delete("daily/erase_expired")
    assert "never finished" in daily.missing_run(LATER)
    erase(
        registration=registration, because="requested", now=NOW
    )  # the process ended before the line was written
    with time_machine.travel(LATER):
        for _run in range(2):
            call_command("contest_erase_expired", stdout=io.StringIO())
    assert [line.key for line in ledger.read(path)] == [(registration.pk, registration.code)]
    assert daily.missing_run(LATER) == ""
    assert "was last finished" in daily.missing_run(LATER + datetime.timedelta(hours=31))


def test_a_disk_that_takes_no_line_does_not_undo_the_erasure(
    registration, settings, tmp_path, caplog, django_capture_on_commit_callbacks
):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "ERASURE_LEDGER": str(tmp_path / "gone/x.jsonl")}
    with django_capture_on_commit_callbacks(execute=True):
        erase(registration=registration, because="requested", now=NOW)
    assert Registration.objects.get().erased_at == NOW
    assert "is not in the ledger yet" in caplog.text


def test_without_a_ledger_the_command_says_what_is_missing(tmp_path):
    with pytest.raises(CommandError, match="ERASURE_LEDGER"):
        replayed()
    with pytest.raises(CommandError, match="No such file"):
        replayed(str(tmp_path / "x.jsonl"))


def test_lines_of_several_processes_do_not_mix(path):
    script = (
        "import sys, datetime\nsys.path.insert(0, '.')\n"
        "from django.conf import settings\n"
        "import django, os\nos.environ['DJANGO_SETTINGS_MODULE'] = 'portal.settings.test'\ndjango.setup()\n"
        "settings.CONTEST_PAGES['ERASURE_LEDGER'] = sys.argv[1]\n"
        "from contest_pages.privacy.domain import ledger\n"
        "now = datetime.datetime(2024, 7, 1, tzinfo=datetime.UTC)\n"
        "for n in range(50): ledger.append([ledger.Erasure(n, sys.argv[2] * 8, 'requested', now)])\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", script, str(path), sign]) for sign in "AB"]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert len(list(ledger.read(path))) == 100

"""A real worker, killed between the server's taking of a letter and its record: another sends the rest, and that one again."""

from __future__ import annotations

import subprocess
import time
from collections import Counter

import pytest

from tests.notices.mail_server import MailServer

from .harness import ServedSite
from .test_workers import kill, manage, worker

LETTERS = 6
#: Letters to one contestant are as good as to several: each is a row of its own.
WRITE = f"""
from contest_pages.notices.notifying import notify
from contest_pages.registrations.models import Registration
for _number in range({LETTERS}):
    notify("registrations.welcome", Registration.objects.earliest("pk"))
"""


@pytest.fixture
def server():
    server = MailServer()
    yield server
    server.stop()


@pytest.fixture
def site(tmp_path, server):
    site = ServedSite(tmp_path).build()
    site.extra = {"TEST_TASKS": "database", "TEST_MAIL_PORT": str(server.address[1])}
    site.rows_changed("DELETE FROM contest_notices_notice")
    return site


def states(site) -> Counter:
    return Counter(state for (state,) in site.rows("SELECT state FROM contest_notices_notice"))


def run(process: subprocess.Popen) -> None:
    assert process.wait(60) == 0


def test_a_worker_killed_with_a_letter_in_hand_leaves_that_one_in_doubt_and_loses_none(site, server):
    def hang_with_the_third() -> None:
        if len(server.letters) == 3:
            time.sleep(120)

    server.on_taken = hang_with_the_third
    run(manage(site, "shell", "--no-imports", "-c", WRITE))
    first = worker(site)
    for _ in range(600):
        if len(server.letters) == 3:
            break
        time.sleep(0.1)
    kill(first)
    assert states(site) == {"sent": 2, "sending": 4}
    server.on_taken = lambda: None
    site.rows_changed(
        "UPDATE contest_notices_notice SET claimed_at = '2020-01-01 00:00:00' WHERE state = 'sending'"
    )
    run(manage(site, "contest_housekeeping"))
    site.rows_changed(
        "UPDATE contest_notices_notice SET due_at = '2020-01-01 00:00:00' WHERE state = 'waiting'"
    )
    second = worker(site)
    try:
        for _ in range(600):
            if states(site) == {"sent": LETTERS}:
                break
            time.sleep(0.1)
    finally:
        kill(second)
    assert states(site) == {"sent": LETTERS}
    copies = Counter(letter["message-id"] for letter in server.letters)
    assert sorted(copies.values()) == [1] * (LETTERS - 1) + [2]
    [(again,)] = site.rows("SELECT message_id FROM contest_notices_notice WHERE unclear = 1")
    assert copies[again] == 2

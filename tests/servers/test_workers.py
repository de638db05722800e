"""A real worker, killed in the middle of a job: housekeeping lets another worker run the job again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
import requests
from tusclient.client import TusClient

from home.demo.videos import make_video

from .harness import ROOT, ServedSite


@pytest.fixture
def site(tmp_path):
    site = ServedSite(tmp_path).build()
    site.extra = {"TEST_TASKS": "database"}
    site.start()
    yield site
    site.kill()


def manage(site, *arguments: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=site.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def worker(site) -> subprocess.Popen:
    options = ["--backend", "jobs", "--interval", "0.2", "--no-reload", "--no-startup-delay"]
    return manage(site, "db_worker", "--queue-name", "*", *options)


def jobs(site) -> dict[str, tuple]:
    rows = site.rows("SELECT kind, state, attempts, percent FROM contest_entries_videojob")
    return {row[0]: row[1:] for row in rows}


def wait(site, condition, seconds: float = 60) -> None:
    for _ in range(int(seconds * 10)):
        if condition(jobs(site)):
            return
        time.sleep(0.1)
    raise AssertionError(jobs(site))


def kill(process: subprocess.Popen) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_a_worker_killed_in_the_middle_of_a_copy_is_replaced_and_nothing_is_lost(site, tmp_path):
    film = make_video(tmp_path / "film.mp4", seconds=250, seed=31)
    TusClient(site.url + site.content["uploads"][0]).uploader(str(film), chunk_size=2**22).upload()
    first = worker(site)
    wait(site, lambda rows: rows.get("renditions", ("",))[0] == "running" and rows["renditions"][2] > 3)
    kill(first)
    assert jobs(site)["renditions"][0] == "running"
    assert site.rows("SELECT count(*) FROM contest_entries_rendition") == [(0,)]
    site.rows_changed(
        "UPDATE contest_entries_videojob SET heartbeat_at = '2020-01-01' WHERE state = 'running'"
    )
    assert "is silent since" in requests.get(f"{site.url}/readyz", timeout=10).json()["tasks"]
    assert manage(site, "contest_housekeeping").wait(60) == 0
    second = worker(site)
    try:
        wait(site, lambda rows: rows["renditions"][0] == "done", seconds=120)
    finally:
        kill(second)
    assert jobs(site) == {"probe": ("done", 1, 100), "renditions": ("done", 2, 100)}
    assert site.rows("SELECT lines FROM contest_entries_rendition ORDER BY lines") == [(480,), (720,)]
    assert requests.get(f"{site.url}/readyz", timeout=10).json()["tasks"] == "ok"


def test_readyz_knows_that_no_worker_lives(site):
    assert manage(site, "contest_housekeeping").wait(60) == 0
    assert requests.get(f"{site.url}/readyz", timeout=10).json()["tasks"] == "ok"
    site.rows_changed("UPDATE django_tasks_database_dbtaskresult SET enqueued_at = '2020-01-01'")
    answer = requests.get(f"{site.url}/readyz", timeout=10)
    assert (answer.status_code, "no worker serves the queue" in answer.json()["tasks"]) == (503, True)
    assert manage(site, "contest_housekeeping").wait(60) == 0
    assert site.rows("SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'READY'") == [
        (1,)
    ]


def test_readyz_knows_that_the_housekeeping_was_killed(site):
    def note() -> str:
        return requests.get(f"{site.url}/readyz", timeout=10).json()["housekeeping"]

    process = manage(site, "contest_housekeeping", "--every", "1")
    wait(site, lambda _jobs: note() == "ok")
    kill(process)
    site.rows_changed("UPDATE contest_pages_lastrun SET at = '2020-01-01'")
    assert note() == "contest_housekeeping was last through at 2020-01-01T00:00:00+00:00"
    time.sleep(2)
    assert note() != "ok"
    process = manage(site, "contest_housekeeping", "--every", "1")
    try:
        wait(site, lambda _jobs: note() == "ok")
    finally:
        kill(process)

"""Attempts at a quiz while its server is killed again and again.

`python -m tests.servers.break_quiz [--count 10000] [--postgres]`: whole attempts by eight contestants at once; a worker
dies every five seconds (--every), all of it every minute. With --postgres on a PostgreSQL of its own, which loses its power every half
minute as well; otherwise on SQLite. Printed: what was acknowledged, and what the database holds afterwards.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

from .harness import ROOT, ServedSite
from .own_postgres import OwnPostgres

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def run_in(site: ServedSite, *arguments: str) -> dict:
    """Run quiz_site on the site's database and return its output."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.servers.quiz_site", *arguments],
        cwd=ROOT,
        env=site.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


class Stubborn(threading.Thread):
    """A contestant who retries after every failure, as the page's script does."""

    def __init__(self, site: ServedSite, paths: list[str]):
        super().__init__(daemon=True)
        self.site, self.paths, self.line = site, paths, None
        self.receipts: list[str] = []
        self.failures = 0

    def ask(self, method: str, path: str, fields: dict | None = None, headers: dict | None = None):
        """Send until the site answers with anything but an error of its own."""
        for _try in range(400):
            try:
                self.line = self.line or http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=20)
                self.line.request(method, path, urlencode(fields or {}), {**FORM, **(headers or {})})
                answer = self.line.getresponse()
                body = answer.read().decode()
                if answer.status < 500:
                    return answer, body
            except (OSError, http.client.HTTPException):
                pass
            self.failures += 1
            with contextlib.suppress(Exception):
                self.line.close()
            self.line = None
            time.sleep(0.05)
        raise AssertionError(f"{path} was never answered.")

    def run(self):
        """Take an attempt for each path."""
        answer, body = self.ask("GET", "/bieu-mau/ma-bao-ve/")
        token, cookie = json.loads(body)["token"], answer.headers["Set-Cookie"].split(";")[0]
        for path in self.paths:
            answer, _body = self.ask("POST", path, {"csrfmiddlewaretoken": token}, {"Cookie": cookie})
            attempt = answer.headers["Location"]
            _answer, body = self.ask("GET", attempt)
            names = sorted(set(re.findall(r'name="(q\d+)"', body)))
            for place, name in enumerate(names):
                self.ask("POST", f"{attempt}luu/", {name: "0", name.replace("q", "r"): place + 1})
            fields = {**dict.fromkeys(names, "0"), "du-doan": "10", "nop": "1"}
            answer, _body = self.ask("POST", attempt, fields)
            assert answer.status == 302, answer.status
            _answer, body = self.ask("GET", attempt)
            self.receipts.append(re.search(r"<dd><strong>([0-9A-Z]{8})</strong>", body)[1])


def break_while(
    site: ServedSite,
    threads: list[threading.Thread],
    *,
    worker_every: float,
    all_every: float,
    database: OwnPostgres | None = None,
    database_every: float = 30.0,
) -> int:
    """Kill a worker at intervals, and the whole server less often, until the threads are done; return the number of kills."""
    chance, deaths, began = random.Random(11), 0, time.monotonic()
    powered = began
    while any(thread.is_alive() for thread in threads):
        time.sleep(worker_every)
        if database is not None and time.monotonic() - powered > database_every:
            database.crash()
            powered = time.monotonic()
            deaths += 1
            continue
        if time.monotonic() - began > all_every:
            site.kill()
            site.start(threads=4)
            began = time.monotonic()
            deaths += 1
            continue
        pid = site.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        if children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(chance.choice(children)), signal.SIGKILL)
            deaths += 1
    return deaths


def take_all(
    site: ServedSite,
    paths: list[str],
    *,
    worker_every: float = 1.0,
    all_every: float = 10.0,
    database: OwnPostgres | None = None,
) -> dict:
    """Let eight contestants take every attempt while the server dies; return receipts, failures and deaths."""
    people = [Stubborn(site, paths[number::8]) for number in range(8)]
    for person in people:
        person.start()
    deaths = break_while(site, people, worker_every=worker_every, all_every=all_every, database=database)
    return {
        "receipts": [receipt for person in people for receipt in person.receipts],
        "failures": sum(person.failures for person in people),
        "deaths": deaths,
    }


def main() -> None:
    """Run it with many attempts, and print the result."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--every", type=float, default=5.0, help="seconds between two deaths of a worker")
    options = parser.parse_args()
    database = OwnPostgres() if options.postgres else None
    with tempfile.TemporaryDirectory() as folder:
        site = ServedSite(Path(folder))
        if database is not None:
            site.extra["TEST_DATABASE_URL"] = database.url
        site.build()
        paths = run_in(site, "build", str(options.count))["begin"]
        site.start(threads=4)
        began = time.monotonic()
        try:
            done = take_all(
                site, paths, worker_every=options.every, all_every=12 * options.every, database=database
            )
        finally:
            site.kill()
        left = run_in(site, "check")
        if database is not None:
            database.remove()
    missing = set(done["receipts"]) - set(left["codes"])
    print(
        f"{len(done['receipts'])} receipts in {time.monotonic() - began:.0f} s; server or database died {done['deaths']} times, "
        f"{done['failures']} requests had to be sent again.\n"
        f"In the database: {left['attempts']} attempts, {left['submitted']} handed in, {left['doubles']} people with two, "
        f"{left['broken']} receipts that do not hold, {len(missing)} receipts that are missing."
    )
    if missing or left["broken"] or left["doubles"] or left["submitted"] != options.count:
        raise SystemExit(1)


if __name__ == "__main__":
    main()

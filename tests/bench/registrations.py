"""Registrations per second, beside Wagtail's own stock form page in the same run.

`python -m tests.bench.registrations [--seconds 6] [--lent] [--postgres URL]`: for SQLite, and for PostgreSQL where it
answers, both sites run under gunicorn with two workers and take as many forms as eight clients can send; on
SQLite with one thread each, on PostgreSQL with four, as ours runs in production. `--lent` gives the stock page
our database settings.
Printed: forms per second of each, their ratio (goal: 2), and where the time of one of ours goes.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

CLIENTS = 8
WORKERS = 2
SITES = {
    "stock": ("tests.bench.stock.settings", "tests.bench.stock.wsgi"),
    "lent": ("tests.bench.stock.lent", "tests.bench.stock.wsgi"),
    "ours": ("tests.bench.ours", "portal.wsgi"),
}


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


class Citizen(threading.Thread):
    """Sends one form after the other over one connection until told to stop."""

    def __init__(self, port: int, plan: dict, number: int, stop: threading.Event):
        super().__init__(daemon=True)
        self.port, self.plan, self.number, self.stop = port, plan, number, stop
        self.taken, self.refused, self.times = 0, 0, []

    def run(self):
        """Fetch a token once, then send."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        line.request("GET", self.plan["token"])
        answer = line.getresponse()
        body = answer.read().decode()
        cookie = answer.headers["Set-Cookie"].split(";")[0]
        extra = {}
        if body.startswith("{"):
            data = json.loads(body)
            extra = {"csrfmiddlewaretoken": data["token"], self.plan["started"]: data["started"]}
        else:
            extra = {"csrfmiddlewaretoken": re.search(r'csrfmiddlewaretoken" value="([^"]+)', body)[1]}
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        count = 0
        while not self.stop.is_set():
            count += 1
            who = {"name": f"Nguoi {self.number} {count}", "mail": f"n{self.number}x{count}@vidu.example"}
            fields = {key: value.format(**who) for key, value in self.plan["fields"].items()} | extra
            began = time.perf_counter()
            line.request("POST", self.plan["post"], urlencode(fields), headers)
            answer = line.getresponse()
            answer.read()
            self.times.append(time.perf_counter() - began)
            if answer.status == self.plan["taken"]:
                self.taken += 1
            else:
                self.refused += 1


def measure(site: str, database: str, seconds: float) -> tuple[float, float]:
    """Return forms per second and the median time of one in ms, on a fresh database."""
    settings, application = SITES[site]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings, "BENCH_DATABASE": database}
    plan = json.loads(
        subprocess.run(
            [sys.executable, "-m", "tests.bench.prepare", site],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.splitlines()[-1]
    )
    port = free_port()
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            f"{application}:application",
            "--bind",
            f"127.0.0.1:{port}",
            "--workers",
            str(WORKERS),
            "--threads",
            "1" if database.startswith("sqlite") else "4",  # as docs/operators.md says
            "--log-level",
            "error",
        ],
        env=environment,
    )
    try:
        for _try in range(100):
            with socket.socket() as sock:
                if sock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        for length in (1.5, seconds):  # the first run only warms up
            stop = threading.Event()
            offset = int(time.time() * 1000) % 10_000_000
            citizens = [Citizen(port, plan, offset + n, stop) for n in range(CLIENTS)]
            for citizen in citizens:
                citizen.start()
            began = time.perf_counter()
            time.sleep(length)
            stop.set()
            for citizen in citizens:
                citizen.join()
            spent = time.perf_counter() - began
        refused = sum(c.refused for c in citizens)
        if refused:
            raise SystemExit(f"{site}: {refused} forms were refused; the measurement means nothing.")
        times = sorted(t for c in citizens for t in c.times)
        return sum(c.taken for c in citizens) / spent, times[len(times) // 2] * 1000
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(10)


def where_the_time_goes(database: str) -> str:
    """Return the shares of one registration of ours: SQL, form, letter's job, the rest."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.bench.ours", "BENCH_DATABASE": database}
    return subprocess.run(
        [sys.executable, "-m", "tests.bench.anatomy"],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def fresh_postgres(url: str) -> str:
    """Create an empty database beside the one of `url` and return its address."""
    import psycopg

    base, name = url.rsplit("/", 1)[0], f"bench_{os.getpid()}_{time.time_ns() % 10**6}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{base}/{name}"


def drop_postgres(url: str, database: str) -> None:
    """Remove a database that was made for a measurement."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{database.rsplit("/", 1)[1]}" WITH (FORCE)')


def main() -> None:
    """Measure both sites on both databases and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--lent", action="store_true")
    parser.add_argument("--postgres", default="postgres://postgres@127.0.0.1:5432/postgres")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    databases = ["SQLite"]
    try:
        drop_postgres(options.postgres, fresh_postgres(options.postgres))
        databases.append("PostgreSQL")
    except Exception as error:
        # Say what is skipped.
        print(f"PostgreSQL does not answer ({type(error).__name__}); measuring SQLite only.")
    try:
        for name in databases:
            rates = {}
            stock = "lent" if options.lent else "stock"
            for site in (stock, "ours"):
                if name == "SQLite":
                    database = f"sqlite:///{folder / site}.sqlite3"
                else:
                    database = fresh_postgres(options.postgres)
                rates[site], median = measure(site, database, options.seconds)
                print(
                    f"{name:11}{site:6}{rates[site]:8.0f} forms a second, median {median:6.1f} ms", flush=True
                )
                if site == "ours":
                    print(where_the_time_goes(database), end="")
                if name == "PostgreSQL":
                    drop_postgres(options.postgres, database)
            print(f"{name:11}ratio {rates['ours'] / rates[stock]:7.2f} (goal 2)\n", flush=True)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

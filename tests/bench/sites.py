"""Sites side by side: each served by two gunicorn workers, sent forms by wrk in turns, since a machine's speed changes.

`stock` is Wagtail's own form page in a minimal project, `lent` the same on our database settings, `ours` the portal.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from tests.names import letters

from .wrk import TRIES, Rate, drive, say_disturbed, undisturbed

SITES = {
    "stock": ("tests.bench.stock.settings", "tests.bench.stock.wsgi"),
    "lent": ("tests.bench.stock.lent", "tests.bench.stock.wsgi"),
    "ours": ("tests.bench.ours", "portal.wsgi"),
    "update": ("tests.bench.one_update", "tests.bench.one_update"),
}
#: As they are printed.
WORDS = {"stock": "stock form", "lent": "the same, our database"}
_FORMS = 40_000

_LUA = """
local lines, n = {}, 0
for line in io.lines("%(lines)s") do lines[#lines + 1] = line end
request = function()
  n = n + 1
  local path, body = lines[(n - 1) %% #lines + 1]:match("([^\\t]*)\\t(.*)")
  return wrk.format("POST", path, {["Content-Type"] = "application/x-www-form-urlencoded", ["Cookie"] = "%(cookie)s"}, body)
end
local bad = 0
response = function(status) if status ~= %(taken)d then bad = bad + 1; if bad < 4 then print("status", status) end end end
"""


@dataclass(frozen=True)
class Sender:
    """Forms for a site: a file with a line "path, tab, body" for each, and the status that says it was taken."""

    port: int
    lines: Path
    taken: int
    cookie: str = ""

    def send(self, seconds: float) -> Rate:
        """Send the forms one after another over 16 connections; SystemExit if one is refused."""
        script = self.lines.with_suffix(".lua")
        script.write_text(_LUA % {"lines": self.lines, "cookie": self.cookie, "taken": self.taken})
        return drive(f"http://127.0.0.1:{self.port}", seconds, 16, "-s", str(script))

    def parts(self, count: int) -> list[Sender]:
        """Return senders of `count` parts of its forms: most forms are news only once."""
        every = self.lines.read_text().splitlines(keepends=True)
        parts = []
        for number in range(count):
            lines = self.lines.with_name(f"{self.lines.name}-{number}")
            lines.write_text(
                "".join(every[number * len(every) // count : (number + 1) * len(every) // count])
            )
            parts.append(Sender(self.port, lines, self.taken, self.cookie))
        return parts


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def prepared(site: str, database: str, *arguments: str) -> dict:
    """Fill a fresh database and return what the drivers need to know."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": SITES[site][0], "BENCH_DATABASE": database}
    command = [sys.executable, "-m", "tests.bench.prepare", *arguments]
    output = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    return json.loads(output.splitlines()[-1])


@contextlib.contextmanager
def served(site: str, database: str) -> Iterator[int]:
    """Run a site with two workers and yield its port; one thread each on SQLite, as docs/operators.md says."""
    settings, application = SITES[site]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings, "BENCH_DATABASE": database}
    port, threads = free_port(), "1" if database.startswith("sqlite") else "4"
    command = [sys.executable, "-m", "gunicorn", f"{application}:application", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "2", "--worker-class", "gthread", "--threads", threads, "--log-level", "error"]
    server = subprocess.Popen(command, env=environment)
    try:
        for _try in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10)
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(15)


def forms_for(port: int, plan: dict, folder: Path) -> Sender:
    """Write many different people's forms into `folder`, with the token and cookie that the site gave for them."""
    answer = urllib.request.urlopen(f"http://127.0.0.1:{port}{plan['token']}")
    body, cookie = answer.read().decode(), answer.headers["Set-Cookie"].split(";")[0]
    if body.startswith("{"):
        given = json.loads(body)
        fixed = {"csrfmiddlewaretoken": given["token"], plan["started"]: given["started"]}
    else:
        fixed = {"csrfmiddlewaretoken": re.search(r'csrfmiddlewaretoken" value="([^"]+)', body)[1]}
    lines = folder / f"forms-{port}"
    with lines.open("w") as file:
        for number in range(_FORMS):
            who = {"name": f"Nguoi {letters(number)}", "mail": f"n{number}@vidu.example"}
            fields = {key: value.format(**who) for key, value in plan["fields"].items()}
            file.write(f"{plan['post']}\t{urlencode(fields | fixed)}\n")
    return Sender(port, lines, plan["taken"], cookie)


def sender_for(site: str, database: str, folder: Path, stack: contextlib.ExitStack) -> Sender:
    """Fill a fresh database, serve the site on it for as long as `stack` lasts, and return its forms."""
    plan = prepared(site, database, "ours" if site == "ours" else "stock")
    settle(database)
    return forms_for(stack.enter_context(served(site, database)), plan, folder)


def in_turns(senders: dict[str, Sender], seconds: float, turns: int = 9) -> dict[str, list[Rate]]:
    """Let each site take forms in turns, each of them first in its time; one turn before them warms up.

    A turn that other work on the machine disturbed is measured again, as long as there are forms left.
    """
    parts = {
        name: [partial(part.send, seconds) for part in sender.parts(turns + TRIES)]
        for name, sender in senders.items()
    }
    measured = {name: [] for name in senders}
    for number in range(turns + 1):
        names = list(senders)
        for name in names[number % len(names) :] + names[: number % len(names)]:
            others = turns - number
            spare = len(parts[name]) - others
            rate, used = undisturbed(parts[name][:spare])
            del parts[name][:used]
            if number:
                measured[name].append(rate)
    return measured


def say(measured: dict[str, list[Rate]], words: str, goals: dict[str, int]) -> None:
    """Print each site's median turn, and how many times the stock form's rate ours has."""
    for name, rates in measured.items():
        per_second = statistics.median(rate.per_second for rate in rates)
        median = statistics.median(rate.median for rate in rates)
        print(
            f"  {words if name == 'ours' else WORDS[name]:24}{per_second:8.0f} a second, median {median:6.1f} ms"
        )
        say_disturbed(rates)
    for name in WORDS:
        ratios = sorted(
            ours.per_second / stock.per_second
            for stock, ours in zip(measured[name], measured["ours"], strict=True)
        )
        turns = ", ".join(f"{ratio:.1f}" for ratio in ratios)
        aim = f"goal {goals[name]}" if name in goals else "no goal"
        print(
            f"  ratio to {WORDS[name]:24}{statistics.median(ratios):6.2f} ({aim}; turns: {turns})", flush=True
        )


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


def settle(database: str) -> None:
    """Let PostgreSQL write down what filling left behind, so that it does not do so while we measure."""
    import psycopg

    if database.startswith("sqlite"):
        return
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")

"""Quizzes at the deadline: submits a second beside Wagtail's stock form POST and bare inserts, whole attempts, ranking.

`python -m tests.bench.quizzes [--seconds 2] [--ranked 500000] [--postgres URL]`, on PostgreSQL, with two gunicorn
workers, driven by wrk (`apt install wrk`). Printed: stock POSTs of a minimal Wagtail project and of the same on our
database settings, our submits and autosaves a second with their ratio (goal: 5 times each of the two), pgbench's
bare inserts in the same run, whole attempts (begin, questions, 10 saves, submit) with their times, and the ranking of
many attempts beside the bare window query (goal: within 1.5 times).
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import re
import shutil
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

from .sites import (
    WORDS,
    Sender,
    drop_postgres,
    fresh_postgres,
    in_turns,
    prepared,
    say,
    sender_for,
    served,
    settle,
)
from .wrk import need_wrk


def submits(port: int, folder: Path, senders: dict[str, Sender], seconds: float) -> None:
    """Print autosaves, and submits in turns with the stock forms of `senders`."""
    Sender(port, folder / "warm", 302).send(2)
    # As on a real evening: what is handed in was saved minutes before.
    rate = Sender(port, folder / "save", 200).send(3 * seconds)
    print(f"  {'autosave':24}{rate.per_second:8.0f} a second, median {rate.median:6.1f} ms", flush=True)
    say(
        in_turns({**senders, "ours": Sender(port, folder / "submit", 302)}, seconds),
        "submit",
        goals={"stock": 5, "lent": 5},
    )


class Contestant(threading.Thread):
    """Takes whole attempts, registration by registration, over a single connection."""

    def __init__(self, port: int, paths: list[str], stop: threading.Event):
        super().__init__(daemon=True)
        self.port, self.paths, self.stop = port, paths, stop
        self.token = self.cookie = ""
        self.done, self.lost, self.times, self.submits, self.failure = 0, 0, [], [], ""
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, method, path, body="", headers=None):
        """Send one request and return the answer and its text."""
        began = time.perf_counter()
        self.line.request(method, path, body, headers or {})
        answer = self.line.getresponse()
        text = answer.read()
        self.times.append(time.perf_counter() - began)
        return answer, text

    def run(self):
        """Take attempts until it is time to stop; one whose line breaks on a busy machine is lost, and counted."""
        for path in self.paths:
            if self.stop.is_set() or self.failure:
                return
            try:
                self.take(path)
            except (OSError, http.client.HTTPException):
                self.lost += 1
                self.line.close()

    def take(self, path: str) -> None:
        """Begin, read the questions, save ten answers, submit."""
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        if not self.cookie:
            answer, text = self.ask("GET", "/bieu-mau/ma-bao-ve/")
            self.token, self.cookie = json.loads(text)["token"], answer.headers["Set-Cookie"].split(";")[0]
        began = urlencode({"csrfmiddlewaretoken": self.token})
        answer, _text = self.ask("POST", path, began, {**form, "Cookie": self.cookie})
        attempt = answer.headers["Location"]
        _answer, text = self.ask("GET", attempt)
        chosen = dict.fromkeys(re.findall(r'name="(q\d+)"', text.decode()), "0")
        for place, name in enumerate(chosen):
            body = urlencode({name: "0", name.replace("q", "r"): str(place + 1)})
            self.ask("POST", f"{attempt}luu/", body, form)
        last = urlencode({**chosen, "du-doan": "100", "nop": "1"})
        answer, _text = self.ask("POST", attempt, last, form)
        self.submits.append(self.times[-1])
        if answer.status != 302 or not chosen:
            self.failure = f"A submit of {len(chosen)} answers was answered by {answer.status}."
        else:
            self.done += 1


def whole_attempts(port: int, paths: list[str], seconds: float) -> None:
    """Print whole attempts a second by eight contestants at once."""
    stop = threading.Event()
    share = len(paths) // 8
    contestants = [Contestant(port, paths[n * share : (n + 1) * share], stop) for n in range(8)]
    began = time.perf_counter()
    for contestant in contestants:
        contestant.start()
    time.sleep(seconds)
    stop.set()
    for contestant in contestants:
        contestant.join()
    spent = time.perf_counter() - began
    if failures := {contestant.failure for contestant in contestants} - {""}:
        raise SystemExit("\n".join(failures))
    done = sum(contestant.done for contestant in contestants)
    if not done:
        raise SystemExit("No attempt was taken whole: the machine is too busy, or the site is down.")
    times = sorted(t for contestant in contestants for t in contestant.times)
    submits = sorted(t for contestant in contestants for t in contestant.submits)
    print(
        f"whole attempts    {done / spent:8.1f} a second = {len(times) / spent:.0f} requests a second; "
        f"all requests: median {times[len(times) // 2] * 1000:.1f} ms, 95 % {times[int(len(times) * 0.95)] * 1000:.1f} ms; "
        f"submit: 95 % {submits[int(len(submits) * 0.95)] * 1000:.1f} ms",
        flush=True,
    )
    if lost := sum(contestant.lost for contestant in contestants):
        print(f"  {lost} attempts were lost with their lines: other work keeps the machine busy.")


def bare_inserts(url: str, folder: Path, seconds: float) -> None:
    """Print what pgbench inserts into a bare table with two clients' threads."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/pgbench"))
    pgbench = shutil.which("pgbench") or (str(installed[-1]) if installed else None)
    if pgbench is None:
        print("pgbench is not installed; bare inserts are not measured.")
        return
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "CREATE TABLE bare (id bigserial PRIMARY KEY, score int, answers jsonb, at timestamptz)"
        )
    script = folder / "bare.sql"
    script.write_text("INSERT INTO bare (score, answers, at) VALUES (7, '{\"1\": [0, 5]}', now());\n")
    command = [pgbench, "-n", "-f", script, "-c", "8", "-j", "2", "-T", f"{seconds:.0f}", url]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    print(f"pgbench inserts   {float(re.search(r'tps = ([0-9.]+)', output)[1]):8.0f} a second", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--ranked", type=int, default=500_000)
    parser.add_argument("--postgres", default="postgres://postgres@127.0.0.1:5432/postgres")
    options = parser.parse_args()
    need_wrk()
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    made = []

    def database() -> str:
        made.append(fresh_postgres(options.postgres))
        return made[-1]

    try:
        with contextlib.ExitStack() as stack:
            senders = {site: sender_for(site, database(), folder, stack) for site in WORDS}
            ours = database()
            plan = prepared("ours", ours, "quiz", str(folder))
            settle(ours)
            port = stack.enter_context(served("ours", ours))
            submits(port, folder, senders, options.seconds)
            whole_attempts(port, plan["begin"], options.seconds)
        bare_inserts(ours, folder, options.seconds)
        if options.ranked:
            print(prepared("ours", ours, "ranking", str(options.ranked))["words"])
    finally:
        for url in made:
            drop_postgres(options.postgres, url)
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

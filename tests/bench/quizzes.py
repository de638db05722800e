"""Quizzes at the deadline: submits a second beside Wagtail's stock form POST and bare inserts, whole attempts, ranking.

`python -m tests.bench.quizzes [--seconds 2] [--ranked 500000] [--lent] [--postgres URL]`, on PostgreSQL, with two
gunicorn workers, driven by wrk (`apt install wrk`); `--lent` gives the stock form our database settings. Printed: stock POSTs, our submits and autosaves a second with their
ratio (goal: 5), pgbench's bare inserts in the same run, whole attempts (begin, paper, 10 saves, submit) with
their times, and the ranking of many attempts beside the bare window query (goal: within 2 times).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

from .registrations import SITES, drop_postgres, free_port, fresh_postgres

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


@contextlib.contextmanager
def served(site: str, database: str):
    """Run a site with two workers and yield its port."""
    settings, application = SITES[site]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings, "BENCH_DATABASE": database}
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", f"{application}:application", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "2", "--threads", "4", "--log-level", "error"]
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


def prepared(site: str, database: str, *arguments: str) -> dict:
    """Fill a fresh database and return what the drivers need to know."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": SITES[site][0], "BENCH_DATABASE": database}
    command = [sys.executable, "-m", "tests.bench.prepare", *arguments]
    said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    return json.loads(said.splitlines()[-1])


def wrk(port: int, lines: Path, seconds: float, *, taken: int, cookie: str = "") -> tuple[float, float]:
    """Send the lines one after another and return requests a second and the median in ms."""
    script = lines.with_suffix(".lua")
    script.write_text(_LUA % {"lines": lines, "cookie": cookie, "taken": taken})
    command = [
        "wrk",
        "-t1",
        "-c16",
        f"-d{seconds:.0f}s",
        "--latency",
        "-s",
        script,
        f"http://127.0.0.1:{port}",
    ]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "status" in said:
        raise SystemExit(f"Something was refused; the measurement means nothing:\n{said}")
    median = re.search(r"50%\s+([\d.]+)(us|ms|s)", said)
    factor = {"us": 0.001, "ms": 1, "s": 1000}[median[2]]
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), float(median[1]) * factor


def settle(url: str) -> None:
    """Let the database write down what filling it left behind, so that it does not do so while we measure."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")


def stock_lines(port: int, fields: dict, folder: Path) -> tuple[Path, str]:
    """Write the forms of a stock form page into `folder`; return where, and the cookie that goes with them."""
    answer = urllib.request.urlopen(f"http://127.0.0.1:{port}/")
    cookie = answer.headers["Set-Cookie"].split(";")[0]
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', answer.read().decode())[1]
    lines = folder / "stock"
    with lines.open("w") as file:
        for number in range(20_000):
            who = {"name": f"Nguoi {number}", "mail": f"n{number}@vidu.example"}
            sent = {key: value.format(**who) for key, value in fields.items()}
            file.write(f"/\t{urlencode({**sent, 'csrfmiddlewaretoken': token})}\n")
    return lines, cookie


def beside_stock(stock: int, ours: int, fields: dict, folder: Path, seconds: float, rounds: int = 9) -> None:
    """Print stock POSTs and our submits, taken in turns, since a machine's speed changes; the median turn counts."""
    lines, cookie = stock_lines(stock, fields, folder)
    wrk(stock, lines, 2, taken=200, cookie=cookie)
    wrk(ours, folder / "warm", 2, taken=302)
    # As on a real evening: what is handed in was saved minutes before.
    rate, median = wrk(ours, folder / "save", 3 * seconds, taken=200)
    print(f"autosave          {rate:8.0f} a second, median {median:6.1f} ms", flush=True)
    every = (folder / "submit").read_text().splitlines(keepends=True)
    stocks, submits, medians = [], [], []
    for number in range(rounds):
        stocks.append(wrk(stock, lines, seconds, taken=200, cookie=cookie)[0])
        part = folder / f"submit-{number}"
        part.write_text("".join(every[number * len(every) // rounds : (number + 1) * len(every) // rounds]))
        rate, median = wrk(ours, part, seconds, taken=302)
        submits.append(rate)
        medians.append(median)
    base, rate = statistics.median(stocks), statistics.median(submits)
    ratios = [ours / plain for plain, ours in zip(stocks, submits, strict=True)]
    turns = ", ".join(f"{ratio:.1f}" for ratio in sorted(ratios))
    print(f"stock form POST   {base:8.0f} a second")
    print(
        f"submit            {rate:8.0f} a second, median {statistics.median(medians):6.1f} ms: "
        f"ratio {statistics.median(ratios):.2f} (turns: {turns}; goal 5)",
        flush=True,
    )


class Contestant(threading.Thread):
    """Takes whole attempts, one registration after the other, over one connection."""

    def __init__(self, port: int, paths: list[str], stop: threading.Event):
        super().__init__(daemon=True)
        self.port, self.paths, self.stop = port, paths, stop
        self.done, self.times, self.submits = 0, [], []

    def run(self):
        """Begin, read the paper, save ten answers, hand in."""
        import http.client

        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

        def ask(method, path, body="", headers=None):
            began = time.perf_counter()
            line.request(method, path, body, headers or {})
            answer = line.getresponse()
            text = answer.read()
            self.times.append(time.perf_counter() - began)
            return answer, text

        form = {"Content-Type": "application/x-www-form-urlencoded"}
        answer, text = ask("GET", "/bieu-mau/ma-bao-ve/")
        token, cookie = json.loads(text)["token"], answer.headers["Set-Cookie"].split(";")[0]
        for path in self.paths:
            if self.stop.is_set():
                return
            answer, _text = ask(
                "POST", path, urlencode({"csrfmiddlewaretoken": token}), {**form, "Cookie": cookie}
            )
            attempt = answer.headers["Location"]
            _answer, text = ask("GET", attempt)
            questions = re.findall(rb'name="q(\d+)" value="0"', text)
            chosen = {f"q{number.decode()}": "0" for number in questions}
            for place, name in enumerate(chosen):
                ask(
                    "POST",
                    f"{attempt}luu/",
                    urlencode({name: "0", name.replace("q", "r"): str(place + 1)}),
                    form,
                )
            answer, _text = ask("POST", attempt, urlencode({**chosen, "du-doan": "100", "nop": "1"}), form)
            self.submits.append(self.times[-1])
            if answer.status != 302:
                raise SystemExit(f"A submit answered {answer.status}.")
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
    done = sum(contestant.done for contestant in contestants)
    times = sorted(t for contestant in contestants for t in contestant.times)
    submits = sorted(t for contestant in contestants for t in contestant.submits)
    print(
        f"whole attempts    {done / spent:8.1f} a second = {len(times) / spent:.0f} requests a second; "
        f"all requests: median {times[len(times) // 2] * 1000:.1f} ms, 95 % {times[int(len(times) * 0.95)] * 1000:.1f} ms; "
        f"submit: 95 % {submits[int(len(submits) * 0.95)] * 1000:.1f} ms",
        flush=True,
    )


def bare_inserts(url: str, folder: Path, seconds: float) -> None:
    """Print what pgbench inserts into a bare table with two clients' threads."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pgbench"))
    pgbench = shutil.which("pgbench") or (str(found[-1]) if found else None)
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
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    print(f"pgbench inserts   {float(re.search(r'tps = ([0-9.]+)', said)[1]):8.0f} a second", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--ranked", type=int, default=500_000)
    parser.add_argument("--lent", action="store_true")
    parser.add_argument("--postgres", default="postgres://postgres@127.0.0.1:5432/postgres")
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        raise SystemExit("This needs wrk: apt install wrk.")
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    made = []

    def database() -> str:
        made.append(fresh_postgres(options.postgres))
        return made[-1]

    try:
        plain = database()
        stock_site = "lent" if options.lent else "stock"
        form = prepared(stock_site, plain, "stock")
        ours = database()
        plan = prepared("ours", ours, "quiz", str(folder))
        settle(plain)
        settle(ours)
        with served(stock_site, plain) as stock, served("ours", ours) as port:
            beside_stock(stock, port, form["fields"], folder, options.seconds)
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

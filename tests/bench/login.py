"""An uncached public page beside parallel loops of wrong passwords, and beside quiet.

`python -m tests.bench.login [--seconds 5] [--rounds 5] [--loops 12]`, on SQLite, with the services of deploy/ (the site: two
workers of four threads; the sign-in: one, of low priority) and nginx (a Debian package) before the sign-in. Goal: the page needs at most 1.5 times its quiet time, whether the passwords are
for one account, for many accounts from one network, or for many accounts from many networks.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
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
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parents[2]
GOAL = 1.5
_LOGIN = "/tai-khoan/dang-nhap/"
ATTACKS = ("one account", "many accounts", "many networks")


def times_of(address: str, path: str, seconds: float) -> list[float]:
    """Return the seconds of each answer that one visitor gets, who asks for a page again and again."""
    found, until = [], time.perf_counter() + seconds
    host = urlsplit(address).netloc
    while time.perf_counter() < until:
        began = time.perf_counter()
        line = http.client.HTTPConnection(host, timeout=60)
        line.request("GET", path)
        answer = line.getresponse()
        answer.read()
        line.close()
        if answer.status != 200:
            raise SystemExit(f"{path} answers {answer.status}")
        found.append(time.perf_counter() - began)
    return found


def attack(address: str, kind: str, loops: int) -> None:
    """Send wrong passwords in parallel loops until standard input is closed; print how often each status came.

    The loops have the lowest priority: on a machine of their own they would take none of the site's processors.
    """
    os.nice(19)
    host, statuses, stop, numbers = urlsplit(address).netloc, Counter(), threading.Event(), itertools.count()

    def loop() -> None:
        line = http.client.HTTPConnection(host, timeout=60)
        line.request("GET", _LOGIN)
        page = line.getresponse()
        cookie = page.headers["Set-Cookie"].split(";")[0]
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', page.read().decode())[1]
        line.close()
        while not stop.is_set():
            number = next(numbers)
            login = "bench" if kind == "one account" else f"can-bo-{number}"
            body = urlencode({"login": login, "password": f"sai-{number}", "csrfmiddlewaretoken": token})
            headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
            network = f"127.{number >> 14 & 127}.{number >> 7 & 127}.{number & 127 or 1}"
            source = (network, 0) if kind == "many networks" else None
            line = http.client.HTTPConnection(host, timeout=60, source_address=source)
            line.request("POST", _LOGIN, body, headers)
            answer = line.getresponse()
            answer.read()
            line.close()
            statuses[answer.status] += 1

    threads = [threading.Thread(target=loop, daemon=True) for _ in range(loops)]
    for thread in threads:
        thread.start()
    sys.stdin.read()
    stop.set()
    for thread in threads:
        thread.join(30)
    print(json.dumps(statuses))


class Attack:
    """The loops in a process of their own, for the duration of a block; `statuses` afterwards."""

    def __init__(self, address: str, kind: str, loops: int):
        self.arguments = ["--attack", kind, "--address", address, "--loops", str(loops)]
        self.statuses: dict[str, int] = {}

    def __enter__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.login", *self.arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        time.sleep(3)  # the counters are full after a few seconds
        return self

    def __exit__(self, *_args) -> None:
        output, _errors = self.process.communicate("")
        self.statuses = json.loads(output.splitlines()[-1])


def measure(address: str, sign_in: str, path: str, options) -> None:
    """Print the page's time in quiet and beside each attack, turn by turn, with the ratio of the medians."""
    times_of(address, path, 3)
    for kind in ATTACKS:
        quiet, loud, statuses = [], [], Counter()
        for _turn in range(options.rounds):
            quiet.append(statistics.median(times_of(address, path, options.seconds)))
            with Attack(sign_in, kind, options.loops) as running:
                loud.append(statistics.median(times_of(address, path, options.seconds)))
            statuses.update(running.statuses)
        ratios = sorted(there / here for here, there in zip(quiet, loud, strict=True))
        print(
            f"{kind:14} quiet {statistics.median(quiet) * 1000:6.1f} ms, beside {options.loops} loops "
            f"{statistics.median(loud) * 1000:6.1f} ms: {statistics.median(ratios):.2f} times "
            f"({ratios[0]:.2f} to {ratios[-1]:.2f}; goal {GOAL}); answers to passwords {dict(statuses)}",
            flush=True,
        )


def main() -> None:
    """Fill a site, serve it, measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--loops", type=int, default=12)
    parser.add_argument("--attack", choices=ATTACKS, help=argparse.SUPPRESS)
    parser.add_argument("--address", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.attack:
        attack(options.address, options.attack, options.loops)
        return
    from tests.bench.pages import Server
    from tests.bench.sites import prepared
    from tests.servers.nginx import Nginx

    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    database = f"sqlite:///{folder}/site.sqlite3"
    try:
        plan = prepared("ours", database, "public")
        print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
        settings = {
            "DJANGO_SETTINGS_MODULE": "tests.bench.ours",
            "BENCH_DATABASE": database,
            "BENCH_KEEP": "0",
            "BENCH_ADDRESS_HEADER": "HTTP_X_FORWARDED_FOR",
        }
        with (
            Server("portal.wsgi", **settings) as site,
            Server("portal.wsgi", workers=1, nice=15, **settings) as login,
        ):
            ports = [int(address.rsplit(":", 1)[1]) for address in (site, login)]
            (folder / "static/portal").mkdir(parents=True)
            (folder / "static/portal/429.html").write_text("429")
            nginx = Nginx(folder / "nginx", site=ports[0], sign_in=ports[1], static=folder / "static")
            try:
                measure(site, nginx.url, plan["contest"], options)
            finally:
                nginx.stop()
        print(f"load average {os.getloadavg()[0]:.1f}")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

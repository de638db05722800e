"""Public pages per second beside a bare Django view and beside nginx serving the same HTML as a file.

`python -m tests.bench.pages [--seconds 2] [--rounds 7] [--postgres URL]`, in one run with two workers; needs wrk and nginx
(Debian packages). Goals: the uncached contest page at least 5 % of the bare view, cached by Django 50 %, behind
nginx 80 % of the file. “Uncached”: no page is cached; what the pages share (site, menu, the contest's rows) is
recalled while nothing is published. “Nothing recalled” is the first request after each publishing.
The gallery is measured with 30 and with 3,000 works.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from functools import partial
from pathlib import Path

from tests.bench.sites import drop_postgres, free_port, fresh_postgres
from tests.bench.wrk import TRIES, drive, say_disturbed, undisturbed
from tests.servers.nginx import NGINX, Nginx

ROOT = Path(__file__).resolve().parents[2]


def per_second(url: str, seconds: float) -> float:
    """Return requests per second that wrk gets over eight connections; every answer must be a success."""
    turn = partial(drive, url, seconds, 8, "-H", "Accept-Encoding: gzip")
    rate, _tries = undisturbed([turn] * TRIES)
    say_disturbed([rate])
    return rate.per_second


class Server:
    """Gunicorn with two workers of four threads, as deploy/contest-site.service runs it."""

    def __init__(self, application: str, *, workers: int = 2, nice: int = 0, **environment: str):
        self.port = free_port()
        self.process = subprocess.Popen(
            [
                *("nice", "-n", str(nice)),
                *(sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{self.port}"),
                *(
                    "--workers",
                    str(workers),
                    "--threads",
                    "4",
                    "--log-level",
                    "error",
                    "--graceful-timeout",
                    "2",
                ),
            ],
            cwd=ROOT,
            env={**os.environ, **environment},
        )
        for _try in range(200):
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise SystemExit(f"{application} does not start")

    def __enter__(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __exit__(self, *_args) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(15)


def rounds(addresses: dict[str, str], seconds: int, times: int) -> list[dict[str, float]]:
    """Return requests per second of each address, one after the other in each round.

    Machines that share their processors are now fast, now slow: what is compared is measured within seconds
    of each other, and the median is taken of the ratios.
    """
    for url in addresses.values():
        per_second(url, 3)  # templates are read, pictures drawn
    return [{name: per_second(url, seconds) for name, url in addresses.items()} for _ in range(times)]


def beside(base: str, other: str, seconds: int, times: int) -> list[float]:
    """Return the share of requests that `other` answers of those that `base` does, turn by turn, each first in turn."""
    shares = []
    for turn in range(2 * times):
        order = (base, other) if turn % 2 else (other, base)
        rate = {url: per_second(url, seconds) for url in order}
        shares.append(rate[other] / rate[base])
    return sorted(shares)


def spread(shares: list[float]) -> str:
    """Return the median of sorted shares, and the least and the most."""
    return f"{statistics.median(shares):8.1%} ({shares[0]:.1%} to {shares[-1]:.1%})"


def measure(
    database: str, plan: dict, seconds: int, times: int, folder: Path
) -> tuple[list[dict[str, float]], dict[str, list[float]]]:
    """Start all servers, which cost nothing while they wait; return the rounds, and the shares of what goes in pairs."""
    ours = {"DJANGO_SETTINGS_MODULE": "tests.bench.ours", "BENCH_DATABASE": database}
    with (
        Server("tests.bench.hello") as hello,
        Server("portal.wsgi", **ours, BENCH_PAGE_CACHE="default", BENCH_KEEP="0") as uncached,
        Server("portal.wsgi", **ours, BENCH_PAGE_CACHE="", BENCH_KEEP="0") as cold,
        Server("portal.wsgi", **ours, BENCH_PAGE_CACHE="default", BENCH_KEEP="600") as kept,
    ):
        static = folder / "static"
        (static / "portal").mkdir(parents=True, exist_ok=True)
        page = urllib.request.urlopen(kept + plan["contest"]).read()
        (static / "page.html").write_bytes(page)
        (static / "page.html.gz").write_bytes(gzip.compress(page))
        nginx = Nginx(folder / f"nginx-{time.time_ns()}", site=int(kept.rsplit(":", 1)[1]), static=static)
        addresses = {
            "hello": f"{hello}/",
            "uncached contest": uncached + plan["contest"],
            "kept contest": kept + plan["contest"],
            "nothing recalled contest": cold + plan["contest"],
            **{f"uncached {name}": uncached + path for name, path in plan.items() if name != "contest"},
        }
        pairs = {
            "behind nginx, of the same HTML as a file": (
                f"{nginx.url}/static/page.html",
                nginx.url + plan["contest"],
            ),
            "gallery of 3,000, of the one of 30": (
                addresses["uncached gallery_30"],
                addresses["uncached gallery_3000"],
            ),
        }
        try:
            runs = rounds(addresses, seconds, times)
            return runs, {name: beside(*pair, seconds, times) for name, pair in pairs.items()}
        finally:
            nginx.stop()


def main() -> None:
    """Prepare each database, measure several times, print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--postgres", default="postgres://postgres@127.0.0.1:5432/postgres")
    options = parser.parse_args()
    if not shutil.which("wrk") or not NGINX:
        raise SystemExit("This measurement needs wrk and nginx: apt-get install wrk nginx")
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    folder.chmod(0o755)
    databases = {"SQLite": f"sqlite:///{folder}/site.sqlite3"}
    try:
        databases["PostgreSQL"] = fresh_postgres(options.postgres)
    except Exception as error:
        print(f"PostgreSQL does not answer ({type(error).__name__}); measuring SQLite only.")
    try:
        for name, database in databases.items():
            environment = {
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "tests.bench.ours",
                "BENCH_DATABASE": database,
            }
            prepared = subprocess.run(
                [sys.executable, "-m", "tests.bench.prepare", "public"],
                env=environment,
                check=True,
                capture_output=True,
                text=True,
            )
            plan = json.loads(prepared.stdout.splitlines()[-1])
            runs, pairs = measure(database, plan, options.seconds, options.rounds, folder)
            for key in runs[0]:
                rate = statistics.median(run[key] for run in runs)
                shares = sorted(run[key] / run["hello"] for run in runs)
                print(f"{name:11}{key:26}{rate:8.0f} a second {spread(shares)} of hello")
            for pair, shares in pairs.items():
                print(f"{name:11}{pair} {spread(shares)}")
            print(flush=True)
    finally:
        if "PostgreSQL" in databases:
            drop_postgres(options.postgres, databases["PostgreSQL"])
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

"""Public pages per second beside a bare Django view and beside nginx serving the same HTML as a file.

`python -m tests.bench.pages [--seconds 5] [--postgres URL] [--runs 3]`, in one run with two workers; needs wrk and nginx
(Debian packages). Goals: the contest page made anew at least 5 % of the bare view, kept by Django 50 %, behind
nginx 80 % of the file. “Made anew”: no page is kept; what the pages share (site, menu, the contest's rows) is
recalled while nothing is published. “Nothing recalled” is the first request after each publishing.
The gallery is measured with 30 and with 3,000 works.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from tests.bench.registrations import drop_postgres, free_port, fresh_postgres
from tests.servers.nginx import NGINX, Nginx

ROOT = Path(__file__).resolve().parents[2]


def per_second(url: str, seconds: float) -> float:
    """Return requests per second that wrk gets over eight connections; every answer must be a success."""
    run = subprocess.run(
        ["wrk", "-t1", "-c8", f"-d{seconds}s", "-H", "Accept-Encoding: gzip", url],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    if "Non-2xx" in run or "Socket errors" in run:
        raise SystemExit(f"{url}: {run}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", run)[1])


class Server:
    """Gunicorn with two workers of four threads, as deploy/contest-site.service runs it."""

    def __init__(self, application: str, **environment: str):
        self.port = free_port()
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{self.port}"),
                *("--workers", "2", "--threads", "4", "--log-level", "error", "--graceful-timeout", "2"),
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


def measure(url: str, seconds: float) -> float:
    """Warm up, then measure."""
    per_second(url, 1)
    return per_second(url, seconds)


def one_run(database: str, plan: dict, seconds: float, folder: Path) -> dict[str, float]:
    """Return requests per second of everything, once, one after the other on the same machine."""
    ours = {"DJANGO_SETTINGS_MODULE": "tests.bench.ours", "BENCH_DATABASE": database}
    found = {}
    with Server("tests.bench.hello") as url:
        found["hello"] = measure(f"{url}/", seconds)
    with Server("portal.wsgi", **ours, BENCH_PAGE_CACHE="default", BENCH_KEEP="0") as url:
        for name in ("contest", "home", "index", "results", "gallery_30", "gallery_3000"):
            found[f"anew {name}"] = measure(url + plan[name], seconds)
    with Server("portal.wsgi", **ours, BENCH_PAGE_CACHE="", BENCH_KEEP="0") as url:
        found["nothing recalled contest"] = measure(url + plan["contest"], seconds)
    with Server("portal.wsgi", **ours, BENCH_PAGE_CACHE="default", BENCH_KEEP="600") as url:
        found["kept contest"] = measure(url + plan["contest"], seconds)
        static = folder / "static"
        (static / "portal").mkdir(parents=True, exist_ok=True)
        page = urllib.request.urlopen(url + plan["contest"]).read()
        (static / "page.html").write_bytes(page)
        import gzip

        (static / "page.html.gz").write_bytes(gzip.compress(page))
        nginx = Nginx(folder / f"nginx-{time.time_ns()}", site=int(url.rsplit(":", 1)[1]), static=static)
        try:
            found["nginx file"] = measure(f"{nginx.url}/static/page.html", seconds)
            found["nginx contest"] = measure(nginx.url + plan["contest"], seconds)
        finally:
            nginx.stop()
    return found


def main() -> None:
    """Prepare each database, measure several times, print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--postgres", default="postgres://postgres@127.0.0.1:5432/postgres")
    options = parser.parse_args()
    if not shutil.which("wrk") or not NGINX:
        raise SystemExit("This measurement needs wrk and nginx: apt-get install wrk nginx")
    options.seconds = int(options.seconds)
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    folder.chmod(0o755)
    databases = {"SQLite": f"sqlite://{folder}/site.sqlite3"}
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
            runs = [one_run(database, plan, options.seconds, folder) for _ in range(options.runs)]
            rates = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
            for key, rate in rates.items():
                base = "nginx file" if key.startswith("nginx") else "hello"
                print(f"{name:11}{key:28}{rate:9.0f} a second {rate / rates[base]:8.1%} of {base}")
            ratio = rates["anew gallery_3000"] / rates["anew gallery_30"]
            print(f"{name:11}gallery of 3,000 beside 30 {ratio:6.2f}\n", flush=True)
    finally:
        if "PostgreSQL" in databases:
            drop_postgres(options.postgres, databases["PostgreSQL"])
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

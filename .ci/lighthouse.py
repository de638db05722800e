"""Measure the public pages with Lighthouse on a site served as in production: `make lighthouse`.

Gunicorn with two workers and the demo's database behind nginx where it is installed; phone, slow line, four
categories. Reports go to var/lighthouse/, the summary is printed and can be put into docs/measurements.md.
Needs Chromium (Debian's package) and takes Lighthouse from npm, outside the repository.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.servers.nginx import NGINX, Nginx

PACKAGE = "lighthouse@13.5.0"
TARGET = ROOT / "var/lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
RUNS = int(os.environ.get("RUNS", "3"))


def pages(base: str) -> dict[str, str]:
    """Return the pages of the demo by name."""
    contest = f"{base}/cuoc-thi/son-la-so/"
    return {
        "home": f"{base}/",
        "contest": contest,
        "gallery": f"{base}/cuoc-thi/chuyen-doi-so-2024/tac-pham-du-thi/",
        "entry": f"{base}/cuoc-thi/chuyen-doi-so-2024/tac-pham-du-thi/tac-pham/1/",
        "registration": f"{contest}dang-ky-du-thi/",
        "quiz": f"{base}/cuoc-thi/trac-nghiem-chuyen-doi-so/tuan-3/",
        "results": f"{base}/cuoc-thi/chuyen-doi-so-2024/ket-qua/",
    }


def free_port() -> int:
    """Return a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def measure(name: str, url: str, chromium: str, number: int) -> dict[str, float]:
    """Run Lighthouse once and return its four scores, bytes and requests."""
    report = TARGET / f"{name}-{number}.json"
    subprocess.run(
        [
            *(
                sys.executable,
                str(ROOT / ".ci/node.py"),
                "npm",
                "exec",
                "--yes",
                "--loglevel=error",
                f"--package={PACKAGE}",
                "--",
            ),
            *("lighthouse", url, "--quiet", "--output=json", f"--output-path={report}"),
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
            f"--only-categories={','.join(CATEGORIES)}",
        ],
        check=True,
        env={**os.environ, "CHROME_PATH": chromium},
        cwd=TARGET,
    )
    found = json.loads(report.read_text())
    requests = found["audits"]["network-requests"]["details"]["items"]
    scores = {category: round(found["categories"][category]["score"] * 100) for category in CATEGORIES}
    return {
        **scores,
        "kB": round(sum(item.get("transferSize", 0) for item in requests) / 1000),
        "requests": len(requests),
        "LCP ms": round(found["audits"]["largest-contentful-paint"]["numericValue"]),
        "CLS": round(found["audits"]["cumulative-layout-shift"]["numericValue"], 3),
        "TBT ms": round(found["audits"]["total-blocking-time"]["numericValue"]),
    }


def main() -> int:
    """Serve, measure, print; 1 if a median score is below 98."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
    if not chromium:
        print("Lighthouse needs Chromium: apt-get install chromium")
        return 1
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    static = ROOT / "var/static"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.served", "PYTHONPATH": str(ROOT)}
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "collectstatic", "--noinput", "--verbosity", "0"], check=True, env=environment)
    port = free_port()
    site = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{port}"),
            *("--workers", "2", "--threads", "4", "--log-level", "error"),
        ],
        env=environment,
        cwd=ROOT,
    )
    nginx = None
    try:
        for _try in range(100):
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        base = f"http://127.0.0.1:{port}"
        if NGINX:
            nginx = Nginx(TARGET / "nginx", site=port, static=static)
            (TARGET / "nginx/media").symlink_to(ROOT / "var/media")
            base = nginx.url
        print(
            f"Measuring {base}, behind nginx: {'yes' if nginx else 'no'}; median of {RUNS} runs\n", flush=True
        )
        low = False
        columns = [*CATEGORIES, "kB", "requests", "LCP ms", "CLS", "TBT ms"]
        print(f"| page | {' | '.join(columns)} |\n|---|{'---|' * len(columns)}", flush=True)
        for name, url in pages(base).items():
            urllib.request.urlopen(url).read()  # pictures are drawn with the first view
            runs = [measure(name, url, chromium, number) for number in range(RUNS)]
            median = {column: statistics.median(run[column] for run in runs) for column in columns}
            low = low or any(median[category] < 98 for category in CATEGORIES)
            print(f"| {name} | {' | '.join(f'{median[column]:g}' for column in columns)} |", flush=True)
        return 1 if low else 0
    finally:
        if nginx:
            nginx.stop()
        site.terminate()
        site.wait(15)


if __name__ == "__main__":
    sys.exit(main())

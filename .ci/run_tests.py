"""Run every test that this machine can run: SQLite always, PostgreSQL and Chromium where they are.

The last line says what was skipped and why. Nothing system-wide is installed. SLOWEST=20 in the environment lists the
twenty slowest tests of all parts.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
#: A process for each core, at least two: tests wait for browsers, databases and servers that are killed.
PARALLEL = ("-n", str(min(max(os.cpu_count() or 2, 2), 8)), "--dist", "worksteal")
ONE_FILE = "tests/quizzes/test_attempts.py"
#: So many failed browser tests may be seen once more, alone: beside other work a browser may come too late.
SECOND_LOOKS = 2
#: Goals: seconds for ONE_FILE in a process of its own, minutes for `.ci/run` from a bare machine.
ONE_FILE_SECONDS, WHOLE_MINUTES = 20, 15


def postgres_url() -> str:
    """Return the address of a PostgreSQL that answers: DATABASE_URL's, or 127.0.0.1:5432; else empty."""
    import psycopg

    requested = os.environ.get("DATABASE_URL", "")
    candidates = [requested] if urlsplit(requested).scheme.startswith("postgres") else []
    candidates += [
        f"postgres://{user}@127.0.0.1:5432/postgres"
        for user in ("postgres", "root", os.environ.get("USER", ""))
    ]
    for url in candidates:
        try:
            with psycopg.connect(url, connect_timeout=3, autocommit=True) as connection:
                row = connection.execute(
                    "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
                ).fetchone()
                if row and row[0]:
                    return url
        except psycopg.Error:
            continue
    return ""


def chromium() -> str:
    """Return the path of a Chromium that is installed here, or an empty text."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    return ""


def run(what: str, reports: Path, *arguments: str, **environment: str) -> tuple[str, bool]:
    """Run pytest once, write its report, and return a line about it."""
    print(f"\n=== {what} ===", flush=True)
    begun = time.monotonic()
    report = ["--junitxml", str(reports / f"{what}.xml"), "-o", "junit_duration_report=total"]
    code = subprocess.call([*PYTEST, *report, *arguments], cwd=ROOT, env={**os.environ, **environment})
    return f"{what}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - begun:.0f} s", code == 0


def failed_tests(report: Path) -> list[str]:
    """Return the addresses of the tests that failed in a part, as pytest takes them."""
    return [
        f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}"
        for case in ElementTree.parse(report).iter("testcase")
        if case.find("failure") is not None or case.find("error") is not None
    ]


def run_in_browser(reports: Path, path: str) -> list[tuple[str, bool]]:
    """Run the browser tests; the few that fail beside the others run once more, alone, and are named."""
    outcome = run("Browser", reports, *PARALLEL, "tests/e2e", CHROMIUM=path)
    report = reports / "Browser.xml"
    unsteady = failed_tests(report) if not outcome[1] and report.exists() else []
    if not 0 < len(unsteady) <= SECOND_LOOKS:
        return [outcome]
    alone = run("Browser, alone", reports, *unsteady, CHROMIUM=path)
    named = f"{outcome[0]}; UNSTEADY, to be mended: {', '.join(unsteady)}"
    return [(named, alone[1]), alone]


def slowest(reports: Path, count: int) -> list[str]:
    """Return a line for each of the slowest tests of all parts."""
    cases = [
        (float(case.get("time")), report.stem, f"{case.get('classname')}.{case.get('name')}")
        for report in reports.glob("*.xml")
        for case in ElementTree.parse(report).iter("testcase")
    ]
    return [
        f"{seconds:7.1f} s  {part}: {name}" for seconds, part, name in sorted(cases, reverse=True)[:count]
    ]


def print_times(reports: Path, begun: float) -> None:
    """Print the slowest tests if asked for, and the times next to their goals."""
    if count := int(os.environ.get("SLOWEST") or 0):
        print(f"The slowest {count} tests:", *slowest(reports, count), sep="\n")
    cold = time.monotonic()
    subprocess.run([*PYTEST, ONE_FILE], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    seconds, minutes = time.monotonic() - cold, (time.time() - begun) / 60
    print(f"One test file of the quizzes from cold: {seconds:.0f} s (goal {ONE_FILE_SECONDS})")
    print(f"Whole run: {minutes:.1f} min (goal {WHOLE_MINUTES} for .ci/run)")


def main() -> int:
    """Run all of it and sum up."""
    with tempfile.TemporaryDirectory(prefix="reports-") as folder:
        return run_parts(Path(folder))


def run_parts(reports: Path) -> int:
    """Run the parts, with a report of each in this folder."""
    begun = float(os.environ.get("RUN_BEGUN") or time.time())
    skipped: list[str] = []
    outcomes = [run("SQLite", reports, *PARALLEL, TEST_DATABASE_URL="sqlite://:memory:")]
    if url := postgres_url():
        outcomes.append(
            run(
                "PostgreSQL",
                reports,
                *PARALLEL,
                *("-m", "database"),  # the others have run already, and know nothing of it
                TEST_DATABASE_URL=url,
            )
        )
    else:
        skipped.append(
            "PostgreSQL with its tests of two at once (no server answers at DATABASE_URL or 127.0.0.1:5432)"
        )
    if path := chromium():
        outcomes += run_in_browser(reports, path)
    else:
        skipped.append("browser tests (no Chromium; Debian's package is chromium)")
    if not shutil.which("java"):
        skipped.append("the validity of HTML (no Java; Debian's package is default-jre-headless)")
    print()
    for line, _passed in outcomes:
        print(line)
    try:
        print_times(reports, begun)
    except Exception:  # what is only printed decides nothing
        traceback.print_exc()
    print(f"Skipped: {'; '.join(skipped)}." if skipped else "Skipped: nothing.")
    return 0 if all(passed for _line, passed in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Run every test that this machine can run: SQLite always, PostgreSQL and Chromium where they are.

The last line says what was skipped and why. Nothing system-wide is installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]


def postgres_url() -> str:
    """Return the address of a PostgreSQL that answers: DATABASE_URL's, or 127.0.0.1:5432; else empty."""
    import psycopg

    asked = os.environ.get("DATABASE_URL", "")
    candidates = [asked] if urlsplit(asked).scheme.startswith("postgres") else []
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


def run(what: str, *arguments: str, **environment: str) -> tuple[str, bool]:
    """Run pytest once and return a line about it."""
    print(f"\n=== {what} ===", flush=True)
    begun = time.monotonic()
    code = subprocess.call([*PYTEST, *arguments], cwd=ROOT, env={**os.environ, **environment})
    return f"{what}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - begun:.0f} s", code == 0


def main() -> int:
    """Run all of it and sum up."""
    skipped: list[str] = []
    outcomes = [run("SQLite", "-n", "2", TEST_DATABASE_URL="sqlite://:memory:")]
    if url := postgres_url():
        outcomes.append(
            run(
                "PostgreSQL",
                "-n",
                "2",
                # These bring a database of their own, or none.
                "--ignore=tests/test_install.py",
                "--ignore=tests/servers",
                "--ignore=tests/fuzz",
                TEST_DATABASE_URL=url,
            )
        )
    else:
        skipped.append(
            "PostgreSQL with its tests of two at once (no server answers at DATABASE_URL or 127.0.0.1:5432)"
        )
    if path := chromium():
        outcomes.append(run("Browser", "tests/e2e", CHROMIUM=path))
    else:
        skipped.append("browser tests (no Chromium; Debian's package is chromium)")
    print()
    for line, _passed in outcomes:
        print(line)
    print(f"Skipped: {'; '.join(skipped)}." if skipped else "Skipped: nothing.")
    return 0 if all(passed for _line, passed in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())

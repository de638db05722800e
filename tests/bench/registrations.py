"""Registrations per second, beside Wagtail's own stock form page in the same run.

`python -m tests.bench.registrations [--seconds 2] [--turns 9] [--postgres URL]`: for SQLite, and for PostgreSQL where it
answers, the sites run under gunicorn with two workers and take forms in turns, driven by wrk (`apt install wrk`).
Printed: forms per second of the stock form in a minimal Wagtail project, of the same on our database settings, and of
ours; the median of the turns' ratios (goal: 2 times the minimal project); and where the time of one of ours goes.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from .sites import SITES, drop_postgres, fresh_postgres, in_turns, say, sender_for
from .wrk import need_wrk


def measure(new_database: Callable[[str], str], folder: Path, seconds: float, turns: int) -> None:
    """Print all sites' rates, each on a fresh database of `new_database(its name)`."""
    with contextlib.ExitStack() as stack:
        senders = {}
        for site in SITES:
            database = new_database(site)
            senders[site] = sender_for(site, database, folder, stack)
        say(in_turns(senders, seconds, turns), "registration", goals={"stock": 2})
    print(where_the_time_goes(database), flush=True)


def where_the_time_goes(database: str) -> str:
    """Return the shares of one registration of ours: SQL, form, letter's job, the rest."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": SITES["ours"][0], "BENCH_DATABASE": database}
    return subprocess.run(
        [sys.executable, "-m", "tests.bench.anatomy"],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def main() -> None:
    """Measure on both databases and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--turns", type=int, default=9)
    parser.add_argument("--postgres", default="postgres://postgres@127.0.0.1:5432/postgres")
    options = parser.parse_args()
    need_wrk()
    folder, made = Path(tempfile.mkdtemp(prefix="bench-")), []

    def on_postgres(_site: str) -> str:
        made.append(fresh_postgres(options.postgres))
        return made[-1]

    try:
        print("SQLite")
        measure(lambda site: f"sqlite:///{folder / site}.sqlite3", folder, options.seconds, options.turns)
        try:
            drop_postgres(options.postgres, fresh_postgres(options.postgres))
        except Exception as error:
            print(f"PostgreSQL does not answer ({type(error).__name__}): SQLite only.")
        else:
            print("PostgreSQL")
            measure(on_postgres, folder, options.seconds, options.turns)
    finally:
        for database in made:
            drop_postgres(options.postgres, database)
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

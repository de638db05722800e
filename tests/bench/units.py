"""Units: how long the chooser takes among all of Vietnam's, and how long a list of 10,000 takes.

`python -m tests.bench.units [--postgres URL]`, in a database of its own. Beside the chooser stands the bare SQL of
its first search, in the same run; beside the preview of a list openpyxl's bare reading of the same file.
"""

from __future__ import annotations

import argparse
import io
import os
import statistics
import subprocess
import sys
import time

from .sites import drop_postgres, fresh_postgres


def timed(action, rounds: int = 20) -> float:
    """Return the median milliseconds of an action."""
    times = []
    for _round in range(rounds):
        began = time.perf_counter()
        action()
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def measure() -> None:
    """Print what was measured; runs in a process whose settings name the database."""
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.utils import timezone
    from openpyxl import Workbook, load_workbook

    from contest_pages.units.domain.list_import import apply, columns, preview
    from contest_pages.units.domain.vietnam import load
    from contest_pages.units.models import Unit
    from contest_pages.units.queries import find_units

    began = time.perf_counter()
    loaded = load()
    print(f"both maps of Vietnam: {loaded.old + loaded.new} units in {time.perf_counter() - began:.1f} s")
    day, client = timezone.localdate(), Client()

    def bare():
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT * FROM {Unit._meta.db_table} WHERE search_text LIKE '%% moc%%' AND search_text LIKE '%% chau%%'"
            )
            cursor.fetchall()

    plain = timed(bare)
    for typed in ("mường la", "tx moc chau", "xa", "khong co dau"):
        query = timed(lambda typed=typed: find_units(typed, day))
        whole = timed(lambda typed=typed: client.get("/don-vi/tim/", {"q": typed}))
        print(
            f"chooser {typed!r:16} {query:6.1f} ms, whole request {whole:6.1f} ms (goal 50); bare SQL {plain:.1f} ms"
        )

    workbook = Workbook()
    workbook.active.append([column.label for column in columns()])
    workbook.active.append(["P0", "Tỉnh thử", "province"])
    for number in range(10_000):
        workbook.active.append([f"X{number}", f"Xã số {number}", "commune", "P0"])
    file = io.BytesIO()
    workbook.save(file)

    def read():
        sheet = load_workbook(io.BytesIO(file.getvalue()), read_only=True).worksheets[0]
        for _row in sheet.iter_rows(values_only=True):
            pass

    bare_reading = timed(read, 3) / 1000
    looked = timed(lambda: preview(io.BytesIO(file.getvalue()))[1], 3) / 1000
    comparison = preview(io.BytesIO(file.getvalue()))[1]
    began = time.perf_counter()
    apply(comparison)
    print(
        f"list of 10,000: preview {looked:.2f} s beside openpyxl's bare reading {bare_reading:.2f} s: "
        f"{looked / bare_reading:.2f} times; applied in {time.perf_counter() - began:.1f} s"
    )


def in_fresh_database(module: str, about: str) -> None:
    """Make a database, let `python -m module measure` measure in it, and drop it."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--postgres", default="postgres://postgres@127.0.0.1:5432/postgres")
    options = parser.parse_args()
    url = fresh_postgres(options.postgres)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.bench.ours", "BENCH_DATABASE": url}
    try:
        subprocess.run([sys.executable, "-m", "tests.database"], env=environment, check=True)
        subprocess.run([sys.executable, "-m", module, "measure"], env=environment, check=True)
    finally:
        drop_postgres(options.postgres, url)


if __name__ == "__main__":
    if sys.argv[1:] == ["measure"]:
        measure()
    else:
        in_fresh_database("tests.bench.units", __doc__.splitlines()[0])

"""Queue, desk and decision at 100, 1,000 and 10,000 entries: `python -m tests.bench.review [--rows 100 1000 10000]`.

Each size runs in a process of its own, on SQLite or on BENCH_DATABASE. The yardstick is the smallest size
in the same run: flat means a ratio near 1. A second yardstick is Wagtail's own dashboard on the same data.
Printed are the median of the requests and the number of queries; requests go through Django's test client.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

REQUESTS = 60


def fill(rows: int):
    """Submit `rows` entries for review and return the round and a moderator."""
    import datetime
    import io

    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group
    from django.core.management import call_command
    from django.utils import timezone

    from contest_pages.entries.models import EntryRoundPage
    from contest_pages.registrations.models import ContestRegistrationPage
    from contest_pages.review.domain.planning import first_step
    from contest_pages.review.models import ReviewCase
    from tests.bench.prepare import ours
    from tests.bench.works import put_works
    from tests.database import copy_template

    copy_template()
    ours()
    call_command("contest_set_up_roles", stdout=io.StringIO())
    round_page, form, now = (
        EntryRoundPage.objects.get(),
        ContestRegistrationPage.objects.get(),
        timezone.now(),
    )
    step = first_step(round_page)
    for entries in put_works(form, round_page, rows, now=now, state="submitted"):
        ReviewCase.objects.bulk_create(
            ReviewCase(
                entry=entry,
                round=round_page,
                step=step,
                queued_at=now + datetime.timedelta(seconds=entry.number),
                since=now,
            )
            for entry in entries
        )
    moderator = get_user_model().objects.create_user("mod", "mod@coquan.example", "x", first_name="Mai")
    moderator.groups.set(Group.objects.filter(permissions__codename="review_entry"))
    return round_page, moderator


def measure(act) -> tuple[float, int]:
    """Return the median milliseconds of an action, and the number of queries of its last run."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    act()
    spent = []
    for _ in range(REQUESTS):
        began = time.perf_counter()
        act()
        spent.append((time.perf_counter() - began) * 1000)
    with CaptureQueriesContext(connection) as queries:
        act()
    return statistics.median(spent), len(queries)


def one_size(rows: int) -> None:
    """Fill a database, measure, and print the figures as JSON."""
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from tests.review.helpers import desk_data

    round_page, moderator = fill(rows)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    client = Client()
    client.force_login(moderator)
    queue = reverse("contest_review_queue", args=[round_page.pk])
    take = reverse("contest_review_take", args=[round_page.pk])
    where = {"desk": client.post(take).url}

    def decide() -> None:
        entry_id = int(where["desk"].rstrip("/").rsplit("/", 1)[-1])
        answer = client.post(where["desk"], prepared.pop(entry_id, None) or data_of(entry_id))
        assert answer.status_code == 302, answer.content.decode()[:2000]
        where["desk"] = answer.url

    def data_of(entry_id: int) -> dict:
        from contest_pages.entries.models import Entry

        return desk_data(Entry.objects.get(pk=entry_id))

    from contest_pages.review.models import ReviewCase

    upcoming = ReviewCase.objects.waiting().values_list("entry", flat=True)[: REQUESTS + 5]
    prepared = {entry_id: data_of(entry_id) for entry_id in upcoming}
    figures = {
        "queue": measure(lambda: client.get(queue)),
        "queue, by unit": measure(lambda: client.get(queue, {"unit": 1})),
        "desk": measure(lambda: client.get(where["desk"])),
        "dashboard (yardstick)": measure(lambda: client.get(reverse("wagtailadmin_home"))),
    }
    if rows > REQUESTS + 5:
        figures["decision, takes the next"] = measure(decide)
    print(json.dumps(figures))


def main() -> None:
    """Measure every size and print times, queries and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[100, 1000, 10_000])
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        one_size(options.one)
        return
    results: dict[int, dict] = {}
    for rows in options.rows:
        with tempfile.TemporaryDirectory() as folder:
            run = subprocess.run(
                [sys.executable, "-m", "tests.bench.review", "--one", str(rows)],
                check=True,
                capture_output=True,
                text=True,
                env={
                    "BENCH_DATABASE": f"sqlite:///{folder}/x.sqlite3",
                    **os.environ,
                    "DJANGO_SETTINGS_MODULE": "tests.bench.ours",
                },
            )
            results[rows] = json.loads(run.stdout.splitlines()[-1])
    smallest = options.rows[0]
    print(f"{'':28}" + "".join(f"{rows:>22,}" for rows in options.rows) + f"{'largest ÷ smallest':>22}")
    for name in results[options.rows[-1]]:
        cells = [results[rows].get(name) for rows in options.rows]
        line = "".join(
            f"{ms:12.1f} ms {queries:3} q" if cell else " " * 22
            for cell in cells
            for ms, queries in [cell or (0, 0)]
        )
        ratio = cells[-1][0] / cells[0][0] if results[smallest].get(name) else float("nan")
        print(f"{name:28}{line}{ratio:>22.2f}")


if __name__ == "__main__":
    main()

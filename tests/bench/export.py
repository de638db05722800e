"""Memory and time of the registrations' export: `python -m tests.bench.export [--rows 100000]`.

Each size runs in a process of its own on SQLite; printed is what the export adds to the process's peak memory.
The yardstick is the same export of a hundredth of the rows: flat means that the two hardly differ.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time


def one_export(rows: int, kind: str) -> None:
    """Fill a database, export once, print rows, MB added to the peak, and seconds."""
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from contest_pages.privacy.domain.texts import consent_of
    from contest_pages.registrations.models import ContestRegistrationPage, Member, Registration
    from tests.bench.prepare import ours
    from tests.database import copy_template

    copy_template()
    ours()
    page, now = ContestRegistrationPage.objects.get(), timezone.now()
    consent = consent_of(page.consent_notice)
    for start in range(0, rows, 2000):
        made = Registration.objects.bulk_create(
            Registration(
                code=f"M{n}",
                contest=page.contest,
                page=page,
                email=f"m{n}@vidu.example",
                phone="0912345678",
                consent=consent,
                consented_at=now,
                created_at=now,
                confirmed_at=now,
                status="active",
                answers=[{"name": "a", "label": "Cỡ áo", "value": "M"}],
            )
            for n in range(start, min(start + 2000, rows))
        )
        Member.objects.bulk_create(
            Member(registration=r, full_name="Một Người", birth_date=now.date()) for r in made
        )
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("o", "o@vidu.example", "x"))
    address = reverse("contest_registrations_registration_modeladmin_index")
    client.get(address)
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    size = 0
    for chunk in client.get(f"{address}?export={kind}"):
        size += len(chunk)
    spent = time.perf_counter() - began
    added = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{kind:5}{rows:9} rows {size / 1e6:8.1f} MB file {added:8.1f} MB added {spent:8.1f} s")


def main() -> None:
    """Run both kinds at both sizes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--one", nargs=2, metavar=("ROWS", "KIND"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        one_export(int(options.one[0]), options.one[1])
        return
    for kind in ("csv", "xlsx"):
        for rows in (options.rows // 100, options.rows):
            with tempfile.TemporaryDirectory() as folder:
                subprocess.run(
                    [sys.executable, "-m", "tests.bench.export", "--one", str(rows), kind],
                    check=True,
                    env={
                        **os.environ,
                        "DJANGO_SETTINGS_MODULE": "tests.bench.ours",
                        "BENCH_DATABASE": f"sqlite:///{folder}/x.sqlite3",
                    },
                )


if __name__ == "__main__":
    main()

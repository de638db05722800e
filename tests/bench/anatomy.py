"""A profile of a registration within a process: `tests.bench.registrations` calls it."""

from __future__ import annotations

import cProfile
import pstats
import time

import django

from tests.names import letters

ROUNDS = 200
#: what is timed → (part of the file's name, function), by cumulative time
PARTS = {
    "the whole request": ("handlers/base.py", "get_response"),
    "reading the form": ("forms/registering.py", "__init__"),
    "checking the form": ("forms/details.py", "is_valid"),
    "domain: register": ("domain/registering.py", "register"),
    "enqueueing the letter": ("contest_pages/background/enqueue.py", "enqueue"),
    "all SQL": ("backends/utils.py", "_execute_with_wrappers"),
}


def main() -> None:
    """Profile registrations through the test client and print the shares."""
    django.setup()
    from django.db import connection
    from django.test import Client

    from contest_pages.registrations.models import ContestRegistrationPage
    from tests.registrations.helpers import typed

    page = ContestRegistrationPage.objects.get()
    client = Client()
    token = client.get("/bieu-mau/ma-bao-ve/").json()
    fixed = {"registration-started": token["started"]}
    address = f"/dang-ky/{page.pk}/"

    def send(number: int) -> None:
        row = {"full_name": f"Mot Nguoi {letters(number)}", "birth_date": "1/2/1990"}
        data = typed(page, row, email=f"a{number}-{time.time_ns()}@vidu.example") | fixed
        assert client.post(address, data).status_code == 302

    for number in range(20):
        send(number)
    queries = []
    with connection.execute_wrapper(lambda run, sql, *rest: (queries.append(sql), run(sql, *rest))[1]):
        send(20)
    profile = cProfile.Profile()
    profile.enable()
    for number in range(ROUNDS):
        send(100 + number)
    profile.disable()
    stats = pstats.Stats(profile).stats
    spent = {
        label: sum(
            row[3] for (file, _line, name), row in stats.items() if file.endswith(path) and name == function
        )
        for label, (path, function) in PARTS.items()
    }
    whole = spent["the whole request"]
    print(f"           one of ours: {len(queries)} queries; shares of the request, under the profiler:")
    for label, seconds in spent.items():
        print(f"             {label:24}{seconds / whole:5.0%}")


if __name__ == "__main__":
    main()

"""Saving a draft over HTTP beside one UPDATE in a bare Django view; a juror's list and page beside bare SQL and a template."""

from __future__ import annotations

import contextlib
import json
import shutil
import statistics
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from .sites import Sender, drop_postgres, fresh_postgres, prepared, served, settle
from .wrk import TRIES, need_wrk, say_disturbed, undisturbed

_TABLE = """<table>{% for number, title, code, name, points in rows %}<tr><td>{{ number }}</td><td>{{ title }}</td>
<td>{{ code }}</td><td>{{ name }}</td><td>{{ points|default:"" }}</td></tr>{% endfor %}</table>"""
_ROWS = """
SELECT c.number, e.title, r.code, u.name, d.points
FROM contest_judging_assignment a
JOIN contest_judging_candidate c ON c.id = a.candidate_id
JOIN contest_entries_entry e ON e.id = c.entry_id
JOIN contest_registrations_registration r ON r.id = e.registration_id
JOIN contest_units_unit u ON u.id = e.unit_id
LEFT JOIN contest_judging_sheetdraft d ON d.candidate_id = c.id AND d.seat_id = a.seat_id
WHERE a.seat_id = %s ORDER BY c.number
"""


@contextlib.contextmanager
def filled(postgres: str, works: int, seats: int, folder: Path):
    """Yield the address of a database with a jury round, and what the drivers need to know; removed at the end."""
    database = fresh_postgres(postgres)
    try:
        plan = prepared("ours", database, "jury", str(works), str(seats), str(folder))
        settle(database)
        yield database, plan
    finally:
        drop_postgres(postgres, database)


def measure_drafts(postgres: str, works: int, seats: int, seconds: float, rounds: int) -> None:
    """Print drafts a second beside the bare view's, in turns."""
    need_wrk()
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        with (
            filled(postgres, works, seats, folder) as (database, plan),
            served("ours", database) as port,
            served("update", database) as bare,
        ):
            given = urllib.request.urlopen(f"http://127.0.0.1:{port}/bieu-mau/ma-bao-ve/")
            token, cookie = json.loads(given.read())["token"], given.headers["Set-Cookie"].split(";")[0]
            lines = (folder / "drafts").read_text().splitlines()
            (folder / "ours").write_text("".join(f"{line}&csrfmiddlewaretoken={token}\n" for line in lines))
            ours = Sender(port, folder / "ours", 200, f"{cookie}; {plan['name']}={plan['device']}")
            plain = Sender(bare, folder / "plain", 200)
            shares, rates = [], []
            for turn in range(rounds + 1):
                pair = {}
                for name in ("ours", "plain") if turn % 2 else ("plain", "ours"):
                    sender = replace(ours) if name == "ours" else replace(plain)
                    pair[name], _used = undisturbed([lambda s=sender: s.send(seconds)] * TRIES)
                if turn:
                    shares.append(pair["ours"].per_second / pair["plain"].per_second)
                    rates.append(pair)
            say_disturbed([rate for pair in rates for rate in pair.values()])
            middle = {
                name: statistics.median(pair[name].per_second for pair in rates) for name in ("ours", "plain")
            }
            print(
                f"drafts: {middle['ours']:.0f} a second, one UPDATE {middle['plain']:.0f}: "
                f"{statistics.median(shares):.2f} × (goal 0.5; {min(shares):.2f} to {max(shares):.2f})"
            )
    finally:
        shutil.rmtree(folder)


def measure_pages(postgres: str, works: int, seats: int, rounds: int) -> None:
    """Print what the list and the page of one work cost beside bare SQL and a template, and their queries."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    database = fresh_postgres(postgres)
    try:
        words = prepared("ours", database, "jury_pages", str(works), str(seats), str(rounds))["words"]
        print("\n".join(words))
    except subprocess.CalledProcessError as error:
        raise SystemExit(error.stderr) from None
    finally:
        drop_postgres(postgres, database)
        shutil.rmtree(folder)


def jury_pages(works: str, seats: str, rounds: str) -> dict:
    """Fill a database, read the pages in this process, and return sentences: run by `prepare`, with its settings."""
    from django.db import connection
    from django.template import engines
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from contest_pages.judging.models import SeatTerm
    from tests.bench.jury_data import jury

    plan = jury(works, seats)
    client = Client()
    client.cookies[plan["name"]] = plan["device"]
    seat = SeatTerm.objects.order_by("seat__number").values_list("seat_id", flat=True)[0]
    template = engines["django"].from_string(_TABLE)

    def bare(limit: int) -> Callable[[], object]:
        def read() -> str:
            with connection.cursor() as cursor:
                cursor.execute(f"{_ROWS} LIMIT {limit}", [seat])
                return template.render({"rows": cursor.fetchall()})

        return read

    words = []
    for name, path, limit in (
        ("list", plan["path"], int(works)),
        ("page of a work", f"{plan['path']}bai-7/", 1),
    ):
        answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code}")
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        queries = len(captured)
        ours, plain = _turns(lambda path=path: client.get(path), bare(limit), int(rounds))
        words.append(
            f"{name} of {works} works: {ours:.0f} ms, bare SQL and a template {plain:.1f} ms: {ours / plain:.1f} ×; "
            f"{queries} queries (goal 12), {len(answer.content) // 1024} kB of HTML"
        )
    return {"words": words}


def _turns(one: Callable[[], object], other: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Return the least milliseconds of each, taken in turns."""
    times: tuple[list[float], list[float]] = ([], [])
    for _round in range(3 * rounds):
        for own, action in zip(times, (one, other), strict=True):
            begin = time.perf_counter()
            action()
            own.append(time.perf_counter() - begin)
    return 1000 * min(times[0]), 1000 * min(times[1])

"""Seven seats that seal sheets of five criteria at once, each in a process of its own, beside one INSERT under a row lock."""

from __future__ import annotations

import multiprocessing
import os
import statistics
import subprocess
import sys
import time
import uuid

from .sites import drop_postgres, fresh_postgres, prepared, settle

SEATS, WORKS = 7, 40


def measure(postgres: str) -> None:
    """Fill a database, seal in processes that have its settings, and print the times."""
    database = fresh_postgres(postgres)
    try:
        prepared("ours", database, "jury", str(WORKS), str(SEATS))
        settle(database)
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.bench.ours", "BENCH_DATABASE": database}
        subprocess.run([sys.executable, "-m", "tests.bench.jury_sealing"], env=environment, check=True)
    finally:
        drop_postgres(postgres, database)


def _seat(number: int, barrier, results) -> None:
    """Seal all works of a seat, in turns with the yardstick; all seats begin each turn together."""
    from django.db import connection, transaction
    from django.utils import timezone

    from contest_pages.judging.domain.planning import plan_in_force
    from contest_pages.judging.domain.scoring import Filled, seal_sheet
    from contest_pages.judging.models import Candidate, JuryRoundPage, SeatTerm

    page = JuryRoundPage.objects.get()
    term = SeatTerm.objects.select_related("seat").get(seat__number=number)
    candidates = list(Candidate.objects.select_related("entry__video").order_by("number"))
    plan = plan_in_force(page, now=timezone.now())
    filled = Filled({criterion.key: criterion.most for criterion in plan.judging_rules.criteria})

    def plain() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT length FROM bench_chain WHERE id = 1 FOR UPDATE")
            cursor.execute("INSERT INTO bench_sheet (seat, points) VALUES (%s, %s)", [number, "{}"])

    times: dict[str, list[float]] = {"sealed": [], "plain": []}
    for candidate in candidates:
        # A request reads the page with its rules by itself; here only the sealing is measured.
        acts = {
            "sealed": lambda candidate=candidate: seal_sheet(
                round_page=page,
                term=term,
                candidate=candidate,
                filled=filled,
                now=timezone.now(),
                op_id=uuid.uuid4(),
                plan=plan,
            ),
            "plain": plain,
        }
        for name, act in acts.items():
            barrier.wait()
            begin = time.perf_counter()
            act()
            times[name].append(1000 * (time.perf_counter() - begin))
    results.put(times)


def main() -> None:
    """Run the seats and print; refuse to print where the record of sheets does not verify."""
    import django

    django.setup()
    from django.db import connections

    from contest_pages.judging.domain.chain import verify
    from contest_pages.judging.models import JuryRoundPage

    with connections["default"].cursor() as cursor:
        cursor.execute("CREATE TABLE bench_chain (id int PRIMARY KEY, length int)")
        cursor.execute("INSERT INTO bench_chain VALUES (1, 0)")
        cursor.execute("CREATE TABLE bench_sheet (id bigserial PRIMARY KEY, seat int, points jsonb)")
    connections.close_all()
    context = multiprocessing.get_context("fork")
    barrier, results = context.Barrier(SEATS), context.Queue()
    processes = [context.Process(target=_seat, args=(n + 1, barrier, results)) for n in range(SEATS)]
    for process in processes:
        process.start()
    found = [results.get(timeout=300) for _process in processes]
    for process in processes:
        process.join()
    verified = verify(JuryRoundPage.objects.get().pk)
    if not verified.is_sound or verified.length != SEATS * WORKS:
        raise SystemExit(f"The record does not verify: {verified}")
    words = {}
    for name in ("sealed", "plain"):
        # The first turns open connections.
        times = sorted(one for own in found for one in own[name][3:])
        words[name] = (statistics.median(times), times[int(len(times) * 0.99)])
    ratio = words["sealed"][0] / words["plain"][0]
    print(
        f"sealing: {SEATS} seats at once, {SEATS * WORKS} sheets: median {words['sealed'][0]:.1f} ms, "
        f"99 % {words['sealed'][1]:.1f} ms (goal 100); one INSERT under a row lock {words['plain'][0]:.1f} and "
        f"{words['plain'][1]:.1f} ms: {ratio:.1f} × (goal 4); the record verifies"
    )


if __name__ == "__main__":
    main()

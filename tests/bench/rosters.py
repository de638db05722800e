"""Rosters: a list of 1,000 people previewed and imported, the table of 3,500 units, annexes of 3,500 people.

`python -m tests.bench.rosters [--postgres URL]`, in a database of its own. Each stands beside a yardstick of the same
run: openpyxl reading or writing the same cells bare, the bare SQL of the table's counts.
"""

from __future__ import annotations

import io
import sys
import time

from .units import in_fresh_database, timed

UNITS = 3500


def measure() -> None:
    """Print what was measured; runs in a process whose settings name the database."""
    import django

    django.setup()
    from django.db import connection, transaction
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone
    from openpyxl import Workbook, load_workbook
    from wagtail.models import Page

    from contest_pages.rosters.domain.importing import import_persons
    from contest_pages.rosters.exports.annex import annex_as_pdf, write_annex
    from contest_pages.rosters.forms.reading import read_roster_list
    from contest_pages.rosters.queries.annex import annex_of
    from contest_pages.rosters.queries.quotas import quota_table
    from contest_pages.units.domain.tree import insert
    from contest_pages.units.models import Unit
    from tests.factories import (
        ContestIndexPageFactory,
        ContestPageFactory,
        ContestRegistrationPageFactory,
        ContestRulesPageFactory,
        UserFactory,
    )
    from tests.rosters.conftest import contact_of
    from tests.rosters.sheets import HEADINGS, persons, sheet

    now = timezone.now()
    index = ContestIndexPageFactory(parent=Page.get_first_root_node(), slug="do")
    contest = ContestPageFactory(parent=index)
    ContestRulesPageFactory(parent=contest)
    form = ContestRegistrationPageFactory(
        parent=contest, slug="don-vi", kinds=["roster"], unit_kinds=["commune"], least_per_unit=30
    )
    with transaction.atomic():
        units = insert((Unit(name=f"Xã số {n}", kind="commune", code=f"B{n}"), None) for n in range(UNITS))

    file = sheet(*persons(1000)).getvalue()
    roster = contact_of(form, units[0], now=now)

    def bare_reading():
        book = load_workbook(io.BytesIO(file), read_only=True, data_only=True)
        for _row in book.worksheets[0].iter_rows(values_only=True):
            pass

    bare = timed(bare_reading, 5)
    looked = timed(lambda: read_roster_list(io.BytesIO(file), roster, now), 5)
    print(
        f"list of 1,000 looked at: {looked:.0f} ms beside openpyxl's bare reading {bare:.0f} ms: {looked / bare:.1f} times"
    )
    reading = read_roster_list(io.BytesIO(file), roster, now)
    began = time.perf_counter()
    import_persons(roster=roster, entries=reading.good, words="Đồng ý", now=now)
    print(f"the same list taken: {1000 * (time.perf_counter() - began):.0f} ms")
    again = timed(lambda: read_roster_list(io.BytesIO(file), roster, now), 5)
    print(f"the same list looked at again, 1,000 unchanged: {again:.0f} ms")

    for n in range(1, 51):
        one = contact_of(form, units[n], email=f"l{n}@vidu.example", now=now)
        rows = read_roster_list(sheet(*persons(50, start=2000 + 50 * n)), one, now).good
        import_persons(roster=one, entries=rows, words="Đồng ý", now=now)

    counting = (
        "SELECT u.path, count(*) FROM contest_registrations_registration r JOIN contest_units_unit u "
        "ON u.id = r.unit_id WHERE r.status = 'active' AND r.kind <> 'roster' AND r.page_id = %s GROUP BY u.path"
    )
    listing = "SELECT id, path, name, email FROM contest_units_unit WHERE kind = 'commune' ORDER BY path"

    def bare_sql():
        with connection.cursor() as cursor:
            cursor.execute(counting, [form.pk])
            cursor.fetchall()
            cursor.execute(listing)
            cursor.fetchall()

    plain = timed(bare_sql)
    table = timed(lambda: quota_table(form, now.date()))
    client = Client()
    client.force_login(UserFactory(username="do", is_superuser=True, is_staff=True))
    where = reverse("contest_roster_units", args=[form.pk])
    screen = timed(lambda: client.get(where), 10)
    print(
        f"table of {UNITS} units: {table:.0f} ms beside the bare SQL {plain:.1f} ms: {table / plain:.1f} times; the screen {screen:.0f} ms"
    )

    annex = annex_of(form)
    cells = [HEADINGS, *persons(annex.persons)]

    def bare_writing():
        book = Workbook()
        for row in cells:
            book.active.append(row)
        book.save(io.BytesIO())

    written = timed(bare_writing, 3)
    ours = timed(lambda: write_annex(annex_of(form), now, io.BytesIO()), 3)
    began = time.perf_counter()
    pdf = annex_as_pdf(annex, now)
    seconds = time.perf_counter() - began
    print(
        f"annex of {annex.persons} people: XLSX {ours:.0f} ms beside openpyxl's bare writing {written:.0f} ms: "
        f"{ours / written:.1f} times; PDF {seconds:.1f} s, {len(pdf) // 1024} kB"
    )


if __name__ == "__main__":
    if sys.argv[1:] == ["measure"]:
        measure()
    else:
        in_fresh_database("tests.bench.rosters", __doc__.splitlines()[0])

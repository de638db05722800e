"""Milestones of before, and those that the version before writes, have no id of their own: calendars keep their number."""

from __future__ import annotations

import pytest
from django.db import connection

from contest_pages.contests.icalendar import calendar_events
from contest_pages.contests.models import ContestPage, Milestone
from tests.factories import MilestoneFactory
from tests.factories.pages import hanoi

pytestmark = pytest.mark.django_db


def test_a_row_that_the_version_before_writes_keeps_its_number_in_calendars(contest):
    row = MilestoneFactory(contest=contest, starts_at=hanoi("2024-09-01"))
    fields = [f for f in Milestone._meta.concrete_fields if f.name not in ("id", "uid")]
    listed = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(Milestone._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({listed}) SELECT {listed} FROM {table} WHERE id = %s", [row.pk])
    old = Milestone.objects.exclude(pk=row.pk).get()
    assert old.uid is None
    keys = {event.key for event in calendar_events([ContestPage.objects.get(pk=contest.pk)])}
    assert keys == {f"milestone-{old.pk}", f"milestone-{contest.pk}-{row.uid}"}

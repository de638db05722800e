"""Rounds of the version before have neither checks of sums nor released remarks, and go on without them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from contest_pages.judging.models import RecheckRequest, RemarkDecision

APP = "contest_judging"
BEFORE = "0004_advance"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_tables_are_added_beside_those_of_the_version_before():
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([(APP, BEFORE)])
    before = _tables()
    assert RecheckRequest._meta.db_table not in before
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    added = {RecheckRequest._meta.db_table, RemarkDecision._meta.db_table}
    assert added <= _tables() - before, "rows of the version before are left as they are"
    assert (RecheckRequest.objects.count(), RemarkDecision.objects.count()) == (0, 0)


def _tables() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.table_names(cursor))

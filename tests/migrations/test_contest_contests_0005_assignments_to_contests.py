"""Staff of the release before is limited to no contest; its code knows nothing of the two new tables."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APP = "contest_contests"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_assignments_and_collections_are_tables_of_their_own():
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([(APP, "0004_milestone_uid")])
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    assert "contest_contests_contestassignment" not in tables
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    state = executor.loader.project_state(leaves).apps
    assert state.get_model(APP, "ContestAssignment").objects.count() == 0
    assert state.get_model(APP, "ContestCollection").objects.count() == 0

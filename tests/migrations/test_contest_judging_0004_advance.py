"""Rounds that the version before made give the prizes: nobody goes on from them, and their sources stay."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APP, BEFORE = "contest_judging", "0003_paper_picture"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_row_without_the_new_number_can_still_be_written():
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([(APP, BEFORE)])
    old = executor.loader.project_state([(APP, BEFORE)]).apps.get_model(APP, "JurySource")
    column = old._meta.get_field("entry_round").column
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    state = executor.loader.project_state(leaves).apps
    assert state.get_model(APP, "JurySource")._meta.get_field("entry_round").column == column
    with connection.cursor() as cursor:
        table = state.get_model(APP, "JuryRoundPage")._meta.db_table
        columns = connection.introspection.get_table_description(cursor, table)
    (count,) = [found for found in columns if found.name == "advance_count"]
    assert count.null_ok, "the version before writes rows without it"

"""Rounds that the version before published can be asked about: their registers and decisions are new tables."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APP, BEFORE = "contest_judging", "0004_advance"
NEW = {"contest_judging_recheckrequest", "contest_judging_remarkdecision"}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_register_and_the_decisions_are_new_tables_and_no_other_is_changed():
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([(APP, BEFORE)])
    before = {model._meta.db_table for model in executor.loader.project_state([(APP, BEFORE)]).apps.get_models()}
    assert not NEW & set(connection.introspection.table_names())
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    after = executor.loader.project_state(leaves).apps
    assert after.get_model(APP, "RecheckRequest").objects.count() == 0
    assert before | NEW <= set(connection.introspection.table_names())

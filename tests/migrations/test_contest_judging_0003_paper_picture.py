"""A round that the version before judged on paper has no pictures, and can be given some."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APP, BEFORE = "contest_judging", "0002_paper_back"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_table_of_pictures_is_new_and_no_other_table_is_changed():
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([(APP, BEFORE)])
    old = {model._meta.db_table for model in executor.loader.project_state([(APP, BEFORE)]).apps.get_models()}
    assert "contest_judging_paperpicture" not in connection.introspection.table_names()
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    state = executor.loader.project_state(leaves).apps
    assert state.get_model(APP, "PaperPicture").objects.count() == 0
    assert old <= set(connection.introspection.table_names())

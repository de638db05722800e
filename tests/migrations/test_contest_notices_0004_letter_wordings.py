"""No editor has changed a wording before there were versions of them, and the version before does without the table."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APP = "contest_notices"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_all_letters_of_before_have_the_default_wording():
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([(APP, "0003_bounces")])
    assert "contest_notices_letterwording" not in connection.introspection.table_names()
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    new = executor.loader.project_state(leaves).apps
    assert not new.get_model(APP, "LetterWording").objects.exists()

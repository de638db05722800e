"""No letter of before has come back, and the version before writes letters beside the new column."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APP = "contest_notices"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_letters_of_before_stay_sent():
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([(APP, "0002_staff_screens")])
    old = executor.loader.project_state([(APP, "0002_staff_screens")]).apps
    assert "bounced_at" not in {field.name for field in old.get_model(APP, "Notice")._meta.get_fields()}
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    new = executor.loader.project_state(leaves).apps
    assert new.get_model(APP, "Notice")._meta.get_field("bounced_at").null

"""Cases of the release before are assigned to nobody."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APP = "contest_review"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_case_of_the_release_before_is_assigned_to_nobody():
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([(APP, "0003_case_comment")])
    old = executor.loader.project_state([(APP, "0003_case_comment")]).apps.get_model(APP, "ReviewCase")
    assert "assigned_to" not in {field.name for field in old._meta.get_fields()}
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    apps = executor.loader.project_state(leaves).apps
    assert apps.get_model(APP, "ReviewCase")().assigned_to_id is None
    assert apps.get_model(APP, "ShareOut").objects.count() == 0

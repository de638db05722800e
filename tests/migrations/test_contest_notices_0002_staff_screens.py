"""Letters of before can be sent again: none of their attempts belongs to an earlier time."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

APP = "contest_notices"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_letters_of_before_count_their_attempts_from_the_beginning():
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([(APP, "0001_initial")])
    apps = executor.loader.project_state([(APP, "0001_initial")]).apps
    users = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="auth", model="user")[0]
    apps.get_model(APP, "Notice").objects.create(
        kind="staff.welcome", recipient_type=users, recipient_id=1, created_at=timezone.now(), attempts=3
    )
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    notice = executor.loader.project_state(leaves).apps.get_model(APP, "Notice").objects.get()
    assert (notice.attempts, notice.attempts_before, notice.renewed_at) == (3, 0, None)

"""Cases of the release before have no comments among moderators."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APP = "contest_review"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_comments_are_a_table_of_their_own():
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([(APP, "0002_watched_percent")])
    with connection.cursor() as cursor:
        assert "contest_review_casecomment" not in connection.introspection.table_names(cursor)
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    comments = executor.loader.project_state(leaves).apps.get_model(APP, "CaseComment")
    assert comments.objects.count() == 0

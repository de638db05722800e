"""Paper copies of the version before count on: none of them went back to its juror."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from contest_pages.judging.models import PaperCopy

APP = "contest_judging"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_copy_that_the_version_before_typed_is_open():
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([(APP, "0001_initial")])
    old = executor.loader.project_state([(APP, "0001_initial")]).apps.get_model(APP, "PaperCopy")
    assert "discarded_at" not in {field.name for field in old._meta.get_fields()}
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    new = executor.loader.project_state(leaves).apps.get_model(APP, "PaperCopy")
    assert (new().discarded_at, new().discarded_by_id) == (None, None)
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, new._meta.db_table)
    (reason,) = [column for column in columns if column.name == "discarded_because"]
    assert reason.default, "the version before writes rows without this column"
    assert PaperCopy.objects.open().count() == 0

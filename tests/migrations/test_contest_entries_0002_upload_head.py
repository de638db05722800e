"""An upload that the first release began is kept, and is never taken for one with a known beginning."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APP = "contest_entries"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_upload_of_the_first_release_has_no_checksum_of_its_beginning():
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([(APP, "0001_initial")])
    old = executor.loader.project_state([(APP, "0001_initial")]).apps
    assert "head_sha256" not in {field.name for field in old.get_model(APP, "Upload")._meta.get_fields()}
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    upload = executor.loader.project_state(leaves).apps.get_model(APP, "Upload")
    assert upload(length=1).head_sha256 == ""
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, upload._meta.db_table)
    assert "head_sha256" in {column.name for column in columns}

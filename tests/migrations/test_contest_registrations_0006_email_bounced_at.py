"""Letters to addresses of before arrive, as far as is known, and the version before goes on beside the new column."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APP = "contest_registrations"
BEFORE = "0005_pending_files"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_no_address_of_before_is_marked():
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([(APP, BEFORE)])
    old = executor.loader.project_state([(APP, BEFORE)]).apps
    fields = {field.name for field in old.get_model(APP, "Registration")._meta.get_fields()}
    assert "email_bounced_at" not in fields
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    new = executor.loader.project_state(leaves).apps
    assert new.get_model(APP, "Registration")._meta.get_field("email_bounced_at").null

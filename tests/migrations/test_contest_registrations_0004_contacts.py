"""Registrations of before keep their contacts, and the earlier version of the site goes on beside the new columns."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APP = "contest_registrations"
BEFORE = "0003_question_names_and_export_columns"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_no_change_of_contacts_waits_and_no_form_has_a_limit():
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([(APP, BEFORE)])
    old = executor.loader.project_state([(APP, BEFORE)]).apps
    fields = {field.name for field in old.get_model(APP, "Registration")._meta.get_fields()}
    assert "new_phone" not in fields
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    new = executor.loader.project_state(leaves).apps
    registration = new.get_model(APP, "Registration")
    for name in ("new_phone", "given_up", "former_contacts"):
        assert registration._meta.get_field(name).db_default == ""
    assert registration._meta.get_field("contacts_asked_at").null
    assert new.get_model(APP, "ContestRegistrationPage")._meta.get_field("most_per_contact").null

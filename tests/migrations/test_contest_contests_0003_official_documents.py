"""Documents of before have empty parts of a document; what the version before writes has them empty too."""

from __future__ import annotations

import pytest
from django.db import connection, migrations
from django.db.migrations.executor import MigrationExecutor

from contest_pages.contests.models import ContestPlanPage, ContestRulesPage

APP = "contest_contests"
NAME = "0003_official_documents"
TEXTS = ("place_of_issue", "parent_body", "signer_capacity", "basis", "recipients", "amendment_reason")


@pytest.mark.django_db
def test_it_only_adds_columns_and_a_table():
    migration = MigrationExecutor(connection).loader.get_migration(APP, NAME)
    kinds = {type(operation) for operation in migration.operations}
    assert kinds == {migrations.AddField, migrations.AlterField, migrations.CreateModel}


@pytest.mark.django_db
@pytest.mark.parametrize("model", [ContestPlanPage, ContestRulesPage])
def test_rows_that_the_version_before_writes_are_plans_with_empty_parts(stage, model):
    from tests.factories import ContestPlanPageFactory

    page = stage.rules if model is ContestRulesPage else ContestPlanPageFactory(parent=stage.contest)
    own = {field.column for field in model._meta.local_concrete_fields}
    added = {
        operation.name
        for operation in MigrationExecutor(connection).loader.get_migration(APP, NAME).operations
        if isinstance(operation, migrations.AddField) and operation.model_name == model._meta.model_name
    }
    columns = {model._meta.get_field(name).column for name in added}
    kept = sorted(own - columns)
    table = connection.ops.quote_name(model._meta.db_table)
    listed = ", ".join(map(connection.ops.quote_name, kept))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {listed} FROM {table} WHERE page_ptr_id = %s", [page.pk])
        row = cursor.fetchone()
        cursor.execute(f"DELETE FROM {table} WHERE page_ptr_id = %s", [page.pk])
        cursor.execute(f"INSERT INTO {table} ({listed}) VALUES ({', '.join(['%s'] * len(kept))})", row)
    again = model.objects.get(pk=page.pk)
    assert {getattr(again, name) for name in TEXTS} == {""}
    assert (again.amends, again.effective_on, again.is_formal) == (None, None, bool(again.issuer))
    assert getattr(again, "document_type", "plan") == "plan"

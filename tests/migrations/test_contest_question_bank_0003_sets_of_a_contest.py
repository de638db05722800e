"""Sets of the release before belong to no contest, and its code may still add some."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APP = "contest_question_bank"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_set_of_the_release_before_belongs_to_no_contest():
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    before = [(APP, "0002_options_that_keep_their_place")]
    executor.migrate(before)
    pk = (
        executor.loader.project_state(before)
        .apps.get_model(APP, "QuestionSet")
        .objects.create(name="Tuần 1")
        .pk
    )
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    new = executor.loader.project_state(leaves).apps
    assert new.get_model(APP, "QuestionSet").objects.get(pk=pk).contest_id is None


@pytest.mark.django_db
def test_the_former_release_may_still_add_sets():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO contest_question_bank_questionset (name) VALUES ('Tuần 2') RETURNING contest_id"
        )
        assert cursor.fetchone()[0] is None

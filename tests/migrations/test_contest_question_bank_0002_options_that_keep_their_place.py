"""Questions of the first release change the places of their options as before, and may keep their order from now on."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APP = "contest_question_bank"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_question_of_the_first_release_does_not_keep_its_order():
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([(APP, "0001_initial")])
    old = executor.loader.project_state([(APP, "0001_initial")]).apps
    pk = old.get_model(APP, "Question").objects.create(text="Câu hỏi cũ?").pk
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    new = executor.loader.project_state(leaves).apps
    assert new.get_model(APP, "Question").objects.get(pk=pk).keep_order is False


@pytest.mark.django_db
def test_the_former_release_may_still_add_questions():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO contest_question_bank_question (text, audience, difficulty, source, explanation, released, status, search_text)"
            " VALUES ('Câu hỏi?', '', 'medium', '', '', false, 'draft', '') RETURNING keep_order"
        )
        assert not cursor.fetchone()[0]

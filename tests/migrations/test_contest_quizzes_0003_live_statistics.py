"""Rounds of the version before show no numbers while they are open, and are written on without the new column."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APP, NAME = "contest_quizzes", "0003_live_statistics"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_round_of_the_version_before_shows_no_numbers():
    from tests.factories import ContestPageFactory, QuizRoundPageFactory

    round_page = QuizRoundPageFactory(parent=ContestPageFactory(), live_statistics=True)
    executor = MigrationExecutor(connection)
    executor.migrate([(APP, "0002_prediction_as_typed")])
    old = executor.loader.project_state([(APP, "0002_prediction_as_typed")]).apps
    try:
        executor = MigrationExecutor(connection)
        executor.migrate([(APP, NAME)])
        old.get_model(APP, "QuizRoundPage").objects.filter(pk=round_page.pk).update(minutes=20)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes(APP))
    round_page.refresh_from_db()
    assert (round_page.minutes, round_page.live_statistics) == (20, False)

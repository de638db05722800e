"""Attempts that run during an update stay as they are; the version before writes on without the new column."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APP, NAME = "contest_quizzes", "0002_prediction_as_typed"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_attempt_of_the_version_before_has_no_typed_prediction():
    from contest_pages.quizzes.models import Attempt
    from tests.factories import ContestPageFactory, QuizRoundPageFactory

    round_page = QuizRoundPageFactory(parent=ContestPageFactory())
    first = Attempt.objects.create(
        code="TRUOC", round=round_page, number=0, seed="x", questions=[], started_at=round_page.opens_at,
        ends_at=round_page.closes_at,
    )  # fmt: skip
    executor = MigrationExecutor(connection)
    executor.migrate([(APP, "0001_initial")])
    old = executor.loader.project_state([(APP, "0001_initial")]).apps.get_model(APP, "Attempt")
    try:
        assert old.objects.get(pk=first.pk).code == "TRUOC"
        executor = MigrationExecutor(connection)
        executor.migrate([(APP, NAME)])
        old.objects.create(
            code="SAU", round_id=round_page.pk, number=0, seed="x", questions=[], started_at=round_page.opens_at,
            ends_at=round_page.closes_at, period="",
        )  # fmt: skip
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes(APP))
    assert list(Attempt.objects.order_by("pk").values_list("code", "prediction_typed")) == [
        ("TRUOC", ""),
        ("SAU", ""),
    ]

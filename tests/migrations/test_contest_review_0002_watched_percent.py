"""Decisions of the first release have no watched share, and their chain stays sound."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from contest_pages.review.models import Review

APP = "contest_review"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_decision_of_the_first_release_has_no_watched_share_and_the_same_content():
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([(APP, "0001_initial")])
    old = executor.loader.project_state([(APP, "0001_initial")]).apps.get_model(APP, "Review")
    assert "watched_percent" not in {field.name for field in old._meta.get_fields()}
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    new = executor.loader.project_state(leaves).apps.get_model(APP, "Review")
    assert new().watched_percent is None
    assert "watched_percent" not in Review().content, "the hash of older records covers what it covered"
    assert Review(watched_percent=0).content["watched_percent"] == 0

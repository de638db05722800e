"""Counts of the release before go on; nothing is known of those who were counted then."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APP = "contest_banners"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_hashes_of_a_day_are_tables_of_their_own():
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([(APP, "0001_initial")])
    old = executor.loader.project_state([(APP, "0001_initial")]).apps.get_model(APP, "BannerCount")
    fields = {field.name for field in old._meta.get_fields()}
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    apps = executor.loader.project_state(leaves).apps
    assert {field.name for field in apps.get_model(APP, "BannerCount")._meta.get_fields()} == fields
    assert apps.get_model(APP, "BannerVisit").objects.count() == 0

"""Only labels and help change: no column of the rules does."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APP = "contest_contests"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_limits_of_videos_stay_in_seconds_and_megabytes():
    executor = MigrationExecutor(connection)
    migration = executor.loader.get_migration(APP, "0002_words_of_video_rules")
    before = executor.loader.project_state([(APP, "0001_initial")])
    with connection.schema_editor(collect_sql=True) as editor:
        migration.apply(before, editor, collect_sql=True)
    statements = [line for line in editor.collected_sql if not line.startswith("--") and line.strip(";")]
    assert statements == []

"""Every migration since the first release leads on without a gap, and the version before it still runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from .rules import FIRST_RELEASE, refusal

OURS = [
    config.label
    for config in apps.get_app_configs()
    if config.name.startswith(("contest_pages.", "home")) and any(True for _ in config.get_models())
]


def migrations_of(label: str) -> list[str]:
    return sorted(name for app, name in MigrationLoader(None).disk_migrations if app == label)


@pytest.mark.parametrize("label", OURS)
def test_the_first_release_is_one_migration_of_each_app(label):
    names = migrations_of(label)
    assert names[0] == FIRST_RELEASE
    assert not [name for name in names[1:] if name.endswith("_initial")]


@pytest.mark.parametrize("label", OURS)
def test_what_follows_the_first_release_is_forward_compatible_and_tested(label):
    loader = MigrationLoader(None)
    for name in migrations_of(label)[1:]:
        migration = loader.disk_migrations[label, name]
        assert [found for operation in migration.operations if (found := refusal(operation, name))] == []
        assert (Path(__file__).parent / f"test_{label}_{name}.py").is_file(), f"{label}.{name} has no test"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_database_of_the_first_release_migrates_to_today():
    first = [(label, FIRST_RELEASE) for label in OURS]
    MigrationExecutor(connection).migrate(first)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert executor.loader.applied_migrations.keys() >= set(first)


@pytest.mark.parametrize(
    ("operation", "name", "is_refused"),
    [
        (migrations.AddField("entry", "remark", models.TextField(null=True)), "0002_remark", False),
        (migrations.AddField("entry", "remark", models.TextField(default="")), "0002_remark", True),
        (
            migrations.AddField("entry", "remark", models.TextField(default="", db_default="")),
            "0002_remark",
            False,
        ),
        (migrations.RemoveField("entry", "title"), "0002_titles", True),
        (migrations.RemoveField("entry", "title"), "0003_drop_titles", False),
        (migrations.RenameModel("Entry", "Work"), "0002_words", True),
        (migrations.RunPython(migrations.RunPython.noop), "0002_fold", True),
        (migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop), "0002_fold", False),
        (migrations.AddIndex("entry", models.Index(fields=["state"], name="contest_x")), "0002_index", False),
    ],
)
def test_a_migration_may_only_do_what_the_version_before_survives(operation, name, is_refused):
    assert bool(refusal(operation, name)) is is_refused

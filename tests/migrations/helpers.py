"""Going back to an earlier state of the database, and forth."""

from __future__ import annotations

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def migrate(to):
    """Migrate to these migrations and return the models of that moment."""
    MigrationExecutor(connection).migrate(to)
    return MigrationExecutor(connection).loader.project_state(to).apps


def migrate_to_the_end() -> None:
    """Migrate to the latest state of every app."""
    migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())

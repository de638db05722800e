"""Settings of the two supported databases."""

from __future__ import annotations

from pathlib import Path

import dj_database_url

#: Seconds for which a connection stays open: each request is spared its making.
_KEPT = 60


def sqlite(path: Path | str) -> dict:
    """Return the settings of the embedded database: WAL, and writers that wait for each other."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": _KEPT,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def database(url: str, *, prepared: bool = True) -> dict:
    """Return the settings of the database that an address names: postgres://…, sqlite:////a/file, sqlite://:memory:.

    PostgreSQL plans a statement that comes again once for a connection: planning costs more than running
    most of ours. A pooler that lends its connections for a transaction at a time may not know what was
    prepared on which (PgBouncer before 1.21): not `prepared` there.
    """
    if url.startswith("sqlite:///"):
        return sqlite(url.removeprefix("sqlite:///"))
    settings = dj_database_url.parse(url, conn_max_age=_KEPT)
    if prepared and settings["ENGINE"].endswith("postgresql"):
        settings["OPTIONS"] = settings.get("OPTIONS", {}) | {
            "server_side_binding": True,
            "prepare_threshold": 3,
        }
    return settings

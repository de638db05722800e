"""A migrated template database, built once and copied for every test run: migrating takes a minute, copying does not.

A template is used only for the digest that it was built for: migrations, apps and settings that shape the tables.
It is built under a temporary name and renamed when complete, so that an interrupted build is never copied.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import re
import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import django
import wagtail
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "templates"
#: Older templates are removed when a new one is built; other settings and other branches have theirs.
KEPT = 4
_SETTINGS = (
    "INSTALLED_APPS",
    "AUTH_USER_MODEL",
    "DEFAULT_AUTO_FIELD",
    "LANGUAGE_CODE",
    "WAGTAIL_CONTENT_LANGUAGES",
    "WAGTAILDOCS_DOCUMENT_MODEL",
    "WAGTAILIMAGES_IMAGE_MODEL",
)


def copy_template(connection=None) -> None:
    """Give an empty database, the default one without an argument, all that `migrate` would give it."""
    connection = connection or connections["default"]
    if connection.introspection.table_names():
        raise RuntimeError(f"{connection.settings_dict['NAME']} is not empty.")
    template = {"sqlite": SQLiteTemplate, "postgresql": PostgresTemplate}[connection.vendor]
    template(digest(connection.vendor)).copy_to(connection)


def create_from_template(creation) -> None:
    """Let Django create this connection's test database from the template; one that is kept is migrated as usual."""
    connection, create = creation.connection, creation.create_test_db

    def create_test_db(verbosity=1, autoclobber=False, serialize=True, keepdb=False):
        name = creation._get_test_db_name()
        if keepdb and _exists(connection, name):
            return create(verbosity, autoclobber, serialize, keepdb)
        creation._create_test_db(verbosity, autoclobber, keepdb)
        connection.close()
        settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
        copy_template(connection)
        if serialize:
            connection._test_serialized_contents = creation.serialize_db_to_string()
        call_command("createcachetable", database=connection.alias)
        connection.ensure_connection()
        return name

    creation.create_test_db = create_test_db


def restore_rows(connection) -> None:
    """Put the template's rows back where a test with real transactions has emptied the tables."""
    content_types = apps.get_model("contenttypes", "ContentType").objects
    if not content_types.exists():
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
        content_types.clear_cache()


def digest(vendor: str) -> str:
    """Return a digest of everything that the tables and rows after `migrate` depend on."""
    hashed = hashlib.sha256()
    values = [getattr(settings, name, None) for name in _SETTINGS]
    hashed.update(repr([vendor, django.VERSION, wagtail.VERSION, values]).encode())
    for model in apps.get_models(include_auto_created=True):  # content types and permissions come from models
        meta = model._meta
        rights = [meta.default_permissions, meta.permissions, str(meta.verbose_name_raw)]
        hashed.update(repr([meta.label, meta.swapped, rights]).encode())
    for path in migration_files():
        hashed.update(path.name.encode() + path.read_bytes())
    return hashed.hexdigest()[:16]


def migration_files() -> list[Path]:
    """Return the migrations of all apps, each with the modules of its own package that it imports."""
    found = {}
    for config in apps.get_app_configs():
        module, _is_explicit = MigrationLoader.migrations_module(config.label)
        spec = find_spec(module) if module else None
        imports = re.compile(
            rb"^(?:from|import) (%s\.[\w.]+)" % config.name.split(".")[0].encode(), re.MULTILINE
        )
        for folder in spec.submodule_search_locations or () if spec else ():
            for path in sorted(Path(folder).glob("*.py")):
                found[path] = None
                found.update(
                    (file, None) for name in imports.findall(path.read_bytes()) if (file := _file_of(name))
                )
    return list(found)


@cache
def _file_of(module: bytes) -> Path | None:
    spec = find_spec(module.decode())
    return Path(spec.origin) if spec and spec.origin else None


def migrate(connection, name: str) -> None:
    """Migrate the database of this name, whatever database the connection has open."""
    alias, other = connection.alias, connection.copy()
    other.settings_dict["NAME"] = name
    connections[alias] = other
    try:
        if other.vendor == "sqlite":
            other.cursor().execute("PRAGMA synchronous=OFF")
        call_command("migrate", verbosity=0, interactive=False, database=alias, run_syncdb=True)
    finally:
        other.close()
        connections[alias] = connection
        apps.get_model("contenttypes", "ContentType").objects.clear_cache()


def _exists(connection, name: str) -> bool:
    if connection.vendor == "sqlite":
        return not connection.is_in_memory_db() and Path(name).exists()
    with connection._nodb_cursor() as cursor:
        return connection.creation._database_exists(cursor, name)


class SQLiteTemplate:
    """The template as a file in the checkout."""

    def __init__(self, digest: str, folder: Path = FOLDER):
        self.folder, self.path = folder, folder / f"{digest}.sqlite3"

    def copy_to(self, connection) -> None:
        """Copy the template into this connection's database; build it first if it is missing."""
        with self._locked():
            if not self.path.exists():
                self._build(connection)
            os.utime(self.path)
        connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(self.path)) as source:
            source.backup(connection.connection)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _build(self, connection) -> None:
        building = self.folder / "building.sqlite3"
        for path in self.folder.glob("building.sqlite3*"):
            path.unlink()
        migrate(connection, str(building))
        with contextlib.closing(sqlite3.connect(building)) as database:
            database.execute("PRAGMA journal_mode=DELETE")  # one file, whatever the connection's mode was
        building.rename(self.path)
        templates = sorted(self.folder.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)
        for path in templates[:-KEPT]:
            path.unlink()


class PostgresTemplate:
    """The template as a database on the server; its name says which checkout it belongs to."""

    def __init__(self, digest: str, checkout: Path = ROOT):
        self.owner = hashlib.sha256(str(checkout).encode()).hexdigest()[:8]
        self.prefix = f"contest_template_{self.owner}_"
        self.name = self.prefix + digest

    def copy_to(self, connection) -> None:
        """Put a copy of the template in place of this connection's database; build it first if it is missing."""
        name = connection.settings_dict["NAME"]
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_lock(%s)", [int(self.owner, 16)]
            )  # until the cursor's session ends
            if self.name not in self.existing(cursor):
                self._build(connection, cursor)
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{self.name}"')

    def existing(self, cursor) -> list[str]:
        """Return this checkout's templates, the oldest first."""
        cursor.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname::text, %s) ORDER BY oid", [self.prefix]
        )
        return [name for (name,) in cursor.fetchall()]

    def _build(self, connection, cursor) -> None:
        building = f"{self.prefix}building"
        cursor.execute(f'DROP DATABASE IF EXISTS "{building}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{building}"')
        migrate(connection, building)
        cursor.execute(f'ALTER DATABASE "{building}" RENAME TO "{self.name}"')
        for name in self.existing(cursor)[:-KEPT]:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


if __name__ == "__main__":
    django.setup()
    copy_template()

"""The template database: built once, copied only when complete, and only for what it was built from."""

from __future__ import annotations

import os

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from wagtail.models import Locale, Site

from contest_pages.contests.models import ContestPage
from tests import database


@pytest.fixture
def empty(db, tmp_path):
    """Return a connection to an empty database of its own."""
    other = connection.copy()
    if connection.vendor == "sqlite":
        other.settings_dict["NAME"] = str(tmp_path / "empty.sqlite3")
        yield other
        other.close()
        return
    name = other.settings_dict["NAME"] = f"contest_empty_{os.getpid()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield other
    other.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def template_for(db, tmp_path):
    """Return a function that returns the template of a digest, in a checkout of its own."""
    if connection.vendor == "sqlite":
        yield lambda digest: database.SQLiteTemplate(digest, tmp_path / "templates")
        return
    yield lambda digest: database.PostgresTemplate(digest, tmp_path)
    with connection._nodb_cursor() as cursor:
        for name in database.PostgresTemplate("", tmp_path).existing(cursor):
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def migrations(monkeypatch):
    """Let migrating make these tables, and return their list; None among them is a failure."""
    tables = ["first"]

    def migrate(connection, name):
        other = connection.copy()
        other.settings_dict["NAME"] = name
        try:
            for table in tables:
                if table is None:
                    raise KeyboardInterrupt
                other.cursor().execute(f"CREATE TABLE {table} (id integer)")
        finally:
            other.close()

    monkeypatch.setattr(database, "migrate", migrate)
    return tables


def existing(template) -> int:
    """Return how many templates there are, complete or not."""
    if connection.vendor == "sqlite":
        return len(list(template.folder.glob("*.sqlite3")))
    with connection._nodb_cursor() as cursor:
        return len(template.existing(cursor))


def test_the_test_database_has_what_migrations_and_their_signals_write(db):
    call_command("migrate", "--check", verbosity=0)
    assert Permission.objects.filter(content_type__app_label="contest_review").exists()
    assert ContentType.objects.get_for_model(ContestPage, for_concrete_model=False)
    assert Site.objects.count() == Locale.objects.count() == 1


def test_a_template_is_built_once(template_for, empty, migrations):
    template_for("a").copy_to(empty)
    assert empty.introspection.table_names() == ["first"]
    migrations[:] = ["second"]
    template_for("a").copy_to(empty)
    assert empty.introspection.table_names() == ["first"]
    template_for("b").copy_to(empty)
    assert empty.introspection.table_names() == ["second"]


def test_a_template_whose_build_was_interrupted_is_not_used(template_for, empty, migrations):
    migrations[:] = ["first", None]
    with pytest.raises(KeyboardInterrupt):
        template_for("a").copy_to(empty)
    migrations[:] = ["second"]
    template_for("a").copy_to(empty)
    assert empty.introspection.table_names() == ["second"]


def test_old_templates_are_removed_when_one_is_built(template_for, empty, migrations):
    for number in range(database.KEPT + 2):
        template_for(str(number)).copy_to(empty)
    assert existing(template_for("")) == database.KEPT


def test_a_database_that_is_not_empty_is_not_overwritten(db):
    with pytest.raises(RuntimeError, match="not empty"):
        database.copy_template()


def test_a_changed_migration_gives_another_digest(tmp_path, monkeypatch):
    (tmp_path / "0001_initial.py").write_text("operations = []")
    monkeypatch.setattr(database, "migration_files", lambda: sorted(tmp_path.iterdir()))
    digests = [database.digest("sqlite")]
    (tmp_path / "0001_initial.py").write_text("operations = [1]")
    digests.append(database.digest("sqlite"))
    (tmp_path / "0002_more.py").touch()
    digests.append(database.digest("sqlite"))
    assert len({*digests, database.digest("postgresql")}) == 4


def test_another_setting_gives_another_digest(settings):
    before = database.digest("sqlite")
    assert database.digest("sqlite") == before
    settings.LANGUAGE_CODE = "en"
    assert database.digest("sqlite") != before


def test_migrations_count_with_the_code_that_they_call():
    names = {"/".join(path.parts[-3:]) for path in database.migration_files()}
    assert {
        "registrations/migrations/0001_initial.py",
        "privacy/logic/notice.py",
        "auth/migrations/0001_initial.py",
    } <= names

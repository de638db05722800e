"""Both databases are set up by their address alone."""

from __future__ import annotations

import pytest
from django.db import connection

from portal.settings.databases import database

SERVER = "postgres://contest@127.0.0.1/contest"


def test_a_server_plans_what_comes_again_once():
    options = database(SERVER)["OPTIONS"]
    assert (options["server_side_binding"], options["prepare_threshold"]) == (True, 3)


def test_behind_a_pooler_nothing_is_prepared():
    assert "prepare_threshold" not in database(SERVER, prepared=False).get("OPTIONS", {})


def test_a_file_is_found_where_its_address_says():
    settings = database("sqlite:////srv/contest/site.sqlite3")
    assert settings["NAME"] == "/srv/contest/site.sqlite3"
    assert "WAL" in settings["OPTIONS"]["init_command"]


@pytest.mark.django_db
def test_the_server_that_tests_run_on_prepares():
    if connection.vendor != "postgresql":
        pytest.skip("The embedded database prepares by itself.")
    with connection.cursor() as cursor:
        for _ in range(6):
            cursor.execute("SELECT %s::int", [5])
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT $1::int%%'")
        assert cursor.fetchone()[0] == 1

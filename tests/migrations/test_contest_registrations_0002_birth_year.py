"""Members of the first release keep their birth dates, and have no year of its own beside them."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APP = "contest_registrations"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_member_of_the_first_release_keeps_the_birth_date():
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([(APP, "0001_initial")])
    old = executor.loader.project_state([(APP, "0001_initial")]).apps
    fields = {field.name for field in old.get_model(APP, "Member")._meta.get_fields()}
    assert "birth_year" not in fields
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    new = executor.loader.project_state(leaves).apps
    member = new.get_model(APP, "Member")(birth_date=datetime.date(1990, 8, 5))
    assert member.birth_year is None
    page = new.get_model(APP, "ContestRegistrationPage")
    assert page._meta.get_field("takes_birth_year").db_default is False or page().takes_birth_year is False

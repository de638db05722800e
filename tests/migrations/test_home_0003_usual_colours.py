"""Sites that chose no colours have today's; those of a province stay."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APP = "home"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_only_the_usual_colours_of_before_change():
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([(APP, "0002_look")])
    old = executor.loader.project_state([(APP, "0002_look")]).apps
    root = old.get_model("wagtailcore", "Page").objects.get(depth=1)
    sites = old.get_model("wagtailcore", "Site").objects
    rows = old.get_model(APP, "PortalSettings").objects
    for number, colours in enumerate([("#0a4b78", "#b8151b"), ("#6b1f2e", "#b8151b")]):
        site = sites.create(hostname=f"cong{number}.example", port=80, root_page=root)
        rows.create(site=site, brand_colour=colours[0], accent_colour=colours[1])
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    new = executor.loader.project_state(leaves).apps.get_model(APP, "PortalSettings").objects
    found = new.order_by("site__hostname").values_list("brand_colour", "accent_colour")
    assert list(found) == [
        ("#1b4079", "#b3202a"),
        ("#6b1f2e", "#b3202a"),
    ]

"""Sites of before have the usual hem and landscape."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APP = "home"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_sites_of_before_have_the_usual_hem_and_landscape():
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([(APP, "0001_initial")])
    old = executor.loader.project_state([(APP, "0001_initial")]).apps
    root = old.get_model("wagtailcore", "Page").objects.get(depth=1)
    sites = old.get_model("wagtailcore", "Site").objects
    rows = old.get_model(APP, "PortalSettings").objects
    for number, colours in enumerate([("#0a4b78", "#b8151b"), ("#6b1f2e", "#b8151b")]):
        site = sites.create(hostname=f"cong{number}.example", port=80, root_page=root)
        rows.create(site=site, brand_colour=colours[0], accent_colour=colours[1])
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    new = executor.loader.project_state(leaves).apps.get_model(APP, "PortalSettings").objects
    found = new.order_by("site__hostname").values_list("hem", "landscape", "guide_page")
    assert list(found) == [
        ("tram", "mountains", None),
        ("tram", "mountains", None),
    ]

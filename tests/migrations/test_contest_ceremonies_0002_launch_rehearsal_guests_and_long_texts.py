"""Ceremonies of the first release keep their duties and presses; what is internal stays hidden until it is ticked."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

APP, NAME = "contest_ceremonies", "0002_launch_rehearsal_guests_and_long_texts"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_ceremony_of_the_first_release_keeps_its_duties_and_its_press():
    from contest_pages.ceremonies.models import Duty, Press
    from tests.factories import (
        ContestCeremonyPageFactory,
        ContestPageFactory,
        EntryRoundPageFactory,
        UserFactory,
    )

    contest = ContestPageFactory()
    round_page = EntryRoundPageFactory(parent=contest, slug="tac-pham")
    page = ContestCeremonyPageFactory(parent=contest, opens_round=round_page.contestroundpage_ptr)
    duty = Duty.objects.create(page=page, who="Văn phòng", what="Chuẩn bị hội trường", sort_order=0)
    press = Press.objects.create(
        ceremony=page, round=page.opens_round, by=UserFactory(), pressed_at=timezone.now()
    )
    executor = MigrationExecutor(connection)
    executor.migrate([(APP, "0001_initial")])
    old = executor.loader.project_state([(APP, "0001_initial")]).apps
    try:
        assert old.get_model(APP, "Duty").objects.get(pk=duty.pk).what == "Chuẩn bị hội trường"
        # As the version before writes it, with no word of what came later.
        old.get_model(APP, "Press").objects.filter(pk=press.pk).update(undone_at=timezone.now())
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate([(APP, NAME)])
    page.refresh_from_db()
    assert (page.shows_duties, page.shows_backdrop, page.shows_guests) == (False, False, False)
    press.refresh_from_db()
    assert (press.is_rehearsal, press.taken_back) == (False, None)
    Duty.objects.filter(pk=duty.pk).update(what="Việc dài " * 200)
    assert len(Duty.objects.get(pk=duty.pk).what) > 300

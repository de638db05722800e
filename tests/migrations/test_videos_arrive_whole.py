"""Entries from before drafts keep their number, time, unit and place; videos in the queue get their job."""

from __future__ import annotations

import pytest

from contest_pages.entries.models import Entry, VideoJob
from tests.factories import RegistrationFactory, UnitFactory
from tests.factories.pages import NOW

from .helpers import migrate, migrate_to_the_end

BEFORE = [("contest_entries", "0001_initial")]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_entries_from_before_are_carried_over(stage):
    registration = RegistrationFactory(page=stage.form, unit=UnitFactory())
    try:
        apps = migrate(BEFORE)
        videos, entries = (apps.get_model("contest_entries", name).objects for name in ("VideoAsset", "Entry"))
        for number, (state, video_state) in enumerate(
            [("accepted", "ready"), ("submitted", "ready"), ("checking", "waiting")], start=1
        ):
            video = videos.create(
                original=f"v{number}",
                size=1,
                uploaded_at=NOW,
                state=video_state,
                sha256="a" * 64 if video_state == "ready" else "",
            )
            entries.create(
                contest_id=stage.contest.pk,
                round_id=stage.round.pk,
                registration_id=registration.pk,
                number=number,
                slot=number,
                title=f"Phim {number}",
                video=video,
                state=state,
                created_at=NOW,
            )
    finally:
        migrate_to_the_end()
    accepted, submitted, checking = Entry.objects.select_related("video").order_by("number")
    assert [entry.handed_in_at for entry in (accepted, submitted, checking)] == [NOW] * 3
    assert accepted.unit == registration.unit
    # The same file was allowed twice before: the first keeps the place, the second stays as it is.
    assert (accepted.video.place, submitted.video.place) == (f"{stage.contest.pk}:{'a' * 64}", None)
    assert [job.video_id for job in VideoJob.objects.all()] == [checking.video_id]
    Entry.objects.all().delete()

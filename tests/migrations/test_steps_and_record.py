"""Decisions from before the steps keep their moderator and words, and stand in a sound chain."""

from __future__ import annotations

import pytest

from contest_pages.review.domain.recording import verify
from contest_pages.review.models import Review, ReviewCase
from tests.factories import EntryFactory, RegistrationFactory, UserFactory
from tests.factories.pages import NOW

from .helpers import migrate, migrate_to_the_end

BEFORE = [("contest_review", "0001_initial")]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_decisions_from_before_are_chained_and_entries_get_their_case(stage):
    registration = RegistrationFactory(page=stage.form)
    accepted, rejected, waiting = (
        EntryFactory(
            registration=registration, round=stage.round, submitted=True, slot=slot, state=state, number=slot
        )
        for slot, state in enumerate(("accepted", "rejected", "submitted"), start=1)
    )
    moderator = UserFactory()
    try:
        reviews = migrate(BEFORE).get_model("contest_review", "Review").objects
        for entry, decision, reason in ((rejected, "reject", "Không rõ tiếng nói."), (accepted, "accept", "")):
            reviews.create(
                entry_id=entry.pk,
                moderator_id=moderator.pk,
                decision=decision,
                reason=reason,
                video_sha256="a" * 64,
                decided_at=NOW,
            )
    finally:
        migrate_to_the_end()
    found = verify(stage.round.pk)
    assert (found.is_sound, found.length) == (True, 2)
    first = Review.objects.get(place=1)
    assert (first.entry, first.reason, first.moderator) == (rejected, "Không rõ tiếng nói.", moderator)
    cases = dict(ReviewCase.objects.values_list("entry", "waits"))
    assert cases == {accepted.pk: False, rejected.pk: False, waiting.pk: True}

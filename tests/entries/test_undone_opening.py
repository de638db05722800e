"""Entries handed in in the seconds of a mistaken opening are withdrawn, and their places are free again."""

from __future__ import annotations

import datetime

import pytest

from contest_pages.entries.domain.undone_opening import discard_entries
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from tests.factories import EntryFactory, RegistrationFactory
from tests.factories.pages import NOW

pytestmark = pytest.mark.django_db

SECOND = datetime.timedelta(seconds=1)


def test_an_entry_of_the_mistaken_seconds_is_withdrawn_and_counted(stage):
    registration = RegistrationFactory(page=stage.form)
    within = EntryFactory(registration=registration, round=stage.round, submitted=True)
    draft = EntryFactory(registration=registration, round=stage.round, draft=True, slot=2)
    Entry.objects.filter(pk=within.pk).update(handed_in_at=NOW + SECOND)
    for _time in range(2):
        (sentence,) = discard_entries(round_page=stage.round, since=NOW, until=NOW + 20 * SECOND)
        assert "1 tác phẩm" in sentence
    within.refresh_from_db()
    draft.refresh_from_db()
    assert (within.state, within.slot) == (EntryState.WITHDRAWN, None)
    assert draft.state == EntryState.DRAFT


def test_nothing_is_told_where_nothing_was_handed_in(stage):
    assert discard_entries(round_page=stage.round, since=NOW, until=NOW) == []

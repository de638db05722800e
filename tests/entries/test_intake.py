"""Handing in: limits, refusals, two at once."""

from __future__ import annotations

import threading
import uuid
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from wagtail.models import ModelLogEntry

from contest_pages.entries.domain import intake
from contest_pages.entries.enums import EntryState
from contest_pages.entries.errors import EntryLimitReached, FileTooLarge, MoveNotAllowed, RoundClosed
from contest_pages.entries.models import Entry, VideoAsset
from contest_pages.entries.models.video import private_storage
from tests.factories import EntryFactory, RegistrationFactory
from tests.factories.pages import NOW, hanoi

pytestmark = pytest.mark.django_db


@pytest.fixture
def registration(stage):
    return RegistrationFactory(page=stage.form)


def hand_in(stage, registration, now=NOW, content=b"a video", **changes):
    words = {"title": "Bản số", "summary": "", "declarations": stage.rules.declarations}
    return intake.hand_in(
        round_page=stage.round,
        registration=registration,
        file=ContentFile(content, name="../../etc/passwd.mp4"),
        now=now,
        **{**words, **changes},
    )


def test_an_entry_gets_a_number_a_slot_and_waits_for_its_check(stage, registration):
    entry = hand_in(stage, registration)
    assert (entry.code, entry.slot, entry.state) == ("TP-0001", 1, EntryState.CHECKING)
    assert entry.declarations == stage.rules.declarations
    assert ModelLogEntry.objects.filter(action="contest.hand_in", object_id=entry.pk).exists()


def test_the_name_of_a_file_never_reaches_the_disk(stage, registration):
    name = hand_in(stage, registration).video.original.name
    assert "passwd" not in name
    assert ".." not in name
    assert name.endswith(".bin")


def test_three_entries_are_taken_and_the_fourth_is_refused(stage, registration):
    entries = [hand_in(stage, registration) for _ in range(3)]
    assert [entry.slot for entry in entries] == [1, 2, 3]
    with pytest.raises(EntryLimitReached, match="3 tác phẩm"):
        hand_in(stage, registration)
    assert VideoAsset.objects.count() == 3


def test_a_refused_file_and_one_sent_twice_leave_nothing_on_the_disk(stage, registration):
    def stored() -> set:
        return set(Path(private_storage().location).rglob("*.bin"))

    key = uuid.uuid4()
    hand_in(stage, registration, form_key=key)
    for _ in range(2):
        hand_in(stage, registration)
    before = stored()
    with pytest.raises(EntryLimitReached):
        hand_in(stage, registration)
    hand_in(stage, registration, form_key=key)
    assert stored() == before


def test_the_same_form_sent_twice_is_one_entry_even_at_the_limit(stage, registration):
    keys = [uuid.uuid4() for _ in range(3)]
    entries = [hand_in(stage, registration, form_key=key) for key in keys]
    assert hand_in(stage, registration, form_key=keys[2]) == entries[2]
    assert VideoAsset.objects.count() == 3


def test_a_withdrawn_entry_frees_its_place_and_keeps_its_number(stage, registration):
    entries = [hand_in(stage, registration) for _ in range(3)]
    intake.withdraw(entry=entries[1], now=NOW)
    again = hand_in(stage, registration)
    assert (again.slot, again.number) == (2, 4)


def test_withdrawing_twice_is_withdrawing_once(stage, registration):
    entry = hand_in(stage, registration)
    intake.withdraw(entry=entry, now=NOW)
    assert intake.withdraw(entry=entry, now=NOW).state == EntryState.WITHDRAWN


def test_a_reviewed_entry_cannot_be_withdrawn(stage, registration):
    entry = EntryFactory(registration=registration, round=stage.round, accepted=True)
    with pytest.raises(MoveNotAllowed):
        intake.withdraw(entry=entry, now=NOW)


@pytest.mark.parametrize("moment", ["2024-06-10 07:59", "2024-07-31 24:00"])
def test_outside_its_time_the_round_takes_nothing(stage, registration, moment):
    with pytest.raises(RoundClosed):
        hand_in(stage, registration, now=hanoi(moment))
    assert not VideoAsset.objects.exists()


def test_the_last_minute_counts(stage, registration):
    assert hand_in(stage, registration, now=hanoi("2024-07-31 23:59"))


def test_an_unpublished_round_or_unpublished_rules_take_nothing(stage, registration):
    stage.rules.unpublish()
    with pytest.raises(RoundClosed, match="Thể lệ"):
        hand_in(stage, registration)
    stage.round.unpublish()
    with pytest.raises(RoundClosed, match="chưa được công bố"):
        hand_in(stage, registration)


def test_a_file_over_the_live_limit_is_refused_whatever_the_draft_says(stage, registration):
    stage.rules.maximum_megabytes = 1
    stage.rules.save_revision().publish()
    stage.rules.maximum_megabytes = 900
    stage.rules.save_revision()
    stage.round.contest.__dict__.pop("live_rules", None)
    with pytest.raises(FileTooLarge):
        hand_in(stage, registration, content=b"x" * (1024**2 + 1))


def test_another_video_replaces_the_file_and_starts_the_check_again(
    stage, registration, django_capture_on_commit_callbacks
):
    entry = hand_in(stage, registration)
    old = entry.video
    with django_capture_on_commit_callbacks() as callbacks:
        entry = intake.replace_video(entry=entry, file=ContentFile(b"better", name="b.mp4"), now=NOW)
    assert entry.state == EntryState.CHECKING
    assert not VideoAsset.objects.filter(pk=old.pk).exists()
    assert old.original.storage.exists(old.original.name)
    for callback in callbacks[:1]:
        callback()
    assert not old.original.storage.exists(old.original.name)


def test_the_database_refuses_two_entries_on_one_slot(stage, registration):
    EntryFactory(registration=registration, round=stage.round)
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryFactory(registration=registration, round=stage.round)


def test_the_database_refuses_a_withdrawn_entry_that_keeps_its_slot(stage, registration):
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryFactory(registration=registration, round=stage.round, state=EntryState.WITHDRAWN, slot=1)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_tabs_at_once_cannot_make_a_fourth_entry(stage, registration):
    for _ in range(2):
        hand_in(stage, registration)
    outcomes: list[str] = []
    together = threading.Barrier(4)

    def tab():
        together.wait()
        try:
            hand_in(stage, registration)
            outcomes.append("taken")
        except EntryLimitReached:
            outcomes.append("refused")
        finally:
            connection.close()

    tabs = [threading.Thread(target=tab) for _ in range(4)]
    for thread in tabs:
        thread.start()
    for thread in tabs:
        thread.join()
    assert sorted(outcomes) == ["refused", "refused", "refused", "taken"]
    assert Entry.objects.counted().count() == 3

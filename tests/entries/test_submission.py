"""Drafts, handing in, withdrawing: limits, refusals, two at once."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from contest_pages.entries.domain import drafts, submission, withdrawal
from contest_pages.entries.enums import EntryState
from contest_pages.entries.errors import (
    EntryLimitReached,
    FileTooLarge,
    Incomplete,
    NotRegistered,
    RoundClosed,
    TransitionNotAllowed,
)
from contest_pages.entries.models import Entry, VideoAsset
from contest_pages.files.private_storage import private_storage
from tests.factories import EntryFactory, RegistrationFactory
from tests.factories.entries import VideoAssetFactory
from tests.factories.pages import NOW, hanoi
from tests.races import at_once

from .helpers import begin, give, hand_in

pytestmark = pytest.mark.django_db
CLOSING = hanoi("2024-07-31 24:00")


@pytest.fixture
def registration(stage):
    return RegistrationFactory(page=stage.form)


def stored() -> set[Path]:
    return set(Path(private_storage().location).rglob("*.bin"))


def test_a_draft_has_a_place_but_no_number_until_it_is_handed_in(stage, registration):
    entry = begin(stage, registration)
    assert (entry.number, entry.slot, entry.state, entry.code) == (None, 1, EntryState.DRAFT, "Bản nháp 1")
    give(entry, b"a video")
    entry = submission.submit_entry(entry=entry, declarations=stage.rules.declarations, now=NOW)
    assert (entry.code, entry.slot, entry.state) == ("TP-0001", 1, EntryState.CHECKING)
    assert (entry.declarations, entry.handed_in_at) == (stage.rules.declarations, NOW)
    assert ModelLogEntry.objects.filter(action="contest.hand_in", object_id=entry.pk).exists()


def test_beginning_twice_gives_the_same_empty_draft(stage, registration):
    first = drafts.begin_draft(round_page=stage.round, registration=registration, now=NOW)
    assert drafts.begin_draft(round_page=stage.round, registration=registration, now=NOW) == first
    drafts.save_text(entry=first, text=drafts.EntryText(title="Có tên"), now=NOW)
    assert drafts.begin_draft(round_page=stage.round, registration=registration, now=NOW) != first


def test_what_was_written_is_kept_step_by_step(stage, registration):
    entry = begin(stage, registration, title="", summary="Mới viết một nửa")
    assert (entry.title, entry.summary) == ("", "Mới viết một nửa")


def test_the_name_of_a_file_never_reaches_the_disk(stage, registration):
    name = hand_in(stage, registration).video.original.name
    assert "passwd" not in name
    assert ".." not in name
    assert name.endswith(".bin")


def test_three_entries_are_taken_and_a_fourth_is_not_even_begun(stage, registration):
    entries = [hand_in(stage, registration) for _ in range(3)]
    assert [entry.slot for entry in entries] == [1, 2, 3]
    assert [entry.number for entry in entries] == [1, 2, 3]
    with pytest.raises(EntryLimitReached, match="3 tác phẩm"):
        begin(stage, registration)


def test_drafts_hold_their_places_too(stage, registration):
    for number in range(3):
        begin(stage, registration, title=f"Nháp {number}")
    with pytest.raises(EntryLimitReached):
        begin(stage, registration)


def test_handing_in_twice_is_handing_in_once(stage, registration):
    entry = hand_in(stage, registration)
    again = submission.submit_entry(entry=entry, declarations=[], now=NOW)
    assert (again.number, Entry.objects.count()) == (1, 1)


def test_a_refused_file_leaves_nothing_on_the_disk(stage, registration):
    entry = begin(stage, registration)
    before = stored()
    stage.rules.maximum_megabytes = 1
    stage.rules.save_revision().publish()
    stage.round.contest.__dict__.pop("live_rules", None)
    with pytest.raises(FileTooLarge):
        give(Entry.objects.get(pk=entry.pk), b"x" * (1024**2 + 1))
    assert stored() == before


@pytest.mark.parametrize(
    ("missing", "field", "sentence"),
    [
        ("title", "title", "Vui lòng đặt tên"),
        ("video", "video", "Vui lòng chọn tệp video"),
        ("declarations", "declarations", "Thể lệ yêu cầu"),
        ("script", "script", "Thể lệ yêu cầu nộp kịch bản"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_lost(stage, registration, missing, field, sentence):
    if missing == "script":
        stage.rules.script = "required"
        stage.rules.save_revision().publish()
    entry = begin(stage, registration, title="" if missing == "title" else "Có tên", summary="Lời kể")
    if missing != "video":
        give(entry, b"a video")
    declared = stage.rules.declarations[:-1] if missing == "declarations" else stage.rules.declarations
    with pytest.raises(Incomplete) as refused:
        submission.submit_entry(entry=entry, declarations=declared, now=NOW)
    assert sentence in refused.value.fields[field]
    entry.refresh_from_db()
    assert (entry.state, entry.summary) == (EntryState.DRAFT, "Lời kể")


def test_a_video_that_was_seen_to_break_the_rules_cannot_be_handed_in(stage, registration):
    entry = begin(stage, registration)
    entry.video = VideoAssetFactory(
        ready=True, verdict=[{"rule": "Length", "actual": "1", "required": "2", "passed": False}]
    )
    entry.save()
    with pytest.raises(Incomplete) as refused:
        submission.submit_entry(entry=entry, declarations=stage.rules.declarations, now=NOW)
    assert "chưa đáp ứng thể lệ" in refused.value.fields["video"]


def test_a_video_that_was_seen_to_meet_the_rules_goes_straight_to_the_reviewers(stage, registration):
    entry = begin(stage, registration)
    entry.video = VideoAssetFactory(ready=True)
    entry.save()
    entry = submission.submit_entry(entry=entry, declarations=stage.rules.declarations, now=NOW)
    assert (entry.state, entry.submitted_at) == (EntryState.SUBMITTED, NOW)


def test_the_same_file_is_taken_once_in_a_contest(stage, registration):
    for number in range(2):
        entry = begin(stage, registration, title=f"Bản {number}")
        entry.video = VideoAssetFactory(ready=True, sha256="c" * 64)
        entry.save()
        if number == 0:
            first = submission.submit_entry(entry=entry, declarations=stage.rules.declarations, now=NOW)
            continue
        with pytest.raises(Incomplete) as refused:
            submission.submit_entry(entry=entry, declarations=stage.rules.declarations, now=NOW)
        assert "đã được nộp" in refused.value.message
    withdrawal.withdraw(entry=first, now=NOW)
    assert submission.submit_entry(entry=entry, declarations=stage.rules.declarations, now=NOW).number == 2


def test_a_withdrawn_entry_frees_its_place_and_keeps_its_number(stage, registration):
    entries = [hand_in(stage, registration) for _ in range(3)]
    withdrawal.withdraw(entry=entries[1], now=NOW)
    again = hand_in(stage, registration)
    assert (again.slot, again.number) == (2, 4)


def test_withdrawing_twice_is_withdrawing_once(stage, registration):
    entry = hand_in(stage, registration)
    withdrawal.withdraw(entry=entry, now=NOW)
    withdrawal.withdraw(entry=entry, now=NOW)
    entry.refresh_from_db()
    assert entry.state == EntryState.WITHDRAWN


def test_a_discarded_draft_leaves_neither_row_nor_file(
    stage, registration, django_capture_on_commit_callbacks
):
    before = stored()
    entry = begin(stage, registration)
    give(entry, b"a video")
    with django_capture_on_commit_callbacks(execute=True):
        drafts.discard_draft(entry=entry)
    assert not Entry.objects.exists()
    assert not VideoAsset.objects.exists()
    assert stored() == before


def test_what_is_handed_in_is_withdrawn_not_discarded(stage, registration):
    with pytest.raises(TransitionNotAllowed):
        drafts.discard_draft(entry=hand_in(stage, registration))


def test_a_reviewed_entry_is_neither_withdrawn_nor_changed(stage, registration):
    entry = EntryFactory(registration=registration, round=stage.round, accepted=True)
    with pytest.raises(TransitionNotAllowed):
        withdrawal.withdraw(entry=entry, now=NOW)
    with pytest.raises(TransitionNotAllowed):
        drafts.save_text(entry=entry, text=drafts.EntryText(title="Khác"), now=NOW)
    with pytest.raises(TransitionNotAllowed):
        give(entry, b"another")


@pytest.mark.parametrize("moment", ["2024-06-10 07:59", "2024-07-31 24:00"])
def test_outside_its_time_the_round_takes_nothing(stage, registration, moment):
    with pytest.raises(RoundClosed):
        begin(stage, registration, now=hanoi(moment))


def test_the_last_minute_counts(stage, registration):
    assert hand_in(stage, registration, now=hanoi("2024-07-31 23:59")).number == 1


@pytest.mark.parametrize(
    ("begun", "minutes_after", "taken"),
    [
        (-5, 0, True),
        (-5, 59, True),
        (-5, 60, False),
        (0, 1, False),  # begun at the closing minute is begun too late
        (None, 1, False),
    ],
)
def test_what_was_begun_before_the_closing_may_be_handed_in_during_the_grace_time(
    stage, registration, begun, minutes_after, taken
):
    entry = begin(stage, registration)
    give(entry, b"a video")
    if begun is not None:
        entry.sending_since = CLOSING + datetime.timedelta(minutes=begun)
        entry.save(update_fields=["sending_since"])
    late = CLOSING + datetime.timedelta(minutes=minutes_after)
    if taken:
        assert (
            submission.submit_entry(entry=entry, declarations=stage.rules.declarations, now=late).number == 1
        )
    else:
        with pytest.raises(RoundClosed):
            submission.submit_entry(entry=entry, declarations=stage.rules.declarations, now=late)


def test_an_unpublished_round_or_unpublished_rules_take_nothing(stage, registration):
    stage.rules.unpublish()
    with pytest.raises(RoundClosed, match="Thể lệ"):
        begin(stage, registration)
    stage.round.unpublish()
    with pytest.raises(RoundClosed, match="chưa được công bố"):
        begin(stage, registration)


def test_a_registration_that_ended_meanwhile_hands_nothing_in(stage, registration):
    entry = begin(stage, registration)
    give(entry, b"a video")
    registration.status = "cancelled"
    registration.save()
    with pytest.raises(NotRegistered):
        submission.submit_entry(entry=entry, declarations=stage.rules.declarations, now=NOW)


def test_the_authors_are_those_of_the_group_who_made_it(stage, registration):
    other = registration.members.create(full_name="Lò Văn Hai", birth_date=datetime.date(1991, 1, 1))
    registration.publish_name = True
    registration.save()
    entry = begin(stage, registration, authors=(other,))
    assert entry.author == "Lò Văn Hai"
    registration.publish_name = False
    assert "Lò" not in Entry(registration=registration, pk=entry.pk).author


def test_the_database_refuses_two_entries_on_one_slot(stage, registration):
    EntryFactory(registration=registration, round=stage.round)
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryFactory(registration=registration, round=stage.round)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": EntryState.WITHDRAWN, "slot": 1},
        {"state": EntryState.DRAFT},
        {"state": EntryState.SUBMITTED, "number": None},
        {"state": EntryState.SUBMITTED, "handed_in_at": None},
    ],
)
def test_the_database_refuses_states_that_contradict_themselves(stage, registration, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryFactory(registration=registration, round=stage.round, **wrong)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_tabs_at_once_cannot_make_a_fourth_entry(stage, registration):
    for number in range(2):
        begin(stage, registration, title=f"Bản {number}")
    outcomes = at_once(*[lambda: begin(stage, registration)] * 4)
    # A draft that nobody has written in yet is handed to both tabs; a fourth place is not.
    assert any(isinstance(outcome, Entry) for outcome in outcomes)
    assert all(isinstance(outcome, Entry | EntryLimitReached) for outcome in outcomes)
    assert Entry.objects.counted().count() == 3


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_file_handed_in_by_four_at_once_is_taken_once(stage):
    entries = []
    for _ in range(4):
        entry = begin(stage, RegistrationFactory(page=stage.form))
        entry.video = VideoAssetFactory(ready=True, sha256="d" * 64)
        entry.save()
        entries.append(entry)
    declared = stage.rules.declarations
    outcomes = at_once(
        *[
            lambda e=entry: submission.submit_entry(entry=e, declarations=declared, now=NOW)
            for entry in entries
        ]
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Entry", *["Incomplete"] * 3]

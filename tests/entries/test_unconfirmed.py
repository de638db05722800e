"""Drafts of registrations that nobody has confirmed: what may be done with them, what they may hold, how they go."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.base import ContentFile

from contest_pages.entries.domain import drafts, submission, uploads
from contest_pages.entries.domain.reminding import remind_of_drafts
from contest_pages.entries.enums import EntryState
from contest_pages.entries.errors import EntryGone, EntryRefused, NoRoom, NotRegistered, UploadGone
from contest_pages.entries.models import Entry, Upload, VideoAsset
from contest_pages.files.private_storage import private_storage
from contest_pages.registrations.domain.confirming import confirm
from contest_pages.registrations.domain.erasing import erase_expired
from contest_pages.registrations.domain.leaving import withdraw
from contest_pages.registrations.models import PendingFile, Registration
from contest_pages.review.queries.queue import units_of
from tests.factories import UnitFactory
from tests.factories.pages import NOW
from tests.races import at_once
from tests.registrations.helpers import enter, enter_and_confirm, person

from .helpers import begin, give
from .test_newcomers import FILM

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]
LATER = NOW + datetime.timedelta(hours=49)
MINUTES = datetime.timedelta(minutes=1)
SIZE = len(FILM)


@pytest.fixture
def pending(stage) -> Registration:
    return enter(stage)


def stored() -> set[Path]:
    return {path for path in Path(private_storage().location).rglob("*") if path.is_file()}


def begin_upload(entry, length=SIZE, now=NOW) -> Upload:
    return uploads.begin_upload(entry=entry, length=length, now=now)


def send(upload, piece=FILM, now=NOW) -> int:
    found = uploads.find_upload(key=upload.key, secret=upload.secret, now=now)
    if found is None:
        raise UploadGone("unknown")
    read = io.BytesIO(piece).read
    return uploads.append(
        upload=found, read=read, offset=0, expected=len(piece), checksum=None, now=now, network="::"
    )


def submit(stage, entry):
    return submission.submit_entry(entry=entry, declarations=stage.rules.declarations, now=NOW)


# What may be done


def test_a_draft_is_begun_and_written_before_the_confirmation_and_handed_in_after_it(stage, pending):
    entry = begin(stage, pending, title="Bản làng số")
    give(entry, b"a video")
    with pytest.raises(NotRegistered, match="xác nhận đăng ký trước"):
        submit(stage, entry)
    confirm(registration=pending, now=NOW)
    assert submit(stage, entry).number == 1


@pytest.mark.parametrize("end", ["withdrawn", "cancelled"])
def test_a_registration_that_has_ended_neither_begins_nor_writes(stage, pending, end):
    entry = begin(stage, pending)
    upload = begin_upload(entry)
    Registration.objects.update(status=end, ended_at=NOW, pending_key=None)
    for write in (
        lambda: begin(stage, pending),
        lambda: drafts.save_text(entry=entry, text=drafts.EntryText(title="Muộn"), now=NOW),
        lambda: drafts.change_subtitles(entry=entry, language="vi", data=None, now=NOW),
        lambda: begin_upload(entry, length=5),
        lambda: give(entry, b"a video"),
        lambda: submit(stage, entry),
    ):
        with pytest.raises(NotRegistered):
            write()
    assert upload.entry_id == entry.pk


def test_a_registration_for_another_round_or_a_units_contact_prepares_nothing(stage, pending):
    pending.kind, pending.unit = "roster", UnitFactory()
    assert not pending.may_prepare_for(stage.round.pk)
    pending.kind, pending.for_round_id = "individual", stage.round.pk + 1
    assert not pending.may_prepare_for(stage.round.pk)
    assert pending.may_prepare_for(stage.round.pk + 1)
    assert not pending.takes_part_in(stage.round.pk + 1)


def test_before_the_confirmation_there_is_one_draft_in_a_round_and_after_it_as_many_as_the_rules_allow(
    stage, pending
):
    first = begin(stage, pending, title="Bản làng số")
    assert begin(stage, pending, title="Bản làng số") == first
    confirm(registration=pending, now=NOW)
    assert begin(stage, pending, title="Bản thứ hai") != first
    assert Entry.objects.count() == 2


def test_an_upload_of_before_the_confirmation_arrives_after_it(stage, pending):
    entry = begin(stage, pending)
    upload = begin_upload(entry)
    confirm(registration=pending, now=NOW)
    assert send(upload) == len(FILM)
    assert submit(stage, entry).state == EntryState.CHECKING


def test_what_still_runs_since_before_the_confirmation_ends_when_the_entry_is_handed_in(
    stage, pending, django_capture_on_commit_callbacks
):
    entry = begin(stage, pending)
    give(entry, b"a video")
    other = begin_upload(entry)
    confirm(registration=pending, now=NOW + MINUTES)
    with django_capture_on_commit_callbacks(execute=True):
        entry = submit(stage, entry)
    with pytest.raises(UploadGone):
        send(other)
    entry.refresh_from_db()
    assert (entry.replacement, Upload.objects.exists()) == (None, False)


def test_what_was_begun_after_the_confirmation_goes_on_when_the_entry_is_handed_in(stage):
    entry = begin(stage, enter_and_confirm(stage))
    give(entry, b"a video")
    upload = begin_upload(entry, now=NOW + MINUTES)
    submit(stage, entry)
    assert send(upload) == len(FILM)


# What they may hold


@pytest.fixture
def room(settings):
    """Return a function that sets how many bytes the videos of unconfirmed registrations may hold."""

    def bound(size: int) -> None:
        settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "UNCONFIRMED_VIDEO_BYTES": size}

    return bound


@pytest.fixture
def another(stage) -> Entry:
    """Return the draft of another unconfirmed registration."""
    return begin(stage, enter(stage, person("Lò Văn Hai"), email="hai@vidu.example"))


def test_videos_of_unconfirmed_registrations_are_bounded_together(stage, pending, another, room):
    room(len(FILM) + 9)
    entry = begin(stage, pending)
    send(begin_upload(entry))
    with pytest.raises(NoRoom, match="xác nhận đăng ký trước rồi tải video"):
        begin_upload(another, length=10)
    with pytest.raises(NoRoom):
        give(another, b"ten  bytes")
    give(another, b"9 bytes  ")


def test_a_confirmed_registration_is_not_bounded_and_takes_its_video_out_of_the_sum(
    stage, pending, another, room
):
    room(len(FILM))
    send(begin_upload(begin(stage, pending)))
    confirm(registration=pending, now=NOW)
    send(begin_upload(another))
    begin_upload(Entry.objects.get(registration=pending), length=10 * len(FILM))


def test_a_running_upload_holds_room_for_the_whole_file_and_a_resting_one_for_what_is_here(
    stage, pending, another, room
):
    room(len(FILM))
    entry = begin(stage, pending)
    upload = begin_upload(entry)
    with pytest.raises(NoRoom):
        begin_upload(another, length=1)
    send(upload, FILM[:4000])
    later = NOW + 11 * MINUTES
    second = begin_upload(another, length=len(FILM) - 4000, now=later)
    with pytest.raises(NoRoom):  # the room is another's now
        send(upload, FILM[:4000], now=later)
    assert uploads.received(upload) == 4000
    assert send(second, FILM[4000:], now=later) == len(FILM) - 4000


# How they go


def test_an_unconfirmed_registration_takes_its_drafts_uploads_and_files_with_it(
    stage, pending, django_capture_on_commit_callbacks
):
    before = stored()
    entry = begin(stage, pending, script=ContentFile(b"words"), script_file_name="kich-ban.pdf")
    give(entry, b"a video")
    send(begin_upload(entry), FILM[:4000])
    assert len(stored() - before) == 3
    assert PendingFile.objects.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        counts = erase_expired(contests=[], now=LATER, dry_run=False)
    assert counts["unconfirmed registrations"] == 1
    assert not Registration.objects.exists()
    kept = [model.objects.count() for model in (Entry, Upload, VideoAsset, PendingFile)]
    assert kept == [0, 0, 0, 0]
    assert stored() == before


def test_where_another_row_keeps_the_registration_the_drafts_go_all_the_same(
    stage, pending, django_capture_on_commit_callbacks
):
    before = stored()
    give(begin(stage, pending), b"a video")
    pending.data_requests.create(kind="erase", asked_at=NOW, answer_due=NOW, done_due=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        erase_expired(contests=[], now=LATER, dry_run=False)
    assert Registration.objects.get().erased_at == LATER
    assert not Entry.objects.exists()
    assert stored() == before


def test_a_draft_goes_with_a_registration_that_is_withdrawn_before_it_counted(stage, pending):
    give(begin(stage, pending), b"a video")
    withdraw(registration=pending, now=NOW)
    assert not Entry.objects.exists()
    assert not VideoAsset.objects.exists()


def test_a_deleted_draft_refuses_with_a_sentence(stage, pending):
    entry = begin(stage, pending)
    drafts.discard_draft(entry=Entry.objects.get(pk=entry.pk))
    with pytest.raises(EntryGone, match="đã bị xóa"):
        drafts.save_text(entry=entry, text=drafts.EntryText(title="Muộn"), now=NOW)


def test_nobody_is_reminded_of_a_draft_before_the_registration_counts(stage, pending):
    entry = begin(stage, pending)
    give(entry, b"a video")
    day_before = stage.round.closes_at - datetime.timedelta(hours=20)
    mail.outbox.clear()
    assert remind_of_drafts(day_before) == 0
    confirm(registration=pending, now=NOW)
    assert remind_of_drafts(day_before) == 1


def test_the_units_of_drafts_are_no_filter_of_the_reviewers(stage, pending):
    entry = begin(stage, pending, unit=UnitFactory(name="Xã Mường Giàng"))
    assert not units_of(stage.round).exists()
    give(entry, b"a video")
    confirm(registration=pending, now=NOW)
    submit(stage, entry)
    assert [unit.name for unit in units_of(stage.round)] == ["Xã Mường Giàng"]


# At once

postgres = pytest.mark.postgres
race = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@postgres
@race
def test_four_tabs_at_once_begin_one_draft(stage):
    pending = enter(stage)
    outcomes = at_once(
        *[lambda: drafts.begin_draft(round_page=stage.round, registration=pending, now=NOW)] * 4
    )
    assert {outcome.pk for outcome in outcomes} == {Entry.objects.get().pk}


@postgres
@race
def test_confirming_and_beginning_at_once_do_not_exceed_the_limit(stage):
    stage.rules.entries_per_contestant = 1
    stage.rules.save_revision().publish()
    pending = enter(stage)
    begin(stage, pending)
    at_once(
        lambda: confirm(registration=pending, now=NOW),
        *[lambda: drafts.begin_draft(round_page=stage.round, registration=pending, now=NOW)] * 3,
    )
    assert Entry.objects.count() == 1


@postgres
@race
def test_confirming_while_the_last_bytes_arrive_loses_neither(stage):
    pending = enter(stage)
    entry = begin(stage, pending)
    upload = begin_upload(entry)
    confirmed, arrived = at_once(
        lambda: confirm(registration=pending, now=NOW).status,
        lambda: send(upload),
    )
    assert (confirmed, arrived) == ("active", len(FILM))
    assert Entry.objects.get().video.size == len(FILM)
    assert Registration.objects.get().status == "active"


@postgres
@race
def test_dropping_while_the_last_bytes_arrive_leaves_no_row_and_no_file(stage):
    for _ in range(5):
        drop_while_bytes_arrive(stage)


def drop_while_bytes_arrive(stage) -> None:
    before = stored()
    pending = enter(stage)
    entry = begin(stage, pending)
    upload = begin_upload(entry)
    dropped, arrived, begun, written = at_once(
        lambda: erase_expired(contests=[], now=LATER, dry_run=False)["unconfirmed registrations"],
        lambda: send(upload),
        lambda: drafts.begin_draft(round_page=stage.round, registration=pending, now=NOW).pk,
        lambda: drafts.save_text(entry=entry, text=drafts.EntryText(title="Muộn"), now=NOW).pk,
    )
    assert dropped == 1
    assert arrived == len(FILM) or isinstance(arrived, EntryRefused)
    for outcome in (begun, written):
        assert outcome == entry.pk or isinstance(outcome, EntryRefused), outcome
    assert [model.objects.count() for model in (Registration, Entry, Upload, VideoAsset)] == [0, 0, 0, 0]
    assert stored() == before

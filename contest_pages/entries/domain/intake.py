"""An entry arrives, gets another video, or is withdrawn."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.core.files import File
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.entries import logic
from contest_pages.entries.enums import EntryState
from contest_pages.entries.errors import NotRegistered, RoundClosed
from contest_pages.entries.models import Entry, EntryRoundPage, VideoAsset
from contest_pages.entries.models.video import original_name
from contest_pages.entries.signals import video_arrived
from contest_pages.private_files import private_storage
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.models import Registration

from .moves import move_entry


def open_rules(round_page: EntryRoundPage, now: datetime.datetime):
    """Return the live rules of an open round; RoundClosed if it is not open or has no rules."""
    if not round_page.live:
        raise RoundClosed(_("This round is not published."))
    logic.check_round_open(now, round_page.opens_at, round_page.closes_at)
    rules = round_page.contest.live_rules
    if rules is None:
        raise RoundClosed(_("The rules of this contest are not published yet. Please come back later."))
    return rules


def hand_in(
    *,
    round_page: EntryRoundPage,
    registration: Registration,
    title: str,
    summary: str,
    declarations: list[str],
    file: File,
    now: datetime.datetime,
    form_key: uuid.UUID | None = None,
) -> Entry:
    """Take an entry with its video; it is checked in a task before it reaches the reviewers.

    `form_key` names the form that was shown: sent twice, it gives the same entry twice.

    The live rules decide (Sơn La 2024, III.3: at most three entries an author). Two tabs cannot
    make a fourth: the registration is locked, and a place among the contestant's entries is unique.
    Side effects in order: file stored (before anything is locked, and removed again on a refusal),
    video, entry, audit line; after the commit `video_arrived`.

    Raises RoundClosed, NotRegistered, EntryLimitReached, FileTooLarge.
    """
    rules = open_rules(round_page, now)
    logic.check_file_size(file.size, rules.maximum_bytes)
    with _stored(file) as name, transaction.atomic():
        locked = Registration.objects.select_for_update().get(pk=registration.pk)
        if locked.status != RegistrationStatus.ACTIVE or locked.for_round_id not in (None, round_page.pk):
            raise NotRegistered(_("Only somebody whose registration for this round counts can hand in."))
        if form_key and (sent := Entry.objects.filter(registration=registration, form_key=form_key).first()):
            private_storage().delete(name)
            return sent
        slot = _free_slot(registration, round_page, rules.entries_per_contestant)
        video = VideoAsset.objects.create(original=name, size=file.size, uploaded_at=now)
        entry = Entry(
            contest_id=registration.contest_id,
            round=round_page,
            registration=registration,
            number=_next_number(round_page),
            slot=slot,
            title=title,
            summary=summary,
            declarations=declarations,
            video=video,
            form_key=form_key,
            created_at=now,
        )
        entry.fold_search_text()
        entry.save()
        audit.record("contest.hand_in", entry, entry=entry.code)
        transaction.on_commit(partial(video_arrived.send, VideoAsset, video_pk=video.pk))
        return entry


@contextmanager
def _stored(file: File) -> Iterator[str]:
    """Store a file under a random name and yield the name; remove it if what follows is refused."""
    storage = private_storage()
    name = storage.save(original_name(None, ""), file)
    try:
        yield name
    except BaseException:
        storage.delete(name)
        raise


def _free_slot(registration: Registration, round_page: EntryRoundPage, allowed: int | None) -> int:
    """Return the lowest free place among a locked registration's entries; EntryLimitReached if none is left."""
    taken = set(
        Entry.objects.counted()
        .filter(registration=registration, round=round_page)
        .values_list("slot", flat=True)
    )
    logic.check_entry_limit(len(taken), allowed)
    return next(place for place in range(1, len(taken) + 2) if place not in taken)


def _next_number(round_page: EntryRoundPage) -> int:
    """Lock the round, so that one entry at a time gets a number, and return the next."""
    EntryRoundPage.objects.select_for_update().only("pk").get(pk=round_page.pk)
    return (Entry.objects.filter(round=round_page).aggregate(last=Max("number"))["last"] or 0) + 1


def replace_video(*, entry: Entry, file: File, now: datetime.datetime) -> Entry:
    """Give an entry another video while its round is open; the old file is deleted after the commit.

    Raises RoundClosed, FileTooLarge, MoveNotAllowed (it was reviewed in the meantime).
    """
    rules = open_rules(entry.round, now)
    logic.check_file_size(file.size, rules.maximum_bytes)
    with _stored(file) as name, transaction.atomic():
        entry = (
            Entry.objects.select_for_update(of=("self",)).select_related("video", "round").get(pk=entry.pk)
        )
        if entry.state != EntryState.CHECKING:
            move_entry(entry, EntryState.CHECKING)
        old = entry.video
        entry.video = VideoAsset.objects.create(original=name, size=file.size, uploaded_at=now)
        entry.submitted_at = None
        entry.save(update_fields=["video", "submitted_at", "state"])
        forget_video(old)
        audit.record("contest.replace_video", entry, entry=entry.code)
        transaction.on_commit(partial(video_arrived.send, VideoAsset, video_pk=entry.video_id))
        return entry


@transaction.atomic
def withdraw(*, entry: Entry, now: datetime.datetime) -> Entry:
    """Take an entry back at the contestant's wish; its place is free again. Twice is as good as once.

    Raises MoveNotAllowed once it was reviewed.
    """
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    if entry.state == EntryState.WITHDRAWN:
        return entry
    move_entry(entry, EntryState.WITHDRAWN)
    entry.slot = None
    entry.save(update_fields=["state", "slot"])
    audit.record("contest.withdraw", entry, entry=entry.code)
    return entry


def forget_video(video: VideoAsset) -> None:
    """Delete a video's row now and its files after the commit."""
    files = [field for field in (video.original, video.playable, video.poster) if field]
    for field in files:
        transaction.on_commit(partial(field.storage.delete, field.name))
    video.delete()

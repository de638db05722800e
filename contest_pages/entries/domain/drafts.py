"""Drafts of entries: begin, save, discard."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit, conf
from contest_pages.entries import logic
from contest_pages.entries.enums import EntryState
from contest_pages.entries.errors import TransitionNotAllowed
from contest_pages.entries.models import Entry, EntryRoundPage
from contest_pages.files.private_storage import delete_after_commit
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.models import Member, Registration
from contest_pages.units.models import Unit

from .guards import lock_own, lock_to_prepare, lock_to_write, open_rules
from .presentation import remove_subtitles, set_subtitles
from .transitions import revise_entry
from .uploads import delete_upload_bytes
from .videos import delete_video


@dataclass(frozen=True)
class EntryText:
    """What the contestant writes about an entry. `authors` are members of the registration; empty: all."""

    title: str = ""
    summary: str = ""
    link: str = ""
    unit: Unit | None = None
    authors: tuple[Member, ...] = ()
    script: File | None = None
    script_file_name: str = ""


@transaction.atomic
def begin_draft(*, round_page: EntryRoundPage, registration: Registration, now: datetime.datetime) -> Entry:
    """Return a draft of this contestant: one that is still empty, or a new one.

    A registration that is not confirmed yet may begin too, and has one draft in a round: it gets that one again. Two tabs cannot exceed the limit (Sơn La 2024, III.3: at most three entries an author): the registration is
    locked, and a slot among the contestant's entries is unique.

    Raises RoundClosed, NotRegistered, EntryLimitReached.
    """
    rules = open_rules(round_page, now)
    registration = lock_to_prepare(registration, round_page)
    entries = list(Entry.objects.counted().filter(registration=registration, round=round_page))
    if entries and registration.status == RegistrationStatus.PENDING:
        return entries[0]
    for entry in entries:
        untouched = not (entry.title or entry.summary or entry.link or entry.script or entry.video_id)
        if entry.state == EntryState.DRAFT and untouched and entry.sending_since is None:
            return entry
    logic.check_entry_limit(len(entries), rules.entries_per_contestant or conf.get("MAX_ENTRIES"))
    taken = {entry.slot for entry in entries}
    entry = Entry(
        contest_id=registration.contest_id,
        round=round_page,
        registration=registration,
        slot=next(place for place in range(1, len(taken) + 2) if place not in taken),
        unit=registration.unit,
        created_at=now,
    )
    entry.fold_search_text()
    entry.save()
    return entry


@transaction.atomic
def save_text(*, entry: Entry, text: EntryText, now: datetime.datetime) -> Entry:
    """Save what the contestant has written; a draft may be incomplete, and its registration not confirmed yet.

    Raises RoundClosed, NotRegistered, EntryGone, TransitionNotAllowed, LinkRefused.
    """
    entry = lock_to_write(entry)
    rules = open_rules(entry.round, now, entry)
    if entry.state != EntryState.DRAFT and not _changes(entry, text):
        return entry
    if text.link and text.link != entry.link:
        logic.link_host(text.link, rules.link_hosts)
        entry.link_evidence, entry.link_fetched_at = {}, None
    if text.script is not None:
        if entry.script:
            delete_after_commit(entry.script)
        entry.script.save("script", text.script, save=False)
        entry.script_file_name = text.script_file_name
    entry.title, entry.summary, entry.link, entry.unit = text.title, text.summary, text.link, text.unit
    entry.fold_search_text()
    revise_entry(entry, now=now)
    entry.save()
    entry.authors.set(text.authors)
    if entry.state != EntryState.DRAFT:
        audit.record("contest.edit_entry", entry, entry=entry.code)
    return entry


def _changes(entry: Entry, text: EntryText) -> bool:
    """Say whether these texts differ from the entry: saving the same again is no revision."""
    held = (entry.title, entry.summary, entry.link, entry.unit_id)
    given = (text.title, text.summary, text.link, text.unit.pk if text.unit else None)
    authors = {author.pk for author in entry.authors.all()}
    return held != given or text.script is not None or authors != {author.pk for author in text.authors}


@transaction.atomic
def change_subtitles(*, entry: Entry, language: str, data: bytes | None, now: datetime.datetime) -> None:
    """Set the subtitles of an own entry in a language, or remove them where `data` is None.

    Raises RoundClosed, NotRegistered, EntryGone, TransitionNotAllowed (it was reviewed), NotSubtitles.
    """
    entry = lock_to_write(entry)
    open_rules(entry.round, now, entry)
    if data is None:
        remove_subtitles(entry=entry, language=language)
    else:
        set_subtitles(entry=entry, language=language, data=data)
    revise_entry(entry, now=now)
    entry.save(update_fields=["revision"])


@transaction.atomic
def discard_draft(*, entry: Entry) -> None:
    """Delete a draft and its files; raises TransitionNotAllowed for a submitted entry, which is withdrawn instead."""
    entry = lock_own(entry)
    if entry.state != EntryState.DRAFT:
        raise TransitionNotAllowed(_("This entry is handed in already; you may withdraw it."))
    files = [entry.script] if entry.script else []
    uploads = list(entry.uploads.filter(completed_at=None))
    video = entry.video
    entry.delete()
    if video is not None:
        delete_video(video)
    for file in files:
        delete_after_commit(file)
    for upload in uploads:
        delete_upload_bytes(upload)

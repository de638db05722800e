"""Submission of entries, and resubmission with the changes that reviewers asked for."""

from __future__ import annotations

import datetime
from functools import partial
from typing import NoReturn

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contest_pages import audit
from contest_pages.contests.enums import ScriptDemand
from contest_pages.entries.enums import EntryState
from contest_pages.entries.errors import Incomplete
from contest_pages.entries.models import Entry, EntryRoundPage, VideoAsset
from contest_pages.entries.signals import link_handed_in
from contest_pages.notices.notifying import notify

from .guards import lock_entry, lock_own, lock_to_submit, open_rules
from .transitions import change_state
from .uploads import abandon_begun_before

#: The refusal of a file that the contest already has; it does not reveal whose it is.
SAME_FILE = gettext_noop(
    "This very file has already been handed in to this contest. Please give another video."
)


@transaction.atomic
def submit_entry(*, entry: Entry, declarations: list[str], now: datetime.datetime) -> Entry:
    """Submit a draft with all declarations of the live rules. Idempotent.

    With a checked video that meets the rules it goes to the reviewers at once; with one that is still being
    probed, when the probe has ended. Side effects in order: number, state, letter for an entry that is with the
    reviewers, audit line. An upload that still runs since before the confirmation ends: it may be another browser's.

    Raises Incomplete (with what is missing), RoundClosed, NotRegistered, EntryGone.
    """
    registration = lock_to_submit(entry.registration, entry.round)
    entry = lock_entry(entry.pk)
    if entry.state != EntryState.DRAFT:
        return entry
    rules = open_rules(entry.round, now, entry)
    _check_complete(entry, rules, declarations)
    abandon_begun_before(registration.confirmed_at, entry)
    entry.number = _next_number(entry.round)
    entry.handed_in_at = now
    entry.declarations = declarations
    if entry.video is not None and not entry.video.is_checked:
        change_state(entry, EntryState.CHECKING, now=now)
    else:
        if entry.video is not None and not claim_file(entry.video, entry):
            raise Incomplete(_(SAME_FILE), {"video": _(SAME_FILE)})
        change_state(entry, EntryState.SUBMITTED, now=now)
        entry.submitted_at = now
        notify("entries.checked", entry.registration, entry=entry.pk)
    entry.fold_search_text()
    entry.save()
    audit.record("contest.hand_in", entry, entry=entry.code)
    if entry.link:
        transaction.on_commit(partial(link_handed_in.send, Entry, entry_pk=entry.pk))
    return entry


@transaction.atomic
def resubmit_entry(*, entry: Entry, now: datetime.datetime) -> Entry:
    """Resubmit an entry to the reviewers with the changes that they asked for. Idempotent.

    With a new video that is still being probed it goes there when the probe has ended; one that breaks a rule must
    be replaced first. Raises Incomplete, RoundClosed, TransitionNotAllowed.
    """
    back = [EntryState.SUBMITTED, EntryState.CHECKING]
    if earlier := Entry.objects.filter(pk=entry.pk, state__in=back).first():
        return earlier
    entry = lock_own(entry)
    open_rules(entry.round, now, entry)
    if problem := _still_arriving(entry) or _breaks_rules(entry.replacement):
        _refuse_incomplete({"video": problem})
    return_to_review(entry, now=now)
    audit.record("contest.hand_back", entry, entry=entry.code)
    return entry


def return_to_review(entry: Entry, *, now: datetime.datetime) -> None:
    """End the time for changes of a locked entry: to the reviewers, or first to the probe of its new video."""
    waits = entry.replacement is not None and not entry.replacement.is_checked
    change_state(entry, EntryState.CHECKING if waits else EntryState.SUBMITTED, now=now)
    if not waits:
        entry.changes_wanted, entry.changes_until = "", None
    entry.save(update_fields=["state", "changes_wanted", "changes_until"])


def _check_complete(entry: Entry, rules, declarations: list[str]) -> None:
    """Raise Incomplete with a sentence for everything that is missing."""
    missing = {}
    if not entry.title:
        missing["title"] = _("Give your work a title.")
    if rules.script == ScriptDemand.REQUIRED and not entry.script:
        missing["script"] = _("The rules ask for the script.")
    if any(sentence not in declarations for sentence in rules.declarations):
        missing["declarations"] = _("The rules ask for every one of these declarations.")
    if problem := _video_problem(entry, rules):
        missing["video"] = problem
    if missing:
        _refuse_incomplete(missing)


def _refuse_incomplete(missing: dict[str, str]) -> NoReturn:
    raise Incomplete(_("Something is still missing; nothing that you gave is lost."), missing)


def _still_arriving(entry: Entry) -> str:
    if entry.uploads.filter(completed_at=None).exists():
        return _("Your video has not arrived whole yet. Choose the same file again to go on.")
    return ""


def _breaks_rules(video: VideoAsset | None) -> str:
    if video is not None and video.is_checked and not video.passed:
        return _("This video does not meet the rules. Please give another one.")
    return ""


def _video_problem(entry: Entry, rules) -> str:
    if entry.video is None:
        if entry.link and rules.link_hosts:
            return ""
        return _still_arriving(entry) or _("Choose the video file.")
    return _breaks_rules(entry.video)


def _next_number(round_page: EntryRoundPage) -> int:
    """Lock the round, so that one entry at a time gets a number, and return the next."""
    EntryRoundPage.objects.select_for_update().only("pk").get(pk=round_page.pk)
    return (Entry.objects.filter(round=round_page).aggregate(last=Max("number"))["last"] or 0) + 1


def claim_file(video: VideoAsset, entry: Entry) -> bool:
    """Claim a file for its contest by its checksum; False if another entry of the contest has the same file.

    A unique constraint decides between concurrent claims.
    """
    place = f"{entry.contest_id}:{video.sha256}"
    if video.place == place:
        return True
    try:
        with transaction.atomic():
            VideoAsset.objects.filter(pk=video.pk).update(place=place)
    except IntegrityError:
        return False
    video.place = place
    return True

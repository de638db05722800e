"""An entry is handed in, or taken back."""

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
from contest_pages.entries.signals import entry_checked, link_handed_in

from .moves import move_entry
from .taking import lock_own, lock_registration, open_rules
from .uploading import abandon_all
from .videos import forget_video

#: Why a file is refused that the contest already has; it does not say whose it is.
SAME_FILE = gettext_noop(
    "This very file has already been handed in to this contest. Please give another video."
)


@transaction.atomic
def hand_in(*, entry: Entry, declarations: list[str], now: datetime.datetime) -> Entry:
    """Hand a draft in, with every declaration of the live rules ticked. Twice is as good as once.

    A video that has been looked at and meets the rules goes to the reviewers at once; one that is
    still being looked at goes there when the look is over. Side effects in order: number, state,
    audit line; after the commit `entry_checked` for an entry that is with the reviewers.

    Raises Incomplete (with what is missing), RoundClosed, NotRegistered.
    """
    lock_registration(entry.registration, entry.round)
    entry = Entry.objects.select_for_update(of=("self",)).select_related("round", "video").get(pk=entry.pk)
    if entry.state != EntryState.DRAFT:
        return entry
    rules = open_rules(entry.round, now, entry)
    _check_complete(entry, rules, declarations)
    entry.number = _next_number(entry.round)
    entry.handed_in_at = now
    entry.declarations = declarations
    if entry.video is not None and not entry.video.is_checked:
        move_entry(entry, EntryState.CHECKING, now=now)
    else:
        if entry.video is not None and not claim_place(entry.video, entry):
            raise Incomplete(_(SAME_FILE), {"video": _(SAME_FILE)})
        move_entry(entry, EntryState.SUBMITTED, now=now)
        entry.submitted_at = now
        transaction.on_commit(partial(entry_checked.send, Entry, entry_pk=entry.pk, state=entry.state))
    entry.fold_search_text()
    entry.save()
    audit.record("contest.hand_in", entry, entry=entry.code)
    if entry.link:
        transaction.on_commit(partial(link_handed_in.send, Entry, entry_pk=entry.pk))
    return entry


@transaction.atomic
def hand_back(*, entry: Entry, now: datetime.datetime) -> Entry:
    """Return an entry to the reviewers with the changes that they asked for. Twice is as good as once.

    A new video that is still being looked at goes there when the look is over; one that breaks a rule
    must be replaced first. Raises Incomplete, RoundClosed, MoveNotAllowed.
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
    """End the time for changes of a locked entry: back to the reviewers, or first to the look at its new video."""
    waits = entry.replacement is not None and not entry.replacement.is_checked
    move_entry(entry, EntryState.CHECKING if waits else EntryState.SUBMITTED, now=now)
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


def claim_place(video: VideoAsset, entry: Entry) -> bool:
    """Take the place of a file in the contest; False if the same file has been handed in already.

    The database decides, so that two at once cannot both have it.
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


@transaction.atomic
def withdraw(*, entry: Entry, now: datetime.datetime) -> Entry:
    """Take an entry back at the contestant's wish; its place is free again. Twice is as good as once.

    Raises MoveNotAllowed once it was reviewed.
    """
    if Entry.objects.filter(pk=entry.pk, state=EntryState.WITHDRAWN).exists():
        return entry
    entry = lock_own(entry)
    move_entry(entry, EntryState.WITHDRAWN, now=now)
    replacement, entry.slot, entry.replacement = entry.replacement, None, None
    entry.changes_wanted, entry.changes_until = "", None
    entry.save(update_fields=["state", "slot", "replacement", "changes_wanted", "changes_until"])
    if replacement is not None:
        forget_video(replacement)
    if entry.video is not None and entry.video.place:
        VideoAsset.objects.filter(pk=entry.video_id).update(place=None)
    abandon_all(entry)
    audit.record("contest.withdraw", entry, entry=entry.code)
    return entry

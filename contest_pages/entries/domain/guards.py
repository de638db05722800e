"""Guards of changes by contestants: is the round open, and the row locks that a change needs."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from contest_pages.entries import logic
from contest_pages.entries.enums import OPEN_TO_CONTESTANT
from contest_pages.entries.errors import NotRegistered, RoundClosed, TransitionNotAllowed
from contest_pages.entries.models import Entry, EntryRoundPage
from contest_pages.registrations.models import Registration


def open_rules(round_page: EntryRoundPage, now: datetime.datetime, entry: Entry | None = None):
    """Return the live rules of a round that is open at `now`; the grace time counts for `entry` too.

    Raises RoundClosed if it is not open or has no rules.
    """
    if not (round_page.live and round_page.contest.live):
        raise RoundClosed(_("This round is not published."))
    rules = round_page.contest.live_rules
    if rules is None:
        raise RoundClosed(_("The rules of this contest are not published yet. Please come back later."))
    logic.check_round_open(
        now,
        round_page.opens_at,
        closing_for(round_page, entry),
        grace=rules.grace,
        sending_since=entry.sending_since if entry else None,
        announced=None if round_page.is_open(now) else round_page.announced_opening,
    )
    return rules


def closing_for(round_page: EntryRoundPage, entry: Entry | None = None) -> datetime.datetime | None:
    """Return the closing for this entry: the deadline of requested changes, else the round's closing."""
    if entry is not None and entry.changes_until is not None:
        return entry.changes_until
    return round_page.closes_at


def lock_registration(registration: Registration, round_page: EntryRoundPage) -> None:
    """Lock the registration, so that its changes run one after another; raises NotRegistered if it does not count here."""
    locked = Registration.objects.select_for_update().get(pk=registration.pk)
    if not locked.takes_part_in(round_page.pk):
        raise NotRegistered(_("Only somebody whose registration for this round counts can hand in."))


def lock_own(entry: Entry) -> Entry:
    """Lock and return an entry that its contestant may still change; raises TransitionNotAllowed after the review."""
    entry = (
        Entry.objects.select_for_update(of=("self",))
        .select_related("round", "registration", "video", "replacement")
        .get(pk=entry.pk)
    )
    if entry.state not in OPEN_TO_CONTESTANT:
        raise TransitionNotAllowed(
            _("This entry is already in the state “%(state)s”; it cannot be changed any more.")
            % {"state": entry.get_state_display()}
        )
    return entry

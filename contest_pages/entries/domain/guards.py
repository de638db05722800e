"""Guards of changes by contestants: is the round open, and the row locks that a change needs."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from contest_pages.entries import logic
from contest_pages.entries.enums import OPEN_TO_CONTESTANT
from contest_pages.entries.errors import EntryGone, NotRegistered, RoundClosed, TransitionNotAllowed
from contest_pages.entries.models import Entry, EntryRoundPage
from contest_pages.registrations.enums import RegistrationStatus
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


def lock_to_prepare(registration: Registration, round_page: EntryRoundPage) -> Registration:
    """Lock and return a registration that may prepare drafts for this round, confirmed or not; else NotRegistered."""
    locked = Registration.objects.select_for_update().filter(pk=registration.pk).first()
    if locked is None or not locked.may_prepare_for(round_page.pk):
        raise _not_registered()
    return locked


def lock_to_submit(registration: Registration, round_page: EntryRoundPage) -> Registration:
    """Lock and return a registration that counts in this round, so that its changes run one after another.

    Raises NotRegistered, also where it is not confirmed yet.
    """
    locked = Registration.objects.select_for_update().filter(pk=registration.pk).first()
    if locked is None or not locked.takes_part_in(round_page.pk):
        if locked is not None and locked.status == RegistrationStatus.PENDING:
            raise NotRegistered(
                _(
                    "Confirm your registration first: open the link in our letter. Your draft is kept until then."
                )
            )
        raise _not_registered()
    return locked


def _not_registered() -> NotRegistered:
    return NotRegistered(_("Only somebody whose registration for this round counts can hand in."))


def lock_to_write(entry: Entry) -> Entry:
    """Lock and return an entry in which its contestant may write now: `lock_own`, of a registration that may prepare.

    Raises NotRegistered, and what `lock_own` raises.
    """
    entry = lock_own(entry)
    if not entry.registration.may_prepare_for(entry.round_id):
        raise _not_registered()
    return entry


def lock_entry(pk: int) -> Entry:
    """Lock and return an entry with what it refers to; raises EntryGone for a draft that was deleted meanwhile.

    Locked first and read then: a query that waits for the lock joins the rows of before, without a video that has arrived.
    """
    if not Entry.objects.select_for_update().filter(pk=pk).values_list("pk", flat=True):
        raise EntryGone(_("This draft was deleted."))
    return Entry.objects.select_related("round", "registration", "video", "replacement").get(pk=pk)


def lock_own(entry: Entry) -> Entry:
    """Lock and return an entry that its contestant may still change.

    Raises EntryGone for a draft that was deleted meanwhile, TransitionNotAllowed after the review.
    """
    entry = lock_entry(entry.pk)
    if entry.state not in OPEN_TO_CONTESTANT:
        raise TransitionNotAllowed(
            _("This entry is already in the state “%(state)s”; it cannot be changed any more.")
            % {"state": entry.get_state_display()}
        )
    return entry

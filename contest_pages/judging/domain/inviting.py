"""Jurors are invited and reminded, each once a day at most."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.judging.errors import JudgingRefused
from contest_pages.judging.models import JuryRoundPage, SeatTerm
from contest_pages.judging.queries.panel import sheets_left
from contest_pages.notices.models import Notice
from contest_pages.notices.notifying import notify

from .chain import lock_chain

#: The least time between two invitations, or two reminders, of a juror.
PAUSE = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Written:
    """The numbers of jurors who are written to, were written to within PAUSE, and have no address."""

    written: int = 0
    just_before: int = 0
    without_address: int = 0


@transaction.atomic
def invite_jurors(
    *, round_page: JuryRoundPage, actor, now: datetime.datetime, seat: int | None = None
) -> Written:
    """Invite the jurors of a round, or the one on the seat of a number, who were not invited within PAUSE.

    Raises JudgingRefused before works are assigned: the link would open an empty list.
    """
    lock_chain(round_page.pk)
    terms = _terms(round_page, seat)
    left = sheets_left(round_page.pk)
    if not left:
        raise JudgingRefused(_("No works are assigned yet: assign them, then invite the jurors."))
    recent = [term for term in terms if term.invited_at is not None and term.invited_at > now - PAUSE]
    others = [term for term in terms if term not in recent]
    reachable = _reachable(others)
    for term in reachable:
        notify("judging.invitation", term.member, contest=round_page.contest.original, term=term.pk)
    SeatTerm.objects.filter(pk__in=[term.pk for term in reachable]).update(invited_at=now)
    _record("contest.invite_jurors", round_page, reachable, actor)
    return Written(len(reachable), len(recent), len(others) - len(reachable))


@transaction.atomic
def remind_jurors(
    *, round_page: JuryRoundPage, actor, now: datetime.datetime, seat: int | None = None
) -> Written:
    """Remind the jurors with works that they have not sealed, who were not reminded within PAUSE, of how many these are."""
    lock_chain(round_page.pk)
    left = sheets_left(round_page.pk)
    terms = [term for term in _terms(round_page, seat) if left.get(term.seat_id)]
    reminded = Notice.objects.filter(
        kind="judging.reminder", created_at__gt=now - PAUSE, ids__term__in=[term.pk for term in terms]
    )
    known = {ids["term"] for ids in reminded.values_list("ids", flat=True)}
    others = [term for term in terms if term.pk not in known]
    reachable = _reachable(others)
    for term in reachable:
        notify(
            "judging.reminder",
            term.member,
            contest=round_page.contest.original,
            term=term.pk,
            left=left[term.seat_id],
        )
    _record("contest.remind_jurors", round_page, reachable, actor)
    return Written(len(reachable), len(known), len(others) - len(reachable))


def _terms(round_page: JuryRoundPage, seat: int | None) -> list[SeatTerm]:
    terms = SeatTerm.objects.filter(round_id=round_page.pk, until_at=None, seat__removed_at=None)
    if seat is not None:
        terms = terms.filter(seat__number=seat)
    return list(terms.select_related("member", "seat").order_by("seat__number"))


def _reachable(terms: list[SeatTerm]) -> list[SeatTerm]:
    return [term for term in terms if term.member.email or term.member.phone]


def _record(verb: str, round_page: JuryRoundPage, terms: list[SeatTerm], actor) -> None:
    if terms:
        audit.record(verb, round_page, actor=actor, seats=[term.seat.number for term in terms])

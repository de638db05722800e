"""The panel is arranged: seats are added and removed, people take them, others follow."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.committees.models import CommitteeMember
from contest_pages.contests.enums import Committee
from contest_pages.judging.enums import SeatKind, SeatRole
from contest_pages.judging.errors import JudgingRefused, NotSeated, ReasonMissing, SeatTaken
from contest_pages.judging.models import JuryRoundPage, ScoreSheet, Seat, SeatTerm

from .chain import lock_chain


@transaction.atomic
def add_seat(
    *,
    round_page: JuryRoundPage,
    member: CommitteeMember | None,
    actor,
    now: datetime.datetime,
    kind: str = SeatKind.JUROR,
    role: str = SeatRole.MEMBER,
) -> Seat:
    """Add the next seat to a round's panel, with a person on it or empty. Raises SeatTaken, NotSeated, JudgingRefused."""
    lock_chain(round_page.pk)
    highest = Seat.objects.filter(round_id=round_page.pk).aggregate(highest=Max("number"))["highest"] or 0
    seat = Seat(round_id=round_page.pk, number=highest + 1, kind=kind, role=role)
    _save_role(seat)
    audit.record("contest.add_seat", round_page, actor=actor, seat=seat.number)
    if member is not None:
        take_seat(seat=seat, member=member, actor=actor, now=now)
    return seat


def _save_role(seat: Seat) -> None:
    try:
        with transaction.atomic():
            seat.save()
    except IntegrityError:
        raise SeatTaken(_("A jury has one chair. Give the present one another position first.")) from None


@transaction.atomic
def change_role(*, seat: Seat, role: str, actor) -> Seat:
    """Give a seat another position. Raises SeatTaken for a second chair, JudgingRefused for a trainee as chair."""
    seat = Seat.objects.select_for_update().get(pk=seat.pk)
    if seat.kind == SeatKind.TRAINEE and role != SeatRole.MEMBER:
        raise JudgingRefused(_("A trainee cannot lead the jury."))
    seat.role = role
    _save_role(seat)
    audit.record("contest.change_seat", seat.round, actor=actor, seat=seat.number, role=role)
    return seat


@transaction.atomic
def take_seat(*, seat: Seat, member: CommitteeMember, actor, now: datetime.datetime) -> SeatTerm:
    """Put a committee member on an empty seat. Raises NotSeated (not in the jury of this contest), SeatTaken."""
    if member.committee != Committee.JURY or seat.round.get_parent().pk != member.contest_id:
        raise NotSeated(_("Only members of this contest's jury can take a seat."))
    if SeatTerm.objects.filter(seat=seat, until_at=None).exists():
        raise SeatTaken(_("Seat %(number)d has a person already.") % {"number": seat.number})
    try:
        with transaction.atomic():
            term = SeatTerm.objects.create(round_id=seat.round_id, seat=seat, member=member, from_at=now)
    except IntegrityError:
        raise SeatTaken(_("This person has a seat on this jury already.")) from None
    audit.record("contest.take_seat", seat.round, actor=actor, seat=seat.number, member=member.pk)
    return term


@transaction.atomic
def end_term(*, term: SeatTerm, reason: str, actor, now: datetime.datetime) -> SeatTerm:
    """End a person's term on a seat; sealed sheets stay the seat's. Idempotent. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing(_("Write why the juror leaves: it stands in the minutes."))
    lock_chain(term.round_id)
    term = SeatTerm.objects.select_for_update(of=("self",)).select_related("seat").get(pk=term.pk)
    if term.until_at is not None:
        return term
    term.until_at, term.because, term.link_number = now, reason.strip(), term.link_number + 1
    term.save(update_fields=["until_at", "because", "link_number"])
    audit.record("contest.end_term", term.seat.round, actor=actor, seat=term.seat.number, reason=term.because)
    return term


@transaction.atomic
def replace_juror(
    *, term: SeatTerm, member: CommitteeMember, reason: str, actor, now: datetime.datetime
) -> SeatTerm:
    """End a term and put another person on the same seat, who goes on with what is not sealed."""
    ended = end_term(term=term, reason=reason, actor=actor, now=now)
    return take_seat(seat=ended.seat, member=member, actor=actor, now=now)


@transaction.atomic
def remove_seat(*, seat: Seat, actor, now: datetime.datetime) -> None:
    """Take an unused seat out of the panel: its number is not given again. Raises JudgingRefused once it has sheets."""
    lock_chain(seat.round_id)
    seat = Seat.objects.select_for_update().get(pk=seat.pk)
    if ScoreSheet.objects.filter(seat=seat).exists():
        raise JudgingRefused(_("This seat has sealed sheets. Record the juror's absence instead."))
    SeatTerm.objects.filter(seat=seat, until_at=None).update(until_at=now, because=_("The seat was removed."))
    seat.assignments.all().delete()
    seat.drafts.all().delete()
    seat.removed_at, seat.role = now, SeatRole.MEMBER
    seat.save(update_fields=["removed_at", "role"])
    audit.record("contest.remove_seat", seat.round, actor=actor, seat=seat.number)


@transaction.atomic
def extend_term(
    *, term: SeatTerm, closes_at: datetime.datetime, reason: str, actor, now: datetime.datetime
) -> SeatTerm:
    """Let one juror score until a later moment. Raises ReasonMissing, JudgingRefused (not later than the round's closing)."""
    if not reason.strip():
        raise ReasonMissing(_("Write why this juror gets more time: it stands in the minutes."))
    term = SeatTerm.objects.select_for_update(of=("self",)).select_related("seat__round").get(pk=term.pk)
    closing = term.seat.round.closes_at
    if closes_at <= now or (closing is not None and closes_at <= closing):
        raise JudgingRefused(_("The new time must be later than now and than the closing of the round."))
    term.closes_at = closes_at
    term.save(update_fields=["closes_at"])
    audit.record(
        "contest.extend_term", term.seat.round, actor=actor, seat=term.seat.number, reason=reason.strip()
    )
    return term

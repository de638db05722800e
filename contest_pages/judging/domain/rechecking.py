"""Contestants ask for a check of the sum after the publication; the organisers reply once."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.judging.enums import RecheckOutcome
from contest_pages.judging.errors import NotSeated, ReasonMissing, RecheckRefused
from contest_pages.judging.logic.rechecks import recheck_until
from contest_pages.judging.models import Candidate, RecheckRequest, SeatTerm
from contest_pages.judging.queries.rechecks import is_own, published_ranking, sum_check
from contest_pages.notices.notifying import notify
from contest_pages.registrations.models import Registration
from contest_pages.vietnamese import closing_moment

from .chain import lock_chain, verify

#: In place of an erased reply.
_UNSAID = "—"


@transaction.atomic
def ask_recheck(
    *, registration: Registration, candidate: Candidate, words: str, now: datetime.datetime
) -> RecheckRequest:
    """Enter a request to add up the points of an own work again; return it, numbered in the register of its round.

    Idempotent: a work is checked once for each published ranking, and the first request is returned. Side effect:
    an audit line. Raises RecheckRefused for works of others, before the publication, where the rules allow no check,
    and from the end of the last day on (`recheck_until`).
    """
    lock_chain(candidate.round_id)
    ranking = published_ranking(candidate.round_id)
    if ranking is None or not is_own(candidate, registration, ranking):
        raise RecheckRefused(_("No result of this work is published."))
    present = RecheckRequest.objects.filter(candidate=candidate, ranking=ranking).first()
    if present is not None:
        return present
    until = recheck_until(ranking.published_at, ranking.rules["recheck_days"])
    if until is None:
        raise RecheckRefused(_("The rules of this round know no check of the sum."))
    if now >= until:
        raise RecheckRefused(
            _("A check of the sum could be asked for until %(time)s.") % {"time": closing_moment(until)}
        )
    if RecheckRequest.objects.filter(candidate=candidate, answered_at=None).exists():
        raise RecheckRefused(_("Your request about the ranking before is still being checked."))
    last = RecheckRequest.objects.filter(round_id=candidate.round_id).aggregate(last=Max("number"))["last"]
    asked = RecheckRequest.objects.create(
        round_id=candidate.round_id,
        number=(last or 0) + 1,
        candidate=candidate,
        registration=registration,
        ranking=ranking,
        words=words.strip(),
        asked_at=now,
    )
    audit.record("contest.ask_recheck", asked.round, number=asked.number, candidate=candidate.number)
    return asked


@transaction.atomic
def answer_recheck(
    *, recheck: RecheckRequest, outcome: str, reply: str, actor, now: datetime.datetime
) -> RecheckRequest:
    """Reply to a request: a value of RecheckOutcome, and words that are sent to the contestant.

    A corrected sum changes nothing by itself: the sheet is declared void and written again, and the next ranking is
    published. Idempotent for the same reply. Side effects in order: the reply, an audit line, a letter. Raises
    ReasonMissing; RecheckRefused where there is another reply already, and where a sum is called right that is not
    the published one; NotSeated for a juror of the round.
    """
    if not reply.strip():
        raise ReasonMissing(_("Write the reply: the contestant will read it."))
    lock_chain(recheck.round_id)
    recheck = (
        RecheckRequest.objects.select_for_update(of=("self",))
        .select_related("candidate__entry", "candidate__registration", "registration", "ranking", "round")
        .get(pk=recheck.pk)
    )
    if not recheck.is_open:
        if (recheck.outcome, recheck.reply) == (outcome, reply.strip()):
            return recheck
        raise RecheckRefused(_("This request is answered already; the first reply stays."))
    if SeatTerm.objects.filter(round_id=recheck.round_id, member__user=actor).exists():
        raise NotSeated(_("You sit on this jury. Sums are checked by people who do not score."))
    check = sum_check(recheck, is_sound=verify(recheck.round_id).is_sound)
    if outcome == RecheckOutcome.CONFIRMED and not check.agrees:
        raise RecheckRefused(
            _("The sheets make another total than the published one: the sum cannot be called right.")
        )
    recheck.outcome, recheck.reply = outcome, reply.strip()
    recheck.answered_at, recheck.answered_by = now, actor
    recheck.save(update_fields=["outcome", "reply", "answered_at", "answered_by"])
    audit.record(
        "contest.answer_recheck",
        recheck.round,
        actor=actor,
        number=recheck.number,
        candidate=recheck.candidate.number,
        outcome=outcome,
    )
    notify("judging.recheck_answer", recheck.registration, recheck=recheck.pk)
    return recheck


def erase_rechecks(registration: Registration) -> None:
    """Empty the words of a contestant's requests and of the replies; numbers, times and outcomes stay as proof."""
    rechecks = RecheckRequest.objects.filter(registration=registration)
    rechecks.update(words="")
    rechecks.exclude(reply="").update(reply=_UNSAID)

"""The proposal of who judges what where some jurors judge each work, and taking it."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.judging.enums import AssignmentRule, SeatKind
from contest_pages.judging.errors import JudgingRefused, PanelIncomplete
from contest_pages.judging.logic.assignment import assign_some
from contest_pages.judging.logic.spreading import Measures, measure
from contest_pages.judging.models import Assignment, Candidate, JuryRoundPage, Seat
from contest_pages.judging.queries.conflicts import recused_pairs

from .assigning import assign_pairs
from .chain import lock_chain
from .planning import plan_in_force


@dataclass(frozen=True)
class Proposal:
    """Pairs of (work, seat) by their numbers, what they mean, and how many of them are not assigned yet.

    `seed` and `digest` name it: the same panel, works and seed give the same pairs.
    """

    seed: str
    pairs: frozenset[tuple[int, int]]
    measures: Measures
    new: int

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the pairs, the same on every machine."""
        return hashlib.sha256(repr(sorted(self.pairs)).encode()).hexdigest()


def propose_assignment(*, round_page: JuryRoundPage, nth: int, now: datetime.datetime) -> Proposal:
    """Return the nth proposal: what is assigned stays, nobody judges a work with a conflict or an excuse.

    Trainees and samples are left out: what is shared out is what counts.
    Raises AssignmentRefused, PanelIncomplete where fewer jurors are there than judge each work, and JudgingRefused
    where the rules let everybody judge everything.
    """
    rules = plan_in_force(round_page, now=now).judging_rules
    if rules.assignment != AssignmentRule.SOME:
        raise JudgingRefused(_("The rules let every juror judge every work: assign everybody."))
    seats = dict(
        Seat.objects.filter(round_id=round_page.pk, removed_at=None, kind=SeatKind.JUROR).values_list(
            "pk", "number"
        )
    )
    if len(seats) < rules.jurors_per_work:
        raise PanelIncomplete(
            _("Each work is judged by %(least)d jurors; the jury has %(count)d.")
            % {"least": rules.jurors_per_work, "count": len(seats)}
        )
    candidates = list(
        Candidate.objects.judged()
        .filter(round_id=round_page.pk, is_sample=False)
        .select_related("entry__video")
        .order_by("number")
    )
    numbers = {candidate.pk: candidate.number for candidate in candidates}
    fixed, forbidden = _present(round_page, numbers, seats)
    seed = f"{round_page.pk}/{nth}"
    pairs = assign_some(
        numbers.values(),
        dict.fromkeys(seats.values()),
        rules.jurors_per_work,
        forbidden,
        seed=seed,
        fixed=fixed,
    )
    return Proposal(
        seed, pairs, measure(pairs, list(seats.values()), _lengths(candidates)), len(pairs - fixed)
    )


def _present(round_page, numbers: dict[int, int], seats: dict[int, int]):
    """Return the pairs that are assigned, and those that may not be, by their numbers."""
    fixed, forbidden = set(), set()
    rows = Assignment.objects.filter(candidate__in=numbers, seat__in=seats)
    for candidate, seat, excuse in rows.values_list("candidate", "seat", "excuse"):
        (forbidden if excuse else fixed).add((numbers[candidate], seats[seat]))
    forbidden |= recused_pairs(round_page.pk)
    return fixed, forbidden - fixed


def _lengths(candidates: list[Candidate]) -> dict[int, int]:
    """Return the seconds of the films by work."""
    videos = {candidate.number: candidate.entry.video for candidate in candidates if candidate.entry}
    return {
        number: int(video.probe_facts.seconds)
        for number, video in videos.items()
        if video is not None and video.probe_facts is not None
    }


@transaction.atomic
def take_proposal(*, round_page: JuryRoundPage, nth: int, digest: str, actor, now: datetime.datetime) -> int:
    """Assign the works as the nth proposal says; return how many assignments are new. Idempotent.

    `digest` is that of the proposal that was shown. Raises what `propose_assignment` does, and JudgingRefused where
    jury, works or conflicts have changed since, so that it would be another one.
    """
    lock_chain(round_page.pk)
    proposal = propose_assignment(round_page=round_page, nth=nth, now=now)
    if proposal.digest != digest:
        raise JudgingRefused(
            _("The jury or the works have changed since. Please look at the proposal again.")
        )
    works = dict(Candidate.objects.filter(round_id=round_page.pk).values_list("number", "pk"))
    seats = dict(Seat.objects.filter(round_id=round_page.pk).values_list("number", "pk"))
    pairs = {(works[work], seats[seat]) for work, seat in proposal.pairs}
    new = assign_pairs(round_page, pairs, actor=actor, now=now)
    if new:
        audit.record(
            "contest.assign_jury", round_page, actor=actor, count=new, seed=proposal.seed, digest=digest
        )
    return new

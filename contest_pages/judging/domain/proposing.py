"""The proposal of who judges what where some jurors judge each work, and taking it."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.data.lots import lot_order
from contest_pages.judging.enums import AssignmentRule
from contest_pages.judging.errors import JudgingRefused, PanelIncomplete
from contest_pages.judging.logic.assignment import Pair, assign_some
from contest_pages.judging.logic.spreading import Measures, measure
from contest_pages.judging.models import Assignment, Candidate, JuryRoundPage, Seat
from contest_pages.judging.queries.conflicts import recused_pairs

from .assigning import assign_pairs
from .chain import lock_chain
from .planning import plan_in_force


@dataclass(frozen=True)
class Proposal:
    """Pairs of (work, seat) by their numbers, what they mean, and how many of all pairs are not assigned yet.

    `uncounted` are pairs that count nothing: works of trainees, and samples, which all seats score. `trainees` is the
    number of works by seat. `seed` and `digest` name it: the same panel, works and seed give the same pairs.
    """

    seed: str
    pairs: frozenset[tuple[int, int]]
    uncounted: frozenset[tuple[int, int]]
    measures: Measures
    trainees: Mapping[int, int]
    samples: int
    new: int

    @property
    def digest(self) -> str:
        """Return the SHA-256 of all pairs, the same on every machine."""
        return hashlib.sha256(repr(sorted(self.pairs | self.uncounted)).encode()).hexdigest()


def propose_assignment(*, round_page: JuryRoundPage, nth: int, now: datetime.datetime) -> Proposal:
    """Return the nth proposal: what is assigned stays, nobody judges a work with a conflict or an excuse.

    What counts is shared out among the seats that count. Trainees get as many works as these on average, drawn by the
    seed, beside them; samples go to all seats.
    Raises AssignmentRefused, PanelIncomplete where fewer jurors are there than judge each work, and JudgingRefused
    where the rules let everybody judge everything.
    """
    rules = plan_in_force(round_page, now=now).judging_rules
    if rules.assignment != AssignmentRule.SOME:
        raise JudgingRefused(_("The rules let every juror judge every work: assign everybody."))
    panel = list(Seat.objects.filter(round_id=round_page.pk, removed_at=None).order_by("number"))
    seats = {seat.pk: seat.number for seat in panel if seat.counts}
    if len(seats) < rules.jurors_per_work:
        raise PanelIncomplete(
            _("Each work is judged by %(least)d jurors; the jury has %(count)d.")
            % {"least": rules.jurors_per_work, "count": len(seats)}
        )
    judged = list(
        Candidate.objects.judged()
        .filter(round_id=round_page.pk)
        .select_related("entry__video")
        .order_by("number")
    )
    candidates = [candidate for candidate in judged if not candidate.is_sample]
    works = [candidate.number for candidate in candidates]
    assigned, forbidden = _present(round_page, judged, panel)
    counted = set(seats.values())
    fixed = {(work, seat) for work, seat in assigned if work in set(works) and seat in counted}
    seed = f"{round_page.pk}/{nth}"
    pairs = assign_some(
        works, dict.fromkeys(seats.values()), rules.jurors_per_work, forbidden, seed=seed, fixed=fixed
    )
    share = -(-len(works) * rules.jurors_per_work // len(seats))
    trainees = {
        seat.number: _trainee_works(seat.number, works, share, assigned, forbidden, seed)
        for seat in panel
        if not seat.counts
    }
    samples = {candidate.number for candidate in judged if candidate.is_sample}
    uncounted = {(work, seat) for seat, own in trainees.items() for work in own}
    uncounted |= {(work, seat.number) for work in samples for seat in panel} - forbidden
    return Proposal(
        seed,
        pairs,
        frozenset(uncounted),
        measure(pairs, list(seats.values()), _lengths(candidates)),
        {seat: len(own) for seat, own in trainees.items()},
        len(samples),
        len((pairs | uncounted) - assigned),
    )


def _trainee_works(
    seat: int, works: list[int], share: int, assigned: set[Pair], forbidden: set[Pair], seed: str
) -> set[int]:
    """Return the works of a trainee: those that are assigned, and others drawn by the seed until they are `share`."""
    own = {work for work in works if (work, seat) in assigned}
    drawn = [int(code) for code in lot_order(f"{seed}:trainee:{seat}", map(str, works))]
    others = [work for work in drawn if work not in own and (work, seat) not in forbidden]
    return own | set(others[: max(0, share - len(own))])


def _present(round_page, judged: list[Candidate], panel: list[Seat]) -> tuple[set[Pair], set[Pair]]:
    """Return the pairs that are assigned, and those that may not be, by their numbers."""
    assigned, forbidden = set(), set()
    numbers = {candidate.pk: candidate.number for candidate in judged}
    seats = {seat.pk: seat.number for seat in panel}
    rows = Assignment.objects.filter(candidate__in=numbers, seat__in=seats)
    for candidate, seat, excuse in rows.values_list("candidate", "seat", "excuse"):
        (forbidden if excuse else assigned).add((numbers[candidate], seats[seat]))
    forbidden |= recused_pairs(round_page.pk)
    return assigned, forbidden - assigned


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
    pairs = {(works[work], seats[seat]) for work, seat in proposal.pairs | proposal.uncounted}
    new = assign_pairs(round_page, pairs, actor=actor, now=now)
    if new:
        audit.record(
            "contest.assign_jury", round_page, actor=actor, count=new, seed=proposal.seed, digest=digest
        )
    return new

"""The prizes that follow from the places of a ranking under the caps, and the ties that keep prizes open."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from contest_pages.contests.enums import PrizeScope
from contest_pages.contests.models import Prize
from contest_pages.standings.logic.awarding import Promise, Proposal, propose
from contest_pages.standings.models import Award, Ranking

from .places import first_places


@dataclass(frozen=True)
class OpenTie:
    """A shared rank that keeps a prize open; `count` is the number of rows that share it."""

    division: str
    prize: Prize
    rank: int
    count: int


@dataclass(frozen=True)
class Proposals:
    """The prizes of a ranking, and the proposal of each division ("" where divisions are not ranked apart)."""

    prizes: list[Prize]
    by_division: dict[str, Proposal]

    @property
    def given(self) -> list[tuple[int, int]]:
        """Return (prize, row) pairs."""
        return [pair for proposal in self.by_division.values() for pair in proposal.given]

    @property
    def passed_over(self) -> int:
        """Return the number of rows passed over by the cap."""
        return sum(len(proposal.passed_over) for proposal in self.by_division.values())

    @property
    def open_ties(self) -> list[OpenTie]:
        """Return each tie that keeps a prize open."""
        prizes = {prize.pk: prize for prize in self.prizes}
        return [
            OpenTie(division, prizes[prize], rank, count)
            for division, proposal in self.by_division.items()
            for prize, rank, count in proposal.open_ties
        ]


def prizes_of(ranking: Ranking) -> list[Prize]:
    """Return the prizes that a ranking gives, the highest first: for a round, those of each round and its own."""
    prizes = Prize.objects.filter(contest=ranking.contest_id, basis=ranking.basis)
    if ranking.round_id:
        prizes = prizes.filter(Q(only_round=None) | Q(only_round=ranking.round_id))
        prizes = prizes.exclude(scope__in=[PrizeScope.CONTEST, PrizeScope.PART])
    if recipients := ranking.source.recipients:
        prizes = prizes.filter(recipient_kind__in=["", *recipients])
    return list(prizes.order_by("sort_order", "pk"))


def won_before(ranking: Ranking) -> Counter[int]:
    """Return the number of effective awards of each registration in the contest, without those of this subject."""
    awards = (
        Award.objects.effective().filter(contest=ranking.contest_id).exclude(_of_same_subject(ranking))
    ).annotate(winner=Coalesce("registration", "entry__registration"))
    return Counter(awards.exclude(winner=None).values_list("winner", flat=True))


def _of_same_subject(ranking: Ranking) -> Q:
    if ranking.round_id:
        return Q(ranking__round=ranking.round_id, ranking__isnull=False)
    return Q(ranking__isnull=False, ranking__round=None, ranking__basis=ranking.basis)


def proposals_of(ranking: Ranking) -> Proposals:
    """Return the proposals of a ranking, for each division if divisions are ranked apart.

    A prize without a division is given in every division, others only in their own. Where divisions are not
    ranked apart, a prize of a division goes to the best places among its contestants.
    """
    prizes = prizes_of(ranking)
    if not prizes:
        return Proposals([], {})
    apart = ranking.ranked_apart
    groups = (
        list(ranking.rows.order_by("division").values_list("division", flat=True).distinct())
        if apart
        else sorted({prize.division for prize in prizes})
    )
    won, cap = won_before(ranking), ranking.source.cap(ranking)
    proposals = {}
    for division in groups:
        promised = [prize for prize in prizes if prize.division in ({"", division} if apart else {division})]
        if not promised:
            continue
        promises = [Promise(prize.pk, prize.count) for prize in promised]
        wanted = sum(promise.count or 1 for promise in promises) + sum(won.values())
        places = first_places(rows_in(ranking, division), wanted)
        proposals[division] = propose(places, promises, cap=cap, won=won)
        given = {row for _prize, row in proposals[division].given}
        won = won + Counter(place.person for place in places if place.row in given)
    return Proposals(prizes, proposals)


def rows_in(ranking: Ranking, division: str) -> QuerySet:
    """Return the rows among which the prizes of a division are given."""
    rows = ranking.rows.all()
    if ranking.ranked_apart:
        return rows.filter(division=division)
    return rows.filter(registration__division=division) if division else rows


def open_ties(ranking: Ranking) -> list[OpenTie]:
    """Return each tie that keeps a prize open."""
    return proposals_of(ranking).open_ties


def tied_rows(ranking: Ranking, division: str, rank: int) -> QuerySet:
    """Return the rows that share a rank in a division and have no place yet."""
    return rows_in(ranking, division).filter(rank=rank, place=None)

"""Ties that keep prizes open are settled, by lot or by the chair, and prizes are proposed."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.contests.enums import PrizeBasis
from contest_pages.contests.models import Prize
from contest_pages.quizzes.enums import Ties
from contest_pages.results.enums import Step
from contest_pages.results.errors import RankingRefused
from contest_pages.results.logic.awarding import Promise, Proposal, propose
from contest_pages.results.logic.ranking import lot_order
from contest_pages.results.models import LotSeed, QuizAward, RankedRow, Ranking
from contest_pages.results.queries.places import first_places

from .ranking import note, under_way


def prizes_of(ranking: Ranking) -> list[Prize]:
    """Return the prizes that a round gives, the highest first: those of each round and its own."""
    contest_path = ranking.round.path[: -ranking.round.steplen]
    own = Q(only_round=None) | Q(only_round=ranking.round_id)
    prizes = Prize.objects.filter(own, contest__path=contest_path, basis=PrizeBasis.QUIZ_ROUND)
    return list(prizes.order_by("sort_order", "pk"))


def won_before(ranking: Ranking) -> dict[int, int]:
    """Return how many prizes each person has from the other published rounds of the contest."""
    published = Ranking.objects.published().filter(
        round__path__startswith=ranking.round.path[: -ranking.round.steplen]
    )
    awards = QuizAward.objects.filter(ranking__in=published.exclude(round=ranking.round_id), revoked_at=None)
    return Counter(awards.values_list("row__registration", flat=True))


def proposal_of(ranking: Ranking) -> dict[str, Proposal]:
    """Return what the places give, for each division that is ranked by itself ("" where none is).

    A prize without a division is given in every division; one with a division only there. Where divisions
    are not ranked apart, a prize of a division goes to the best places of its people.
    """
    prizes = prizes_of(ranking)
    rules = ranking.quiz_rules
    groups = (
        list(ranking.rows.order_by("division").values_list("division", flat=True).distinct())
        if rules.ranked_apart
        else sorted({prize.division for prize in prizes})
    )
    won = won_before(ranking)
    proposals = {}
    for division in groups:
        promised = [
            prize
            for prize in prizes
            if prize.division in ({"", division} if rules.ranked_apart else {division})
        ]
        if not promised:
            continue
        promises = [Promise(prize.pk, prize.count) for prize in promised]
        wanted = sum(promise.count or 1 for promise in promises)
        proposals[division] = propose(
            first_places(_rows_in(ranking, division), wanted + sum(won.values())),
            promises,
            cap=rules.award_cap,
            won=won,
        )
    return proposals


def _rows_in(ranking: Ranking, division: str):
    """Return the rows among which the prizes of a division are given."""
    rows = ranking.rows.all()
    if ranking.quiz_rules.ranked_apart:
        return rows.filter(division=division)
    return rows.filter(registration__division=division) if division else rows


def open_ties(ranking: Ranking) -> list[tuple[str, Prize, int, int]]:
    """Return (division, prize, rank, how many) of each tie that keeps a prize open."""
    prizes = {prize.pk: prize for prize in prizes_of(ranking)}
    return [
        (division, prizes[prize], rank, count)
        for division, proposal in proposal_of(ranking).items()
        for prize, rank, count in proposal.open_ties
    ]


def tied_rows(ranking: Ranking, division: str, rank: int):
    """Return the rows that share a rank of a division and are not settled."""
    return _rows_in(ranking, division).filter(rank=rank, place=None)


@transaction.atomic
def draw_lot(*, round_page, actor, now: datetime.datetime) -> int:
    """Settle by the sealed lot every tie that keeps a prize open; return how many ties there were.

    Raises RankingRefused where the rules do not let a lot decide, or nothing is tied.
    """
    ranking = under_way(round_page.pk)
    if ranking.quiz_rules.ties != Ties.LOT:
        raise RankingRefused(_("By the rules of this round no lot is drawn."))
    seed = LotSeed.objects.get(round=round_page.pk)
    settled = 0
    while ties := open_ties(ranking):
        division, _prize, rank, count = ties[0]
        rows = {row.attempt.code: row for row in tied_rows(ranking, division, rank).select_related("attempt")}
        _settle(rank, [rows[code] for code in lot_order(seed.seed, rows)])
        words = _("Rank %(rank)d, %(count)d persons: the order of SHA-256 of seed and receipt code.")
        note(ranking, Step.LOT, actor, now, words % {"rank": rank, "count": count})
        settled += 1
    if not settled:
        raise RankingRefused(_("No prize waits for a tie."))
    audit.record("contest.draw_lot", round_page, actor=actor, ranking=ranking.number, ties=settled)
    return settled


@transaction.atomic
def decide_by_chair(
    *, round_page, division: str, rank: int, codes: Sequence[str], reason: str, actor, now: datetime.datetime
) -> int:
    """Settle one tie as the chair decided: the receipt codes in their order; the others stand behind them.

    Also where the rules say that equals share a rank, since a prize cannot be cut in two. Returns how many
    were tied. Raises RankingRefused for a code that is not tied there, and for one named twice.
    """
    ranking = under_way(round_page.pk)
    if ranking.quiz_rules.ties == Ties.LOT:
        raise RankingRefused(_("By the rules of this round the lot decides."))
    rows = {row.attempt.code: row for row in tied_rows(ranking, division, rank).select_related("attempt")}
    codes = [code.strip().upper() for code in codes if code.strip()]
    if unknown := [code for code in codes if code not in rows]:
        raise RankingRefused(
            _("Not among those who share this rank: %(codes)s.") % {"codes": ", ".join(unknown)}
        )
    if not codes or len(set(codes)) < len(codes):
        raise RankingRefused(_("Name each receipt code once, at least one."))
    rest = sorted(set(rows) - set(codes))
    _settle(rank, [rows[code] for code in [*codes, *rest]])
    note(ranking, Step.CHAIR, actor, now, f"{rank}: {', '.join(codes)}. {reason}")
    audit.record(
        "contest.decide_tie", round_page, actor=actor, rank=rank, codes=", ".join(codes), reason=reason
    )
    return len(rows)


def _settle(rank: int, rows: list[RankedRow]) -> None:
    for number, row in enumerate(rows):
        row.place = rank + number
    RankedRow.objects.bulk_update(rows, ["place"], batch_size=1000)


@transaction.atomic
def propose_awards(*, round_page, actor, now: datetime.datetime) -> dict[str, Proposal]:
    """Write down what the places give under the caps; what was proposed before is replaced.

    Raises RankingRefused before the round is ranked. Prizes that a tie keeps open are left out.
    """
    ranking = under_way(round_page.pk)
    if ranking.ranked_at is None:
        raise RankingRefused(_("Count and rank first."))
    proposals = proposal_of(ranking)
    QuizAward.objects.filter(ranking=ranking).delete()
    QuizAward.objects.bulk_create(
        QuizAward(ranking=ranking, prize_id=prize, row_id=row)
        for proposal in proposals.values()
        for prize, row in proposal.given
    )
    count = sum(len(proposal.given) for proposal in proposals.values())
    passed = sum(len(proposal.passed_over) for proposal in proposals.values())
    words = _("%(count)d prizes; %(passed)d persons passed over by the cap.") % {
        "count": count,
        "passed": passed,
    }
    note(ranking, Step.AWARD, actor, now, words)
    audit.record("contest.propose_awards", round_page, actor=actor, ranking=ranking.number, prizes=count)
    return proposals

"""Settle ties that keep prizes open, by lot or by the chair, and propose prizes."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.data.lots import lot_order
from contest_pages.standings.enums import Step, Ties
from contest_pages.standings.errors import RankingRefused
from contest_pages.standings.models import Award, LotSeed, RankedRow, Ranking, Subject
from contest_pages.standings.queries.proposals import Proposals, open_ties, proposals_of, tied_rows

from .ranking import record_step, under_way


@transaction.atomic
def draw_lot(*, subject: Subject, actor, now: datetime.datetime) -> int:
    """Settle by the sealed lot every tie that keeps a prize open; return the number of ties.

    Raises RankingRefused where the rules do not let a lot decide, or nothing is tied.
    """
    ranking = under_way(subject)
    if ranking.ties != Ties.LOT or subject.round is None:
        raise RankingRefused(_("By the rules of this round no lot is drawn."))
    seed = LotSeed.objects.get(round=subject.round.pk)
    settled = 0
    while ties := open_ties(ranking):
        tie = ties[0]
        rows = {row.code: row for row in tied_rows(ranking, tie.division, tie.rank)}
        _settle(tie.rank, [rows[code] for code in lot_order(seed.seed, rows)])
        words = _("Rank %(rank)d, %(count)d persons: the order of SHA-256 of seed and receipt code.")
        record_step(ranking, Step.LOT, actor, now, words % {"rank": tie.rank, "count": tie.count})
        settled += 1
    if not settled:
        raise RankingRefused(_("No prize waits for a tie."))
    audit.record("contest.draw_lot", subject.page, actor=actor, ranking=ranking.number, ties=settled)
    return settled


@transaction.atomic
def decide_by_chair(
    *,
    subject: Subject,
    division: str,
    rank: int,
    codes: Sequence[str],
    reason: str,
    actor,
    now: datetime.datetime,
) -> int:
    """Settle a tie as the chair decided: the codes in their order, the other rows behind them.

    Also where the rules say that equals share a rank, since a prize cannot be divided. Returns the number of
    tied rows. Raises RankingRefused for a code that is not part of the tie, and for a duplicate.
    """
    ranking = under_way(subject)
    if ranking.ties == Ties.LOT:
        raise RankingRefused(_("By the rules of this round the lot decides."))
    rows = {row.code: row for row in tied_rows(ranking, division, rank)}
    codes = [code.strip().upper() for code in codes if code.strip()]
    if unknown := [code for code in codes if code not in rows]:
        raise RankingRefused(
            _("Not among those who share this rank: %(codes)s.") % {"codes": ", ".join(unknown)}
        )
    if not codes or len(set(codes)) < len(codes):
        raise RankingRefused(_("Name each code once, at least one."))
    rest = sorted(set(rows) - set(codes))
    _settle(rank, [rows[code] for code in [*codes, *rest]])
    record_step(ranking, Step.CHAIR, actor, now, f"{rank}: {', '.join(codes)}. {reason}")
    # The reason stands in the step alone, where the erasure of a contestant finds it.
    audit.record("contest.decide_tie", subject.page, actor=actor, rank=rank, codes=", ".join(codes))
    return len(rows)


def _settle(rank: int, rows: list[RankedRow]) -> None:
    for number, row in enumerate(rows):
        row.place = rank + number
    RankedRow.objects.bulk_update(rows, ["place"], batch_size=1000)


@transaction.atomic
def propose_awards(*, subject: Subject, actor, now: datetime.datetime) -> Proposals:
    """Propose the prizes that follow from the places under the caps; earlier proposals are replaced.

    Raises RankingRefused before the ranking is computed. Prizes that a tie keeps open are left out.
    """
    ranking = under_way(subject)
    if ranking.ranked_at is None:
        raise RankingRefused(_("Count and rank first."))
    proposals = proposals_of(ranking)
    Award.objects.filter(ranking=ranking, published_at=None).delete()
    given = proposals.given
    rows = RankedRow.objects.in_bulk([row for _prize, row in given])
    bases = {prize.pk: prize.basis for prize in proposals.prizes}
    Award.objects.bulk_create(
        _award(ranking, prize, bases[prize], rows[row], actor, now) for prize, row in given
    )
    words = _("%(count)d prizes; %(passed)d persons passed over by the cap.") % {
        "count": len(given),
        "passed": proposals.passed_over,
    }
    record_step(ranking, Step.AWARD, actor, now, words)
    audit.record(
        "contest.propose_awards", subject.page, actor=actor, ranking=ranking.number, prizes=len(given)
    )
    return proposals


def _award(ranking: Ranking, prize: int, basis: str, row: RankedRow, actor, now: datetime.datetime) -> Award:
    """Return a proposed award for the candidate of a row."""
    recipient = next(name for name in ("entry_id", "registration_id", "unit_id") if getattr(row, name))
    return Award(
        contest_id=ranking.contest_id,
        prize_id=prize,
        ranking=ranking,
        row=row,
        basis=basis,
        proposed_at=now,
        proposed_by=actor,
        **{recipient: getattr(row, recipient)},
    )

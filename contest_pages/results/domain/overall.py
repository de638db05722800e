"""Prizes of the whole contest: the points of all rounds are added up, for persons or for units.

Counted from the published rankings of every round, settled where a shared rank keeps a prize open, and
published. Each deed is in the log; a later correction makes the next overall ranking.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit, page_cache
from contest_pages.contests.enums import PrizeBasis
from contest_pages.contests.models import ContestPage
from contest_pages.results.errors import RankingRefused
from contest_pages.results.logic.awarding import Promise, Proposal, propose
from contest_pages.results.logic.overall import digest_of_sums, rank_sums
from contest_pages.results.models import OverallRanking, OverallRow, QuizAward
from contest_pages.results.queries.overall import prizes_for, published_rankings_of, rounds_of, sums_of
from contest_pages.results.queries.places import first_places


def overall_under_way(contest: ContestPage, basis: str) -> OverallRanking:
    """Return the contest's unpublished overall ranking, locked; RankingRefused if there is none."""
    found = (
        OverallRanking.objects.select_for_update()
        .filter(contest=contest, basis=basis, published_at=None)
        .first()
    )
    if found is None:
        raise RankingRefused(_("Add up the rounds first."))
    return found


@transaction.atomic
def count(*, contest: ContestPage, basis: str, actor, now: datetime.datetime) -> OverallRanking:
    """Add up the published rankings and rank the sums; what was counted and not published is replaced.

    Raises RankingRefused while no round has a published ranking.
    """
    contest = ContestPage.objects.select_for_update(of=("self",)).get(pk=contest.pk)
    rankings = published_rankings_of(contest)
    if not rankings:
        raise RankingRefused(_("No round of this contest has a published ranking yet."))
    old = OverallRanking.objects.filter(contest=contest, basis=basis, published_at=None)
    OverallRow.objects.filter(overall__in=old).delete()
    old.delete()
    last = OverallRanking.objects.filter(contest=contest, basis=basis).order_by("-number").first()
    sums = sums_of([found.pk for found in rankings], basis)
    keys = {total.code: key for key, total in sums.items()}
    ranked = rank_sums(sums.values(), basis)
    caps = [found.quiz_rules.award_cap for found in rankings if found.quiz_rules.award_cap]
    overall = OverallRanking.objects.create(
        contest=contest,
        basis=basis,
        number=last.number + 1 if last else 1,
        rankings=[found.pk for found in rankings],
        cap=min(caps, default=None),
        counted_at=now,
        counted_by=actor,
        digest=digest_of_sums(ranked),
    )
    column = "registration_id" if basis == PrizeBasis.QUIZ_OVERALL else "unit_id"
    OverallRow.objects.bulk_create(
        (
            OverallRow(
                overall=overall,
                points=total.points,
                seconds=total.seconds,
                persons=total.persons,
                rounds=total.rounds,
                rank=rank,
                **{column: keys[total.code]},
            )
            for rank, total in ranked
        ),
        batch_size=2000,
    )
    audit.record(
        "contest.count_overall", contest, actor=actor, basis=basis, overall=overall.number, rows=len(ranked)
    )
    return overall


def proposals_of(overall: OverallRanking) -> dict[str, Proposal]:
    """Return what the places give, by the division of the prizes; "" is everybody."""
    prizes = prizes_for(overall.contest, overall.basis)
    won = _won_in_rounds(overall) if overall.basis == PrizeBasis.QUIZ_OVERALL else Counter()
    proposals = {}
    for division in sorted({prize.division for prize in prizes}):
        promises = [Promise(prize.pk, prize.count) for prize in prizes if prize.division == division]
        wanted = sum(promise.count or 1 for promise in promises) + sum(won.values())
        places = first_places(rows_in(overall, division), wanted)
        proposals[division] = propose(places, promises, cap=overall.cap, won=won)
        won = won + Counter(place.person for place in places if place.row in _rows_of(proposals[division]))
    return proposals


def _rows_of(proposal: Proposal) -> set[int]:
    return {row for _prize, row in proposal.given}


def _won_in_rounds(overall: OverallRanking) -> Counter:
    awards = QuizAward.objects.filter(ranking__in=overall.rankings, revoked_at=None)
    return Counter(awards.values_list("row__registration", flat=True))


def rows_in(overall: OverallRanking, division: str):
    """Return the rows among which the prizes of a division are given."""
    rows = overall.rows.all()
    if division and overall.basis == PrizeBasis.QUIZ_OVERALL:
        rows = rows.filter(registration__division=division)
    return rows


@transaction.atomic
def decide_tie(
    *, contest: ContestPage, basis: str, order: Mapping[int, int], reason: str, actor, now: datetime.datetime
) -> None:
    """Settle a shared rank as the chair decided: `order` gives each of its rows a number from 1.

    Raises RankingRefused where the rows do not share one rank, or the numbers are not 1, 2, 3 …
    """
    overall = overall_under_way(contest, basis)
    rows = list(overall.rows.filter(pk__in=order, place=None))
    if not rows or len(rows) != len(order) or len({row.rank for row in rows}) != 1:
        raise RankingRefused(_("These do not share a rank, or their order is decided already."))
    if sorted(order.values()) != list(range(1, len(rows) + 1)):
        raise RankingRefused(_("Give each a number of its own: 1, 2, 3 and so on."))
    for row in rows:
        row.place = row.rank + order[row.pk] - 1
    OverallRow.objects.bulk_update(rows, ["place"], batch_size=1000)
    audit.record(
        "contest.decide_overall_tie", contest, actor=actor, basis=basis, rank=rows[0].rank, reason=reason
    )


def what_is_missing(overall: OverallRanking, proposals: Mapping[str, Proposal]) -> str:
    """Return why an overall ranking cannot be published yet, in a sentence; empty where nothing is missing."""
    published = {found.round_id: found.pk for found in published_rankings_of(overall.contest)}
    waiting = [found.title for found in rounds_of(overall.contest) if found.pk not in published]
    if waiting:
        return _("The ranking of these rounds is not published yet: %(rounds)s.") % {
            "rounds": ", ".join(waiting)
        }
    if sorted(published.values()) != sorted(overall.rankings):
        return _("A ranking was published since these sums were made. Please add up again.")
    if any(proposal.open_ties for proposal in proposals.values()):
        return _("Prizes still wait for a tie to be settled.")
    return ""


@transaction.atomic
def publish_overall(*, contest: ContestPage, basis: str, actor, now: datetime.datetime) -> OverallRanking:
    """Give the prizes to their places and let everybody see them. Twice is as good as once.

    Raises RankingRefused with what is missing.
    """
    last = OverallRanking.objects.filter(contest=contest, basis=basis).order_by("-number").first()
    if last is not None and last.published_at is not None:
        return last
    overall = overall_under_way(contest, basis)
    proposals = proposals_of(overall)
    if missing := what_is_missing(overall, proposals):
        raise RankingRefused(missing)
    given = {row: prize for proposal in proposals.values() for prize, row in proposal.given}
    rows = list(overall.rows.filter(pk__in=given))
    for row in rows:
        row.prize_id = given[row.pk]
    OverallRow.objects.bulk_update(rows, ["prize"], batch_size=1000)
    overall.published_at = now
    overall.save(update_fields=["published_at"])
    audit.record(
        "contest.publish_overall",
        contest,
        actor=actor,
        basis=basis,
        overall=overall.number,
        digest=overall.digest,
    )
    page_cache.changed()
    return overall

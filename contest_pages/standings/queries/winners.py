"""Winners, for the home page, cards of contests, the results page, open data and participation alike.

An award counts once it is published, and until it is revoked or a later ranking replaces it. Callers pass the
contests: only those that visitors may see, where the result is shown to visitors.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Max, Q, Subquery, Window
from django.db.models.functions import RowNumber

from contest_pages.contests.models import ContestPage, Prize
from contest_pages.contests.models.form_page import Fragment
from contest_pages.entries.models import Entry
from contest_pages.standings.models import Award
from contest_pages.standings.models.award import AWARD_ORDER


def _of(contests: Iterable[ContestPage]) -> Q:
    """Return the condition that an award belongs to these contests; a translation shares those of its original."""
    return Q(contest__translation_key__in={contest.translation_key for contest in contests})


def awards_by_hand(contest: ContestPage):
    """Return the effective awards given by hand, with what a card reads."""
    return Award.objects.effective().filter(_of([contest]), ranking=None).named()


def awards_of(contests: Iterable[ContestPage]) -> dict[int, list[Award]]:
    """Return {contest: effective awards, the highest first} of contests with awards, in a fixed number of queries."""
    contests = list(contests)
    given: dict[UUID, list[Award]] = {}
    for award in Award.objects.effective().filter(_of(contests)).named():
        given.setdefault(award.contest.translation_key, []).append(award)
    return {
        contest.pk: given[contest.translation_key] for contest in contests if contest.translation_key in given
    }


def latest_winners(contests: Iterable[ContestPage], limit: int = 6) -> list[Award]:
    """Return the highest awards of the two contests whose awards were published last, the latest contest first.

    Each contest gets half of `limit`, and the part that the other does not fill.
    """
    effective = Award.objects.effective().filter(_of(contests))
    last = effective.values("contest").annotate(last=Max("published_at")).order_by("-last", "-contest")
    turn = Window(RowNumber(), partition_by="contest", order_by=AWARD_ORDER)
    highest = effective.filter(contest__in=Subquery(last.values("contest")[:2])).annotate(
        turn=turn, last=Window(Max("published_at"), partition_by="contest")
    )
    of_contest: dict[int, list[Award]] = {}
    for award in highest.filter(turn__lte=limit).named().order_by("-last", "-contest", "turn"):
        of_contest.setdefault(award.contest_id, []).append(award)
    if len(of_contest) < 2:
        return [award for awards in of_contest.values() for award in awards]
    first, second = of_contest.values()
    room = max(limit - len(second), limit // 2)
    return [*first[:room], *second[: limit - min(room, len(first))]]


def winners_on_cards(contests: list[ContestPage], most: int = 3) -> dict[int, Fragment]:
    """Return the highest awards of each contest for its card, in a fixed number of queries."""
    return {
        contest: Fragment("contest_standings/_winners_on_card.html", {"awards": awards[:most]})
        for contest, awards in awards_of(contests).items()
    }


def prizes_of_works(entries: Iterable[Entry]) -> dict[int, Prize]:
    """Return {entry: the highest prize given to it} of accepted works with one, in one query."""
    accepted = [entry.pk for entry in entries if not entry.is_disqualified]
    prizes: dict[int, Prize] = {}
    for award in Award.objects.effective().filter(entry__in=accepted).select_related("prize").in_order():
        prizes.setdefault(award.entry_id, award.prize)
    return prizes


def awards_by_unit(contest: ContestPage) -> dict[int, int]:
    """Return {unit: number of awards} of a contest, whether the unit may be published or not: for the staff only."""
    awards = Award.objects.effective().filter(_of([contest])).with_own_unit()
    return dict(awards.values_list("own_unit").annotate(Count("pk")))


def public_awards_by_unit(contest: ContestPage) -> dict[int, int]:
    """Return {unit: number of awards} of a contest, as far as the units may be published."""
    awards = Award.objects.effective().filter(_of([contest])).in_public_units()
    return dict(awards.values_list("public_unit").annotate(Count("pk")))

"""The staff hears at once of what changes the panel of a work."""

from __future__ import annotations

from collections.abc import Sequence

from contest_pages.judging.models import JuryRoundPage, SeatTerm
from contest_pages.judging.queries.staff import secretaries_of
from contest_pages.notices.notifying import notify


def tell_of_conflict(term: SeatTerm, candidates: Sequence[int], *, actor) -> None:
    """Write to secretaries and organisers that a juror does not judge these candidates; not to who entered it."""
    contest = JuryRoundPage.objects.get(pk=term.round_id).contest.original
    for account in secretaries_of(contest):
        if actor is None or account.pk != actor.pk:
            notify("judging.conflict", account, contest=contest, term=term.pk, candidates=list(candidates))

"""A ranking and its prizes are published; a prize is revoked."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit, page_cache
from contest_pages.results.enums import Step
from contest_pages.results.errors import RankingRefused
from contest_pages.results.models import LotSeed, QuizAward, Ranking

from .awarding import proposal_of
from .ranking import note, under_way


@transaction.atomic
def publish(*, round_page, actor, now: datetime.datetime) -> Ranking:
    """Let everybody see the ranking and its prizes, and open the lot. Twice is as good as once.

    Raises RankingRefused before it is ranked, and while prizes wait for a tie to be settled.
    """
    last = Ranking.objects.filter(round=round_page.pk).order_by("-number").first()
    if last is not None and last.published_at is not None:
        return last
    ranking = under_way(round_page.pk)
    if ranking.ranked_at is None:
        raise RankingRefused(_("Count and rank first."))
    proposal = proposal_of(ranking)
    if any(found.open_ties for found in proposal.values()):
        raise RankingRefused(_("Prizes still wait for a tie to be settled."))
    given = {row for found in proposal.values() for _prize, row in found.given}
    if given != set(ranking.awards.values_list("row", flat=True)):
        raise RankingRefused(_("Propose the prizes first: they are not those that the places give."))
    ranking.published_at = now
    ranking.save(update_fields=["published_at"])
    LotSeed.objects.filter(round=round_page.pk, opened_at=None).update(opened_at=now)
    note(ranking, Step.PUBLISH, actor, now)
    audit.record(
        "contest.publish_ranking", round_page, actor=actor, ranking=ranking.number, digest=ranking.digest
    )
    page_cache.changed()
    return ranking


@transaction.atomic
def revoke_award(*, award: QuizAward, reason: str, actor, now: datetime.datetime) -> QuizAward:
    """Take a published prize back, with a reason that stays. To move the next up, freeze and strike out."""
    award = (
        QuizAward.objects.select_for_update()
        .select_related("ranking__round", "row__registration")
        .get(pk=award.pk)
    )
    if award.revoked_at is None:
        award.revoked_at, award.revoked_because = now, reason
        award.save(update_fields=["revoked_at", "revoked_because"])
        note(award.ranking, Step.REVOKE, actor, now, f"{award.row.registration.code}: {reason}")
        audit.record("contest.revoke_award", award.row.registration, actor=actor, reason=reason)
        page_cache.changed()
    return award

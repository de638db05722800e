"""Publish a ranking with its awards; revoke an award."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.publishing import page_cache
from contest_pages.standings.enums import Step
from contest_pages.standings.errors import AwardRefused, RankingRefused
from contest_pages.standings.models import Award, LotSeed, Ranking, Subject
from contest_pages.standings.queries.proposals import Proposals, proposals_of

from .notifying import notify_of_end, notify_of_ranking
from .ranking import record_step, under_way


def missing_of(ranking: Ranking, proposals: Proposals | None = None) -> str:
    """Return why a ranking cannot be published yet, in a sentence; empty where nothing is missing.

    `proposals` are those of the ranking, where the caller has them already.
    """
    if ranking.ranked_at is None:
        return _("Count and rank first.")
    if missing := ranking.source.missing(ranking):
        return missing
    proposals = proposals or proposals_of(ranking)
    if proposals.open_ties:
        return _("Prizes still wait for a tie to be settled.")
    if set(proposals.given) != set(ranking.awards.values_list("prize", "row")):
        return _("Propose the prizes first: they are not those that the places give.")
    return ""


@transaction.atomic
def publish(*, subject: Subject, actor, now: datetime.datetime) -> Ranking:
    """Publish the ranking with its prizes, and open the lot. Idempotent. Side effect: letters to the winners.

    Raises RankingRefused before the ranking is computed, while an open tie keeps a prize open, and with the
    source's own reason.
    """
    last = Ranking.objects.select_for_update().filter(subject.rankings).order_by("-number").first()
    if last is not None and not last.is_under_way:
        return last
    ranking = under_way(subject)
    if missing := missing_of(ranking):
        raise RankingRefused(missing)
    before = Ranking.objects.filter(subject.rankings, published_at__isnull=False).order_by("-number").first()
    ranking.published_at = now
    ranking.save(update_fields=["published_at"])
    ranking.awards.update(published_at=now)
    if subject.round is not None:
        LotSeed.objects.filter(round=subject.round.pk, opened_at=None).update(opened_at=now)
    record_step(ranking, Step.PUBLISH, actor, now)
    notify_of_ranking(ranking, before)
    audit.record(
        "contest.publish_ranking", subject.page, actor=actor, ranking=ranking.number, digest=ranking.digest
    )
    page_cache.changed()
    return ranking


@transaction.atomic
def revoke_award(*, award: Award, reason: str, actor, now: datetime.datetime) -> Award:
    """Revoke a published award, with a reason that stays on record. Idempotent. Side effect: a letter with the reason.

    To move the next candidate of a ranking up, freeze again and exclude. Raises AwardRefused for an unpublished
    award, which can be removed instead.
    """
    award = Award.objects.select_for_update(of=("self",)).named().get(pk=award.pk)
    if award.published_at is None:
        raise AwardRefused(_("This prize is not published yet: remove it instead."))
    if award.revoked_at is None:
        award.revoked_at, award.revoked_by, award.revoked_because = now, actor, reason
        award.save(update_fields=["revoked_at", "revoked_by", "revoked_because"])
        notify_of_end(award)
        if award.ranking_id:
            record_step(award.ranking, Step.REVOKE, actor, now, f"{award.office_name}: {reason}")
        member = award.member.registration if award.member_id else None
        audit.record(
            "contest.revoke_award",
            award.entry or award.registration or member or award.contest,
            actor=actor,
            award=award.pk,
            reason=reason,
        )
        page_cache.changed()
    return award

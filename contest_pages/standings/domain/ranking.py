"""Rank a round, or a contest as a whole: freeze, exclude, rank. Settling ties, awarding and publishing follow.

Each step is recorded with its actor and time. The same input always gives the same ranking:
`contest_recompute_standings --check` proves it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.standings.enums import Step, Ties
from contest_pages.standings.errors import RankingRefused
from contest_pages.standings.models import Award, Exclusion, RankedRow, Ranking, RankingStep, Subject
from contest_pages.standings.queries.sealing import digest_of

from .sealing import seal_lot
from .writing import write_rows


def under_way(subject: Subject) -> Ranking:
    """Return the subject's unpublished ranking, locked; RankingRefused if there is none."""
    ranking = Ranking.objects.select_for_update().filter(subject.rankings, published_at=None).first()
    if ranking is None:
        raise RankingRefused(_("Freeze the round first.") if subject.round else _("Add up the rounds first."))
    return ranking


def record_step(ranking: Ranking, step: Step, actor, now: datetime.datetime, words: str = "") -> None:
    """Record a step of a ranking."""
    RankingStep.objects.create(ranking=ranking, step=step, by=actor, at=now, words=words)


def locked(subject: Subject) -> Subject:
    """Return the subject with its published page read again and locked until the transaction ends."""
    page = subject.page
    kind = page.specific_class or type(page) if subject.round else type(page)
    page = kind.objects.select_for_update(of=("self",)).get(pk=page.pk)
    return replace(subject, round=page) if subject.round else replace(subject, contest=page)


def next_number(subject: Subject) -> int:
    """Return the number of the subject's next ranking."""
    last = Ranking.objects.filter(subject.rankings).order_by("-number").first()
    return last.number + 1 if last else 1


@transaction.atomic
def freeze(*, subject: Subject, actor, now: datetime.datetime) -> Ranking:
    """Begin a ranking: from here on submissions and rules do not change. Idempotent.

    After a publication it begins the next ranking, for a correction; the published ranking stays until then.
    Side effects in order: the source's preparation (overdue attempts submitted, marks updated), the ranking
    with a copy of the rules, the sealed lot if the rules need it, step, audit line. Raises RankingRefused with
    the source's reason, for example while the round is open.
    """
    subject = locked(subject)
    if present := Ranking.objects.filter(subject.rankings, published_at=None).first():
        return present
    if refusal := subject.source.refusal(subject, now):
        raise RankingRefused(refusal)
    prepared = subject.source.prepare(subject, now)
    try:
        with transaction.atomic():
            ranking = Ranking.objects.create(
                contest=subject.contest,
                round=subject.round,
                basis=subject.basis,
                number=next_number(subject),
                rules=subject.source.rules(subject),
                rules_revision=subject.page.live_revision_id,
                frozen_at=now,
                facts=prepared.facts,
            )
    except IntegrityError:
        return Ranking.objects.get(subject.rankings, published_at=None)
    if subject.round is not None and ranking.ties == Ties.LOT:
        seal_lot(subject.round, now)
    record_step(ranking, Step.FREEZE, actor, now, prepared.words)
    audit.record(
        "contest.freeze_round", subject.page, actor=actor, ranking=ranking.number, basis=subject.basis
    )
    return ranking


@transaction.atomic
def exclude(*, subject: Subject, registration, reason: str, actor, now: datetime.datetime) -> Exclusion:
    """Exclude a contestant from a round that is being ranked. Idempotent.

    Submissions stay unchanged; computed ranks are cleared and must be computed again.
    """
    if subject.round is None:
        raise ValueError("A contestant is excluded from a round, not from a sum of rounds.")
    ranking = under_way(subject)
    present = Exclusion.objects.filter(
        round=subject.round.pk, registration=registration, lifted_at=None
    ).first()
    if present:
        return present
    exclusion = Exclusion.objects.create(
        round_id=subject.round.pk, registration=registration, reason=reason, by=actor, at=now
    )
    clear(ranking)
    record_step(ranking, Step.EXCLUDE, actor, now, f"{registration.code}: {reason}")
    audit.record("contest.exclude", registration, actor=actor, round=subject.round.pk, reason=reason)
    return exclusion


@transaction.atomic
def lift_exclusion(*, exclusion: Exclusion, reason: str, actor, now: datetime.datetime) -> Exclusion:
    """Lift an exclusion, with a reason; it stays on record. Idempotent."""
    ranking = under_way(Subject.of_round(exclusion.round))
    exclusion = (
        Exclusion.objects.select_for_update(of=("self",)).select_related("registration").get(pk=exclusion.pk)
    )
    if exclusion.lifted_at is None:
        exclusion.lifted_at, exclusion.lifted_by, exclusion.lifted_reason = now, actor, reason
        exclusion.save(update_fields=["lifted_at", "lifted_by", "lifted_reason"])
        clear(ranking)
        record_step(ranking, Step.LIFT, actor, now, f"{exclusion.registration.code}: {reason}")
        audit.record("contest.lift_exclusion", exclusion.registration, actor=actor, round=exclusion.round_id)
    return exclusion


def clear(ranking: Ranking) -> None:
    """Delete the computed rows, awards and figures of an unpublished ranking."""
    Award.objects.filter(ranking=ranking, published_at=None).delete()
    rows = RankedRow.objects.filter(ranking=ranking)
    rows._raw_delete(rows.db)  # up to half a million rows without references: no need to read them first
    ranking.ranked_at, ranking.digest = None, ""
    kept = ranking.source.frozen_facts
    ranking.facts = {key: value for key, value in ranking.facts.items() if key in kept}
    ranking.save()


@transaction.atomic
def rank(*, subject: Subject, actor, now: datetime.datetime) -> Ranking:
    """Rank what is left after exclusions, by the rules copied at freezing.

    Earlier results are replaced. Side effects in order: the source's figures, rows, digest, step, audit line.
    """
    ranking = under_way(subject)
    clear(ranking)
    source = subject.source
    ranking.facts = {**ranking.facts, **source.facts(ranking)}
    ranking.ranked_at = now
    ranking.save()
    write_rows(ranking)
    seal_rows(ranking)
    record_step(ranking, Step.RANK, actor, now, source.count_words(ranking))
    audit.record(
        "contest.rank_round", subject.page, actor=actor, ranking=ranking.number, digest=ranking.digest
    )
    return ranking


def seal_rows(ranking: Ranking) -> None:
    """Store the number of rows, and the seal over all of them."""
    ranking.facts = {**ranking.facts, "ranked": ranking.rows.count()}
    ranking.digest = digest_of(ranking)
    ranking.save(update_fields=["digest", "facts"])


@transaction.atomic
def count(*, subject: Subject, actor, now: datetime.datetime) -> Ranking:
    """Freeze if no ranking is under way, and rank: for sums over rounds, whose published parts are final."""
    freeze(subject=subject, actor=actor, now=now)
    return rank(subject=subject, actor=actor, now=now)


def record_correction(*, round_ids: Iterable[int], words: str, actor, now: datetime.datetime) -> None:
    """Record in the last ranking of each round that attempts were marked again; an unpublished ranking is cleared."""
    for round_id in round_ids:
        ranking = Ranking.objects.select_for_update().filter(round=round_id).order_by("-number").first()
        if ranking is not None:
            if ranking.is_under_way:
                clear(ranking)
            record_step(ranking, Step.CORRECT, actor, now, words)

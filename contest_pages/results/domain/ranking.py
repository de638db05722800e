"""A quiz round is ranked: frozen, struck out, counted. Settling, awarding and publishing follow (awarding, publishing).

Each step is a record with who and when. The same input always gives the same list: `recompute_standings
--check` proves it.
"""

from __future__ import annotations

import datetime
import secrets
from dataclasses import asdict

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_pages import audit
from contest_pages.quizzes.domain.correcting import mark_again
from contest_pages.quizzes.domain.overdue import hand_in_overdue
from contest_pages.quizzes.enums import Ties
from contest_pages.quizzes.logic.predictions import write_prediction
from contest_pages.quizzes.models import Attempt, QuizRoundPage
from contest_pages.results.enums import Step
from contest_pages.results.errors import RankingRefused
from contest_pages.results.logic.ranking import commitment_of
from contest_pages.results.models import LotSeed, QuizAward, RankedRow, Ranking, RankingStep, Strike
from contest_pages.results.queries.ranking import counts_of, digest_of_ranking, target_in, write_ranks


def seal_lot(round_page: QuizRoundPage, now: datetime.datetime) -> LotSeed:
    """Return the round's sealed lot, made if there is none: its commitment is public from then on."""
    seed = secrets.token_hex(32)
    defaults = {"seed": seed, "commitment": commitment_of(seed), "made_at": now}
    return LotSeed.objects.get_or_create(round_id=round_page.pk, defaults=defaults)[0]


def under_way(round_id: int) -> Ranking:
    """Return the round's unpublished ranking, locked; RankingRefused if there is none."""
    found = Ranking.objects.select_for_update().filter(round=round_id, published_at=None).first()
    if found is None:
        raise RankingRefused(_("Freeze the round first."))
    return found


def note(ranking: Ranking, step: Step, actor, now: datetime.datetime, words: str = "") -> None:
    """Record a step."""
    RankingStep.objects.create(ranking=ranking, step=step, by=actor, at=now, words=words)


@transaction.atomic
def freeze(*, round_page: QuizRoundPage, actor, now: datetime.datetime) -> Ranking:
    """Begin to rank a round: from here on its attempts and rules stand still. Twice is as good as once.

    After a publication it begins the next ranking, for a correction; the published one stays until then.
    Side effects in order: overdue attempts handed in, all marks put right by the keys of this moment, the
    ranking with a copy of the rules, step, audit line. Raises RankingRefused while the round is open or
    somebody with extra time still writes.
    """
    round_page = QuizRoundPage.objects.select_for_update(of=("self",)).get(pk=round_page.pk)
    if found := Ranking.objects.filter(round=round_page, published_at=None).first():
        return found
    if not round_page.has_closed(now):
        raise RankingRefused(_("The round is still open; it can be frozen when it has closed."))
    hand_in_overdue(now)
    if running := Attempt.objects.running().filter(round=round_page).count():
        raise RankingRefused(
            ngettext(
                "%(count)d attempt is still running. Please wait until its time is over.",
                "%(count)d attempts are still running. Please wait until their time is over.",
                running,
            )
            % {"count": running}
        )
    changed, handed_in = mark_again(round_page)
    total = Attempt.objects.of_persons().filter(round=round_page).count()
    last = Ranking.objects.filter(round=round_page).order_by("-number").first()
    try:
        with transaction.atomic():
            ranking = Ranking.objects.create(
                round_id=round_page.pk,
                number=last.number + 1 if last else 1,
                rules=asdict(round_page.rules),
                rules_revision=round_page.live_revision_id,
                frozen_at=now,
                attempts=total,
            )
    except IntegrityError:
        return Ranking.objects.get(round=round_page, published_at=None)
    if round_page.ties == Ties.LOT:
        seal_lot(round_page, now)
    words = _("%(attempts)d attempts; %(changed)d marks put right.") % {"attempts": total, "changed": changed}
    if unnamed := handed_in - total:
        words += " " + _("%(count)d attempts of visitors who never said who they are do not count.") % {
            "count": unnamed
        }
    note(ranking, Step.FREEZE, actor, now, words)
    audit.record("contest.freeze_round", round_page, actor=actor, ranking=ranking.number, attempts=total)
    return ranking


@transaction.atomic
def strike(*, round_page, registration, reason: str, actor, now: datetime.datetime) -> Strike:
    """Strike a contestant out of a round that is being ranked. Twice is as good as once.

    The attempt stays as it is; what was ranked before is void and must be counted again.
    """
    ranking = under_way(round_page.pk)
    found = Strike.objects.filter(round=round_page.pk, registration=registration, lifted_at=None).first()
    if found:
        return found
    struck = Strike.objects.create(
        round_id=round_page.pk, registration=registration, reason=reason, by=actor, at=now
    )
    void(ranking)
    note(ranking, Step.STRIKE, actor, now, f"{registration.code}: {reason}")
    audit.record("contest.strike_out", registration, actor=actor, round=round_page.pk, reason=reason)
    return struck


@transaction.atomic
def lift_strike(*, strike: Strike, reason: str, actor, now: datetime.datetime) -> Strike:
    """Take a strike back, with a reason; the strike itself stays on record."""
    ranking = under_way(strike.round_id)
    strike = Strike.objects.select_for_update().select_related("registration").get(pk=strike.pk)
    if strike.lifted_at is None:
        strike.lifted_at, strike.lifted_by, strike.lifted_reason = now, actor, reason
        strike.save(update_fields=["lifted_at", "lifted_by", "lifted_reason"])
        void(ranking)
        note(ranking, Step.LIFT, actor, now, f"{strike.registration.code}: {reason}")
        audit.record("contest.lift_strike", strike.registration, actor=actor, round=strike.round_id)
    return strike


def void(ranking: Ranking) -> None:
    """Forget what was counted of an unpublished ranking."""
    QuizAward.objects.filter(ranking=ranking).delete()
    rows = RankedRow.objects.filter(ranking=ranking)
    rows._raw_delete(rows.db)  # half a million rows that nothing points to any more need not be read first
    ranking.ranked_at, ranking.target, ranking.digest = None, None, ""
    ranking.persons_left = ranking.attempts_left = ranking.all_right = 0
    ranking.save()


@transaction.atomic
def rank(*, round_page, actor, now: datetime.datetime) -> Ranking:
    """Count what is left after strikes, compute the prediction's target, and rank everybody.

    What was counted before is replaced. Side effects in order: counts and target, rows, digest, step, audit.
    """
    ranking = under_way(round_page.pk)
    void(ranking)
    rules = ranking.quiz_rules
    counts = counts_of(round_page.pk, rules)
    for name, value in counts.items():
        setattr(ranking, name, value)
    ranking.target = target_in(rules, counts)
    ranking.ranked_at = now
    ranking.save()
    write_ranks(ranking)
    ranking.digest = digest_of_ranking(ranking)
    ranking.save(update_fields=["digest"])
    words = _("%(persons)d persons, %(attempts)d attempts, %(all_right)d all right.") % {
        "persons": counts["persons_left"],
        "attempts": counts["attempts_left"],
        "all_right": counts["all_right"],
    }
    if ranking.target is not None:
        words += " " + _("To be predicted was %(target)s.") % {"target": write_prediction(ranking.target)}
    note(ranking, Step.RANK, actor, now, words)
    audit.record("contest.rank_round", round_page, actor=actor, ranking=ranking.number, digest=ranking.digest)
    return ranking

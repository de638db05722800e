"""The register of checks of the sum, and what a check shows: sheets added up again beside the published total."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from contest_pages.judging.errors import JudgingRefused
from contest_pages.judging.logic.points import total_of
from contest_pages.judging.logic.rechecks import recheck_until
from contest_pages.judging.logic.rules import JudgingRules
from contest_pages.judging.models import Candidate, JuryRoundPage, RecheckRequest, ScoreSheet, SheetChain
from contest_pages.privacy.queries import Part
from contest_pages.registrations.models import Registration
from contest_pages.standings.models import RankedRow, Ranking
from contest_pages.vietnamese import moment

from .results import judged_of


def published_ranking(round_id: int) -> Ranking | None:
    """Return the ranking of a round that visitors see; None before the publication."""
    return Ranking.objects.published().filter(round=round_id).first()


def row_of(candidate: Candidate, ranking: Ranking) -> RankedRow | None:
    """Return the place of a candidate in a ranking."""
    rows = RankedRow.objects.filter(ranking=ranking)
    if candidate.entry_id:
        return rows.filter(entry=candidate.entry_id).first()
    return rows.filter(entry=None, registration=candidate.registration_id).first()


def is_own(candidate: Candidate, registration: Registration, ranking: Ranking) -> bool:
    """Say whether a candidate is a contestant's own and has a place in a ranking."""
    owner = candidate.entry.registration_id if candidate.entry else candidate.registration_id
    return owner == registration.pk and row_of(candidate, ranking) is not None


def asking_until(ranking: Ranking) -> datetime.datetime | None:
    """Return until when a check of a published ranking may be asked for; None where its rules allow none."""
    return recheck_until(ranking.published_at, ranking.rules["recheck_days"])


def register_of(round_id: int) -> list[RecheckRequest]:
    """Return the requests of a round, those without a reply first, each by its number."""
    found = RecheckRequest.objects.filter(round_id=round_id).select_related(
        "candidate__entry", "candidate__registration", "registration", "ranking", "answered_by"
    )
    return sorted(found, key=lambda recheck: (not recheck.is_open, recheck.number))


def waiting_rechecks(round_id: int) -> int:
    """Return how many requests of a round wait for a reply."""
    return RecheckRequest.objects.filter(round_id=round_id, answered_at=None).count()


def rounds_with_waiting_rechecks() -> list[JuryRoundPage]:
    """Return the jury rounds with requests that wait, each with their number as `waiting`."""
    waiting = Count("rechecks", filter=Q(rechecks__answered_at=None))
    return list(JuryRoundPage.objects.annotate(waiting=waiting).filter(waiting__gt=0).order_by("path"))


@dataclass(frozen=True)
class CheckedSheet:
    """A sheet that counts, added up again: points by criterion in thousandths, totals in hundred-thousandths."""

    seat: int
    points: Sequence[int | None]
    sealed: int | None
    added_up: int | None

    @property
    def agrees(self) -> bool:
        """Say whether the sealed total is the sum."""
        return self.sealed is not None and self.sealed == self.added_up


@dataclass(frozen=True)
class SumCheck:
    """What the sheets of a work make now beside what is published, both in thousandths; `refusal` says why they make nothing."""

    rules: JudgingRules
    sheets: Sequence[CheckedSheet]
    published: int | None
    calculated: int | None
    is_sound: bool
    has_later_records: bool
    refusal: str = ""

    @property
    def agrees(self) -> bool:
        """Say whether every sum is right and the result is the published one."""
        same = self.calculated is not None and self.calculated == self.published
        return same and self.is_sound and all(sheet.agrees for sheet in self.sheets)


def sum_check(recheck: RecheckRequest, *, is_sound: bool) -> SumCheck:
    """Add up the sheets of a work again by the rules of its published ranking. `is_sound`: the record of the round verifies."""
    ranking, candidate = recheck.ranking, recheck.candidate
    rules = JudgingRules.from_json(ranking.rules)
    row = row_of(candidate, ranking)
    calculated, refusal = None, ""
    try:
        outcomes = {judged.pk: outcome for judged, outcome in judged_of(recheck.round_id, rules)}
        if candidate.pk in outcomes:
            calculated = outcomes[candidate.pk].score
        else:
            refusal = _("This work takes part in the ranking no more.")
    except JudgingRefused as refused:
        refusal = refused.message
    chain = SheetChain.objects.filter(round_id=recheck.round_id).first()
    return SumCheck(
        rules,
        _checked_sheets(candidate),
        row.score if row else None,
        calculated,
        is_sound,
        chain is not None and chain.last_hash != ranking.facts.get("last_hash"),
        refusal,
    )


def _checked_sheets(candidate: Candidate) -> list[CheckedSheet]:
    sheets = ScoreSheet.objects.counted().filter(candidate=candidate, part_key="")
    found = []
    for sheet in sheets.select_related("seat", "plan").order_by("seat__number"):
        criteria = sheet.plan.judging_rules.criteria
        if sheet.seat.counts and sheet.seat.removed_at is None:
            points = [sheet.points.get(criterion.key) for criterion in criteria]
            found.append(
                CheckedSheet(sheet.seat.number, points, sheet.total, total_of(sheet.points, criteria))
            )
    return found


def rechecks_of(registration: Registration) -> Part | None:
    """Return a contestant's requests with their replies, for the file of own data; None where there are none."""
    rechecks = list(
        registration.rechecks.select_related("round", "candidate__entry", "candidate__registration")
    )
    if not rechecks:
        return None
    return Part(
        "rechecks",
        _("Checks of the sum that you asked for"),
        [
            {
                _("Round"): recheck.round.title,
                _("Work"): recheck.candidate.code,
                _("Number in the register"): recheck.number,
                _("Asked at"): moment(recheck.asked_at),
                _("Your words"): recheck.words,
                _("Outcome"): str(recheck.get_outcome_display()),
                _("Our answer"): recheck.reply,
            }
            for recheck in rechecks
        ],
    )

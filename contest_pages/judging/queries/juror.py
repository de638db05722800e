"""What a juror sees: the own works and the own sheets, never those of others."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from contest_pages.judging.enums import Anonymity, CandidateState, Excuse, OrderShown
from contest_pages.judging.logic.points import WHOLE
from contest_pages.judging.logic.rules import JudgingRules
from contest_pages.judging.models import (
    Assignment,
    Candidate,
    JudgingPlan,
    JuryRoundPage,
    Reopening,
    ScoreSheet,
    SeatTerm,
    SheetDraft,
)


@dataclass(frozen=True)
class OwnWork:
    """A work in a juror's list, with the own draft or sheet."""

    candidate: Candidate
    excuse: str = ""
    draft: SheetDraft | None = None
    sheet: ScoreSheet | None = None
    reopening: Reopening | None = None

    @property
    def number(self) -> int:
        """Return the number by which jurors name it."""
        return self.candidate.number

    @property
    def is_out(self) -> bool:
        """Say whether nothing is scored any more: the work left, or the juror does not judge it."""
        left = self.candidate.state not in (CandidateState.IN, CandidateState.EXHIBITION)
        return left or bool(self.excuse)

    @property
    def is_conflict(self) -> bool:
        """Say whether the juror is recused."""
        return self.excuse == Excuse.CONFLICT

    @property
    def may_be_written(self) -> bool:
        """Say whether the juror may write this sheet, or write it again."""
        if self.is_out:
            return False
        return self.sheet is None or (self.reopening is not None and self.reopening.allowed_at is not None)

    @property
    def points(self) -> dict[str, int]:
        """Return the own points by criterion, as drafted or sealed."""
        kept = self.draft or self.sheet
        return kept.points if kept else {}

    def total(self, rules: JudgingRules) -> int | None:
        """Return the own total in thousandths; None while it is not complete."""
        if self.sheet is not None and self.draft is None:
            return self.sheet.total // WHOLE if self.sheet.total is not None else None
        given = self.points
        if any(criterion.key not in given for criterion in rules.criteria):
            return None
        return sum(criterion.weight * given[criterion.key] for criterion in rules.criteria) // WHOLE

    def is_complete(self, rules: JudgingRules) -> bool:
        """Say whether it is sealed, or has points for every criterion."""
        return self.total(rules) is not None


@dataclass(frozen=True)
class OwnList:
    """A juror's works in the order in which they are shown, and until when they are scored."""

    works: Sequence[OwnWork]
    plan: JudgingPlan
    closes_at: datetime.datetime | None

    @property
    def rules(self) -> JudgingRules:
        """Return the rules in force."""
        return self.plan.judging_rules

    @property
    def to_judge(self) -> list[OwnWork]:
        """Return the works that the juror judges."""
        return [work for work in self.works if not work.is_out]

    @property
    def sealed(self) -> list[OwnWork]:
        """Return those whose sheets are sealed."""
        return [work for work in self.to_judge if not work.may_be_written]

    @property
    def ready(self) -> list[OwnWork]:
        """Return those that are complete and can be sealed."""
        return [
            work
            for work in self.to_judge
            if work.may_be_written and work.draft and work.is_complete(self.rules)
        ]

    @property
    def unfinished(self) -> list[OwnWork]:
        """Return those without a complete sheet."""
        ready = {work.number for work in self.ready}
        return [work for work in self.to_judge if work.may_be_written and work.number not in ready]

    @property
    def samples(self) -> list[OwnWork]:
        """Return the works that count nothing, by which jurors compare their measure."""
        return [work for work in self.to_judge if work.candidate.is_sample]

    @property
    def next_work(self) -> OwnWork | None:
        """Return the first work that is not complete."""
        return next(iter(self.unfinished), None)

    def work(self, number: int) -> OwnWork | None:
        """Return the work of a number."""
        return next((work for work in self.works if work.number == number), None)

    def after(self, number: int) -> OwnWork | None:
        """Return the next work that is not complete after this one, else the first such."""
        numbers = [work.number for work in self.works]
        here = numbers.index(number) if number in numbers else -1
        rest = [*self.works[here + 1 :], *self.works[:here]]
        open_numbers = {work.number for work in self.unfinished}
        return next((work for work in rest if work.number in open_numbers), None)


def own_list(
    round_page: JuryRoundPage, term: SeatTerm, plan: JudgingPlan, number: int | None = None
) -> OwnList:
    """Return a juror's works with the own drafts and sheets, in a constant number of queries; `number`: that work alone."""
    of_work = {} if number is None else {"candidate__number": number}
    assignments = list(
        Assignment.objects.filter(seat=term.seat_id, **of_work)
        .select_related("candidate__entry")
        .order_by("candidate__number")
    )
    drafts = {
        draft.candidate_id: draft
        for draft in SheetDraft.objects.filter(seat=term.seat_id, part_key="", **of_work)
    }
    sheets = {
        sheet.candidate_id: sheet
        for sheet in ScoreSheet.objects.counted()
        .filter(seat=term.seat_id, part_key="", **of_work)
        .select_related("reopening")
    }
    works = [
        OwnWork(
            found.candidate,
            found.excuse,
            drafts.get(found.candidate_id),
            sheets.get(found.candidate_id),
            getattr(sheets.get(found.candidate_id), "reopening", None),
        )
        for found in assignments
    ]
    return OwnList(_in_order(works, plan.judging_rules, term), plan, term.closing(round_page.closes_at))


def shown_work(own: OwnList, number: int) -> OwnWork | None:
    """Return the work of a number with all that its page shows of it, which the list of hundreds leaves out."""
    work = own.work(number)
    if work is None:
        return None
    full = Candidate.objects.select_related(
        "entry__video", "entry__registration__unit", "entry__unit", "registration__unit"
    )
    return replace(work, candidate=full.get(pk=work.candidate.pk))


def _in_order(works: list[OwnWork], rules: JudgingRules, term: SeatTerm) -> list[OwnWork]:
    """Return the works in the published order; shuffled ones in the same order at every visit of a seat."""
    if rules.order_shown == OrderShown.DIVISION:
        return sorted(works, key=lambda work: (work.candidate.division, work.number))
    if rules.order_shown == OrderShown.SHUFFLED:
        return sorted(works, key=lambda work: _shuffled(term, work))
    return works


def _shuffled(term: SeatTerm, work: OwnWork) -> bytes:
    return hashlib.sha256(f"{term.round_id}/{term.seat.number}/{work.number}".encode()).digest()


def author_words(candidate: Candidate, rules: JudgingRules) -> list[str]:
    """Return what a juror may know of who made a work: code and unit, as far as the rules are not blind."""
    registration = candidate.entry.registration if candidate.entry else candidate.registration
    if registration is None or rules.anonymity == Anonymity.AUTHORS_AND_UNITS:
        return []
    unit = (candidate.entry.unit if candidate.entry else None) or registration.unit
    words = [unit.name] if unit else []
    if rules.anonymity == Anonymity.NONE:
        words = [registration.code, *words]
    return words

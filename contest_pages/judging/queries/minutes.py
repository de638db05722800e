"""The content of the minutes of a judging (biên bản chấm), at any moment; points only where the reader may see them."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from contest_pages.contests.models import ContestPlanPage
from contest_pages.judging.enums import SheetKind, SheetSource
from contest_pages.judging.logic.comparators import STORED
from contest_pages.judging.logic.outcomes import order_of
from contest_pages.judging.logic.rules import JudgingRules
from contest_pages.judging.models import (
    Assignment,
    Candidate,
    GapCase,
    JudgingPlan,
    JuryRoundPage,
    PaperCopy,
    ScoreSheet,
    Seat,
    SeatTerm,
    SheetChain,
)
from contest_pages.judging.permissions import may_enter_paper, may_see_sheets
from contest_pages.standings.enums import Step
from contest_pages.standings.models import Exclusion, RankedRow, Ranking, RankingStep
from contest_pages.vietnamese import person_name

from .juror import author_words
from .panel import is_over, sheets_left
from .sheets import WorkRow, gap_cases, sheet_rows


@dataclass(frozen=True)
class SeatLine:
    """A seat with all who sat on it, the first first."""

    seat: Seat
    terms: Sequence[SeatTerm]

    @property
    def term(self) -> SeatTerm | None:
        """Return who sits there now, or sat there last."""
        return self.terms[-1] if self.terms else None


@dataclass(frozen=True)
class WorkLine:
    """A work; `authors` are what may be said of them while the jury judges blind, all of them after the publication."""

    candidate: Candidate
    authors: Sequence[str]

    @property
    def title(self) -> str:
        """Return the title of the work, or the name of the team."""
        entry, registration = self.candidate.entry, self.candidate.registration
        if entry is not None:
            return entry.title
        return registration.team_name if registration is not None else ""


@dataclass(frozen=True)
class Decided:
    """Two neighbours of a ranking with equal points, and the comparator that parted them."""

    before: RankedRow
    after: RankedRow
    comparator: str


@dataclass(frozen=True)
class Findings:
    """What only those may read who may see points."""

    seats: Sequence[Seat]
    rows: Sequence[WorkRow]
    refusals: Sequence[str]
    cases: Sequence[GapCase]
    corrections: Sequence[ScoreSheet]
    paper: Sequence[tuple[int, int]]
    ranking: Ranking | None
    ranked: Sequence[RankedRow] = ()
    decided: Sequence[Decided] = ()
    steps: Sequence[RankingStep] = ()


@dataclass(frozen=True)
class JudgingMinutes:
    """The minutes of a judging as plain facts; `findings` are None for readers who may not see points yet."""

    round: JuryRoundPage
    rules: JudgingRules
    plans: Sequence[JudgingPlan]
    documents: Sequence[str]
    seats: Sequence[SeatLine]
    works: Sequence[WorkLine]
    excused: Sequence[Assignment]
    secretaries: Sequence[str]
    expected: int
    sealed: int
    begun: datetime.datetime | None
    ended: datetime.datetime | None
    records: int
    last_hash: str
    is_sealed: bool
    exclusions: Sequence[Exclusion] = field(default_factory=tuple)
    findings: Findings | None = None

    @property
    def chair(self) -> SeatLine | None:
        """Return the seat of the chair."""
        return next((line for line in self.seats if line.seat.role == "chair"), None)


def may_see_points(user, round_page: JuryRoundPage, now: datetime.datetime) -> bool:
    """Say whether points stand in a user's minutes: organisers after the closing, secretaries once all is sealed."""
    if may_see_sheets(user) and is_over(round_page, now):
        return True
    return may_enter_paper(user) and all_sealed(round_page.pk)


def all_sealed(round_id: int) -> bool:
    """Say whether every expected sheet of a round is sealed, and there is one."""
    left = sheets_left(round_id)
    return bool(left) and not any(left.values())


def judging_minutes(round_page: JuryRoundPage, *, with_points: bool) -> JudgingMinutes:
    """Return the minutes of a round, in a constant number of queries for any number of works and seats."""
    plans = list(JudgingPlan.objects.filter(round_id=round_page.pk).order_by("number"))
    rules = plans[-1].judging_rules if plans else round_page.rules
    ranking = Ranking.objects.filter(round_id=round_page.pk).order_by("-number").first()
    is_public = Ranking.objects.filter(round_id=round_page.pk, published_at__isnull=False).exists()
    sealed = ScoreSheet.objects.filter(round_id=round_page.pk).order_by("place")
    times = list(sealed.values_list("sealed_at", flat=True))
    left = sheets_left(round_page.pk)
    counted = sealed.counted().count()
    chain = SheetChain.objects.filter(round_id=round_page.pk).first()
    return JudgingMinutes(
        round=round_page,
        rules=rules,
        plans=plans,
        documents=_documents(round_page),
        seats=_seats(round_page.pk),
        works=_works(round_page.pk, rules, is_public=is_public),
        excused=list(
            Assignment.objects.filter(candidate__round_id=round_page.pk)
            .exclude(excuse="")
            .select_related("seat", "candidate")
            .order_by("seat__number", "candidate__number")
        ),
        secretaries=_secretaries(round_page.pk),
        expected=counted + sum(left.values()),
        sealed=counted,
        begun=min(times, default=None),
        ended=max(times, default=None),
        records=chain.length if chain else 0,
        last_hash=chain.last_hash if chain else "",
        is_sealed=ranking is not None and bool(ranking.digest),
        exclusions=list(
            Exclusion.objects.filter(round_id=round_page.pk, lifted_at=None)
            .select_related("registration")
            .order_by("at", "pk")
        ),
        findings=_findings(round_page.pk, rules, ranking) if with_points else None,
    )


def _documents(round_page: JuryRoundPage) -> list[str]:
    """Return the citations of the contest's plan and rules, as far as they are numbered or dated."""
    contest = round_page.contest
    plan = ContestPlanPage.objects.live().child_of(contest.original).filter(amends=None).first()
    return [
        document.citation
        for document in (plan, contest.live_rules)
        if document is not None and (document.number or document.issued_on)
    ]


def _seats(round_id: int) -> list[SeatLine]:
    terms: dict[int, list[SeatTerm]] = {}
    for term in SeatTerm.objects.filter(round_id=round_id).select_related("member").order_by("from_at", "pk"):
        terms.setdefault(term.seat_id, []).append(term)
    seats = Seat.objects.filter(round_id=round_id).order_by("number")
    return [SeatLine(seat, terms.get(seat.pk, [])) for seat in seats]


def _works(round_id: int, rules: JudgingRules, *, is_public: bool) -> list[WorkLine]:
    candidates = Candidate.objects.filter(round_id=round_id).select_related(
        "entry__registration__unit", "entry__unit", "registration__unit"
    )
    if is_public:
        candidates = candidates.prefetch_related("entry__authors", "entry__registration__members")
    return [
        WorkLine(
            candidate,
            [candidate.entry.office_author]
            if is_public and candidate.entry
            else author_words(candidate, rules),
        )
        for candidate in candidates.order_by("is_sample", "number")
    ]


def _secretaries(round_id: int) -> list[str]:
    copies = PaperCopy.objects.filter(candidate__round_id=round_id, sheet__isnull=False)
    typists = {copy.typed_by_id: person_name(copy.typed_by) for copy in copies.select_related("typed_by")}
    return sorted(typists.values())


def _findings(round_id: int, rules: JudgingRules, ranking: Ranking | None) -> Findings:
    seats, rows, refusals = sheet_rows(round_id, rules)
    done = ranking if ranking is not None and ranking.ranked_at is not None else None
    ranked: list[RankedRow] = []
    steps: list[RankingStep] = []
    if done is not None:
        of_ranking = done.rows.select_related("entry", "registration")
        ranked = list(of_ranking.order_by("division", "rank", "place", "code"))
        steps = list(done.steps.filter(step__in=(Step.LOT, Step.CHAIR)).order_by("pk"))
    sheets = ScoreSheet.objects.filter(round_id=round_id).select_related("candidate", "seat")
    corrections = sheets.filter(supersedes__isnull=False).select_related("candidate", "seat", "supersedes")
    paper = sheets.counted().filter(kind=SheetKind.SHEET, source=SheetSource.PAPER)
    return Findings(
        seats=seats,
        rows=[row for row in rows if not row.candidate.is_sample],
        refusals=refusals,
        cases=gap_cases(round_id),
        corrections=list(corrections.order_by("place")),
        paper=list(
            paper.order_by("seat__number", "candidate__number").values_list(
                "seat__number", "candidate__number"
            )
        ),
        ranking=done,
        ranked=ranked,
        decided=_decided(done, ranked) if done is not None else [],
        steps=steps,
    )


def _decided(ranking: Ranking, rows: Sequence[RankedRow]) -> list[Decided]:
    """Return the neighbours with equal points whom a published comparator parted."""
    order = [c for c in order_of(JudgingRules.from_json(ranking.rules)) if c.key != "score"]
    slots = {comparator.key: place for place, comparator in enumerate(STORED)}
    found = []
    for before, after in itertools.pairwise(rows):
        if (before.division, before.score) != (after.division, after.score) or before.rank == after.rank:
            continue
        for comparator in order:
            slot = slots[comparator.key]
            if before.keys[slot] != after.keys[slot]:
                found.append(Decided(before, after, str(comparator.label)))
                break
    return found

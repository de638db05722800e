"""The moderators' queue of a round, in a fixed number of queries."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from contest_pages.contests.models import ContestPage
from contest_pages.contests.permissions import within
from contest_pages.data.numbers import read_number
from contest_pages.entries.enums import EntryState
from contest_pages.entries.logic import SILENCE
from contest_pages.entries.models import Entry, EntryRoundPage
from contest_pages.entries.queries.near_duplicates import has_near_duplicate
from contest_pages.review.eligibility import WORDS, with_obstacles
from contest_pages.review.enums import Look
from contest_pages.review.models import CaseComment, ReviewCase, ReviewStep
from contest_pages.units.models import Unit
from contest_pages.vietnamese import fold

_IN_REVIEW = (EntryState.SUBMITTED, EntryState.CHANGES_ASKED)
_DECIDED = (EntryState.ACCEPTED, EntryState.REJECTED, EntryState.DISQUALIFIED)


def waiting_count(user) -> int:
    """Return the number of entries that wait for a moderator, in all rounds on which a user works."""
    return within(ReviewCase.objects.filter(waits=True), user).count()


def reviewed_contests() -> QuerySet[ContestPage]:
    """Return the contests with a round that is reviewed, the newest first."""
    rounds = EntryRoundPage.objects.filter(review_plan__isnull=False)
    parents = {path[: -EntryRoundPage.steplen] for path in rounds.values_list("path", flat=True)}
    return ContestPage.objects.filter(path__in=parents).order_by("-pk")


def rounds_under_review() -> list[EntryRoundPage]:
    """Return the rounds that are reviewed, each with its contest and `waiting`, the latest first."""
    rounds = list(
        EntryRoundPage.objects.filter(review_plan__isnull=False)
        .annotate(waiting=Count("review_plan__steps__cases", filter=Q(review_plan__steps__cases__waits=True)))
        .order_by("-closes_at", "-pk")
    )
    paths = {round_page.pk: round_page.path[: -ContestPage.steplen] for round_page in rounds}
    contests = {contest.path: contest for contest in ContestPage.objects.filter(path__in=paths.values())}
    for round_page in rounds:
        round_page.contest = contests[paths[round_page.pk]]
    return rounds


@dataclass(frozen=True)
class Progress:
    """The progress of the review of a round."""

    by_state: dict[str, int]
    mine: int

    @property
    def waiting(self) -> int:
        """Return how many wait for a moderator."""
        return self.by_state.get(EntryState.SUBMITTED, 0)

    @property
    def changes(self) -> int:
        """Return how many wait for their contestant."""
        return self.by_state.get(EntryState.CHANGES_ASKED, 0)

    @property
    def accepted(self) -> int:
        """Return how many passed."""
        return self.by_state.get(EntryState.ACCEPTED, 0)

    @property
    def rejected(self) -> int:
        """Return how many did not pass, or were disqualified."""
        return self.by_state.get(EntryState.REJECTED, 0) + self.by_state.get(EntryState.DISQUALIFIED, 0)

    @property
    def decided(self) -> int:
        """Return how many are decided."""
        return sum(self.by_state.get(state, 0) for state in _DECIDED)

    @property
    def total(self) -> int:
        """Return the number of all reviewed entries."""
        return self.decided + sum(self.by_state.get(state, 0) for state in _IN_REVIEW)

    @property
    def percent(self) -> int:
        """Return the decided share, rounded down."""
        return self.decided * 100 // self.total if self.total else 0


def progress_of(round_page: EntryRoundPage, user, now: datetime.datetime) -> Progress:
    """Count a round's entries by state, and those that are this user's at `now`."""
    rows = Entry.objects.filter(round=round_page).values_list("state").annotate(Count("pk")).order_by()
    mine = ReviewCase.objects.due_from(user, now).filter(round=round_page)
    return Progress(dict(rows), mine.count())


@dataclass(frozen=True)
class StepCount:
    """A step with the number of its waiting entries."""

    step: ReviewStep
    waiting: int


def steps_with_counts(round_page: EntryRoundPage) -> list[StepCount]:
    """Return the steps of a round in order, with their numbers of waiting entries."""
    waiting = dict(
        ReviewCase.objects.filter(round=round_page, waits=True)
        .values_list("step")
        .annotate(Count("pk"))
        .order_by()
    )
    steps = (
        ReviewStep.objects.filter(plan__round=round_page)
        .select_related("group", "plan")
        .order_by("sort_order", "pk")
    )
    return [StepCount(step, waiting.get(step.pk, 0)) for step in steps]


def units_of(round_page: EntryRoundPage) -> QuerySet[Unit]:
    """Return the units of the works that were handed in to a round, in tree order."""
    works = Entry.objects.handed_in().filter(round=round_page, unit__isnull=False)
    return Unit.objects.filter(pk__in=works.values("unit").distinct())


@dataclass(frozen=True)
class QueueFilters:
    """The filters of a queue; empty texts and None filter nothing.

    In a blind review there is no filter by unit or contestant.
    """

    show: str = "waiting"
    step: int | None = None
    unit: int | None = None
    mark: str = ""
    words: str = ""
    is_blind: bool = False


def queue(
    round_page: EntryRoundPage, user, filters: QueueFilters, now: datetime.datetime
) -> QuerySet[ReviewCase]:
    """Return the filtered cases of a round, the longest waiting first."""
    cases = _SHOW.get(filters.show, _SHOW["waiting"])(
        ReviewCase.objects.filter(round=round_page).order_by("queued_at", "pk"), user, now
    )
    if filters.step:
        cases = cases.filter(step=filters.step)
    if filters.unit and not filters.is_blind:
        cases = cases.filter(entry__unit=filters.unit)
    if filters.mark in _MARKS:
        cases = _MARKS[filters.mark](cases)
    for word in filters.words.split():
        cases = cases.filter(_matches(word, filters.is_blind))
    return cases


def _matches(word: str, is_blind: bool) -> Q:
    """Return the condition that a word matches an entry; the search text without diacritics has unit and contestant."""
    if not is_blind:
        return Q(entry__search_text__contains=fold(word))
    matches = Q(entry__title__icontains=word)
    if (number := read_number(word.upper().removeprefix("TP-"))) is not None:
        matches |= Q(entry__number=number)
    return matches


@dataclass(frozen=True)
class QueueRow:
    """A row of the queue: `obstacle` is why the user may not decide, in words, or empty.

    `comments` is the number of comments among moderators.
    """

    case: ReviewCase
    obstacle: str
    is_claimed: bool
    comments: int = 0

    @property
    def poster(self) -> str:
        """Return the address of the smallest copy of the entry's poster; empty without one."""
        path = self.case.entry.get_poster_path()
        widths = self.case.entry.video.still_widths if path else []
        return f"{path}{widths[0]}/" if len(widths) > 1 else path


def queue_rows(page: QuerySet[ReviewCase], user, now: datetime.datetime) -> list[QueueRow]:
    """Return the rows of a page of cases.

    The page is cut first, by its index alone; only its cases are then annotated.
    """
    shown = ReviewCase.objects.filter(pk__in=list(page.values_list("pk", flat=True)))
    cases = (
        with_obstacles(shown, user)
        .annotate(has_near_duplicate=has_near_duplicate("entry__video"))
        .select_related(
            "entry__video",
            "entry__unit",
            "entry__registration",
            "step",
            "claimed_by",
            "expects",
            "assigned_to",
        )
        .order_by("queued_at", "pk")
    )
    comments = dict(
        CaseComment.objects.filter(case__in=shown).values_list("case").annotate(Count("pk")).order_by()
    )
    return [
        QueueRow(case, str(WORDS.get(case.obstacle, "")), case.is_claimed(now), comments.get(case.pk, 0))
        for case in cases
    ]


_SHOW = {
    "waiting": lambda cases, user, now: cases.filter(waits=True),
    "mine": lambda cases, user, now: cases.filter(pk__in=ReviewCase.objects.due_from(user, now)),
    "free": lambda cases, user, now: cases.filter(waits=True).filter(
        Q(claimed_by=None) | Q(claimed_until__lte=now), expects=None, assigned_to=None
    ),
    "changes": lambda cases, user, now: cases.filter(waits=False, entry__state=EntryState.CHANGES_ASKED),
    "accepted": lambda cases, user, now: cases.filter(waits=False, entry__state=EntryState.ACCEPTED),
    "rejected": lambda cases, user, now: cases.filter(
        waits=False, entry__state__in=[EntryState.REJECTED, EntryState.DISQUALIFIED]
    ),
}

#: As VideoFacts.is_silent says of one video.
_SILENT = Q(entry__video__facts__audio_codec="") | Q(entry__video__facts__loudest__lt=SILENCE)

_MARKS = {
    "like": lambda cases: cases.filter(has_near_duplicate("entry__video")),
    "link": lambda cases: cases.filter(entry__video=None),
    "silent": lambda cases: cases.filter(_SILENT),
    # exclude(_SILENT) would drop videos whose sound was never measured: their value is unknown.
    "clean": lambda cases: (
        cases.exclude(entry__video=None)
        .exclude(pk__in=cases.filter(_SILENT).order_by().values("pk"))
        .exclude(has_near_duplicate("entry__video"))
    ),
    "second": lambda cases: cases.filter(look=Look.SECOND),
}

"""The moderators' queue: what waits in a round, in a fixed number of queries."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from contest_pages.contests.models import ContestPage
from contest_pages.entries.enums import EntryState
from contest_pages.entries.logic import SILENCE
from contest_pages.entries.models import Entry, EntryRoundPage
from contest_pages.entries.queries.likeness import is_like
from contest_pages.review.eligibility import with_obstacles
from contest_pages.review.enums import Look
from contest_pages.review.models import ReviewCase, ReviewStep
from contest_pages.units.models import Unit
from contest_pages.vietnamese import fold

_IN_REVIEW = (EntryState.SUBMITTED, EntryState.CHANGES_ASKED)
_DECIDED = (EntryState.ACCEPTED, EntryState.REJECTED, EntryState.DISQUALIFIED)


def waiting_count() -> int:
    """Return how many entries wait for a moderator, in all rounds."""
    return ReviewCase.objects.filter(waits=True).count()


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
    """How far the review of a round has come."""

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
        """Return how many did not pass, or were struck off."""
        return self.by_state.get(EntryState.REJECTED, 0) + self.by_state.get(EntryState.DISQUALIFIED, 0)

    @property
    def decided(self) -> int:
        """Return how many are decided."""
        return sum(self.by_state.get(state, 0) for state in _DECIDED)

    @property
    def total(self) -> int:
        """Return how many the moderators have, or had, before them."""
        return self.decided + sum(self.by_state.get(state, 0) for state in _IN_REVIEW)

    @property
    def percent(self) -> int:
        """Return the decided share, rounded down."""
        return self.decided * 100 // self.total if self.total else 0


def progress_of(round_page: EntryRoundPage, user, now: datetime.datetime) -> Progress:
    """Count a round's entries by state, and those that are this user's at `now`."""
    rows = Entry.objects.filter(round=round_page).values_list("state").annotate(Count("pk")).order_by()
    mine = ReviewCase.objects.of_moderator(user, now).filter(round=round_page)
    return Progress(dict(rows), mine.count())


def steps_with_counts(round_page: EntryRoundPage) -> list[ReviewStep]:
    """Return the steps of a round in order, each with `waiting`."""
    waiting = dict(
        ReviewCase.objects.filter(round=round_page, waits=True)
        .values_list("step")
        .annotate(Count("pk"))
        .order_by()
    )
    steps = list(
        ReviewStep.objects.filter(plan__round=round_page)
        .select_related("group", "plan")
        .order_by("sort_order", "pk")
    )
    for step in steps:
        step.waiting = waiting.get(step.pk, 0)
    return steps


def units_of(round_page: EntryRoundPage) -> QuerySet[Unit]:
    """Return the units for which works of a round stand, in tree order."""
    return Unit.objects.filter(
        pk__in=Entry.objects.filter(round=round_page, unit__isnull=False).values("unit").distinct()
    )


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to see of a queue; empty texts and None ask for everything.

    In a blind review nothing is found by unit or by contestant.
    """

    show: str = "waiting"
    step: int | None = None
    unit: int | None = None
    mark: str = ""
    words: str = ""
    is_blind: bool = False


def queue(round_page: EntryRoundPage, user, wanted: Wanted, now: datetime.datetime) -> QuerySet[ReviewCase]:
    """Return the cases of a round that somebody wants to see, the longest waiting first."""
    cases = _SHOW.get(wanted.show, _SHOW["waiting"])(
        ReviewCase.objects.filter(round=round_page).order_by("queued_at", "pk"), user, now
    )
    if wanted.step:
        cases = cases.filter(step=wanted.step)
    if wanted.unit and not wanted.is_blind:
        cases = cases.filter(entry__unit=wanted.unit)
    if wanted.mark in _MARKS:
        cases = _MARKS[wanted.mark](cases)
    for word in wanted.words.split():
        cases = cases.filter(_found_by(word, wanted.is_blind))
    return cases


def _found_by(word: str, is_blind: bool) -> Q:
    """Return the condition that a word leads to an entry; what is searched without marks holds unit and contestant."""
    if not is_blind:
        return Q(entry__search_text__contains=fold(word))
    found = Q(entry__title__icontains=word)
    number = word.upper().removeprefix("TP-")
    if number.isascii() and number.isdecimal() and len(number) < 10:
        found |= Q(entry__number=int(number))
    return found


def rows_of(page: QuerySet[ReviewCase], user) -> list[ReviewCase]:
    """Return a page of cases with what their rows show: why this user may not decide, whether one is like another.

    The page is cut first, by its index alone; only its rows are then looked at.
    """
    shown = ReviewCase.objects.filter(pk__in=list(page.values_list("pk", flat=True)))
    return list(
        with_obstacles(shown, user)
        .annotate(is_like=is_like("entry__video"))
        .select_related("entry__video", "entry__unit", "entry__registration", "step", "claimed_by", "expects")
        .order_by("queued_at", "pk")
    )


_SHOW = {
    "waiting": lambda cases, user, now: cases.filter(waits=True),
    "mine": lambda cases, user, now: cases.filter(pk__in=ReviewCase.objects.of_moderator(user, now)),
    "free": lambda cases, user, now: cases.filter(waits=True).filter(
        Q(claimed_by=None) | Q(claimed_until__lte=now), expects=None
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
    "like": lambda cases: cases.filter(is_like("entry__video")),
    "link": lambda cases: cases.filter(entry__video=None),
    "silent": lambda cases: cases.filter(_SILENT),
    # Not what the condition rejects, since a look from before the sound was measured leaves it unknown.
    "clean": lambda cases: (
        cases.exclude(entry__video=None)
        .exclude(pk__in=cases.filter(_SILENT).order_by().values("pk"))
        .exclude(is_like("entry__video"))
    ),
    "second": lambda cases: cases.filter(look=Look.SECOND),
}

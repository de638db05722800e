"""Statistics of a quiz round: separate counts of persons, attempts and units."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Max, Q
from django.db.models.functions import ExtractHour, TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from contest_pages.question_bank.models import QuestionVersion
from contest_pages.question_bank.queries.versions import keys_of, versions_of
from contest_pages.quizzes.models import Attempt, QuizRoundPage
from contest_pages.units.models import Unit
from contest_pages.units.queries import headcounts_on
from contest_pages.vietnamese import fold, length, local_midnight


@dataclass(frozen=True)
class Figures:
    """The counts of a round.

    `all_right` are persons with at least one attempt without a wrong answer, `unnamed` attempts that wait for the
    registration of their author.
    """

    persons: int
    attempts: int
    running: int
    units: int
    all_right: int
    unnamed: int


@dataclass(frozen=True)
class Bar:
    """A bar of a chart: persons and attempts, and its length in percent of the longest bar."""

    label: str
    persons: int
    attempts: int
    percent: float = 0


def figures_of(page: QuizRoundPage, attempts=None) -> Figures:
    """Return the counts of a round, of all its attempts or of those given, in a single query."""
    attempts = page.attempts.all() if attempts is None else attempts
    submitted = Q(submitted_at__isnull=False, registration__isnull=False)
    full = submitted & Q(is_valid=True, score__gte=page.rules.full_score)
    return Figures(
        **attempts.order_by().aggregate(
            persons=Count("registration", filter=submitted, distinct=True),
            attempts=Count("pk", filter=submitted),
            running=Count("pk", filter=Q(submitted_at=None)),
            units=Count("unit", filter=submitted, distinct=True),
            all_right=Count("registration", filter=full, distinct=True),
            unnamed=Count("pk", filter=Q(submitted_at__isnull=False, registration=None)),
        )
    )


def _bars(rows, label) -> list[Bar]:
    rows = list(rows)
    longest = max((row["attempts"] for row in rows), default=0) or 1
    return [
        Bar(label(row), row["persons"], row["attempts"], round(100 * row["attempts"] / longest, 2))
        for row in rows
    ]


_COUNTS = {"persons": Count("registration", distinct=True), "attempts": Count("pk")}


def by_day(page: QuizRoundPage, attempts=None) -> list[Bar]:
    """Return the submissions by day, of all of a round or of those given."""
    attempts = page.attempts.of_persons() if attempts is None else attempts
    rows = attempts.order_by().annotate(day=TruncDate("submitted_at")).values("day")
    return _bars(rows.annotate(**_COUNTS).order_by("day"), lambda row: f"{row['day']:%d/%m/%Y}")


def by_hour(page: QuizRoundPage) -> list[Bar]:
    """Return the submissions by hour of the day, all days together: the distribution of the load."""
    rows = page.attempts.of_persons().order_by().annotate(hour=ExtractHour("submitted_at")).values("hour")
    return _bars(rows.annotate(**_COUNTS).order_by("hour"), lambda row: f"{row['hour']:02}:00")


@dataclass(frozen=True)
class UnitBar(Bar):
    """A unit's bar: with its headcount at the round's end and the share of it that took part, None if unknown."""

    headcount: int | None = None
    share: float | None = None


@dataclass(frozen=True)
class Block:
    """Units that are compared with one another."""

    name: str
    bars: list[UnitBar]

    @property
    def has_shares(self) -> bool:
        """Say whether the headcount of any of them is known."""
        return any(bar.share is not None for bar in self.bars)


def by_unit(page: QuizRoundPage, attempts=None) -> list[Block]:
    """Return the bars of units, by the block in which they are compared; larger shares, then more persons first.

    Units without a headcount come last. Attempts without a unit are left out.
    """
    attempts = page.attempts.of_persons() if attempts is None else attempts
    rows = list(attempts.filter(unit__isnull=False).order_by().values("unit").annotate(**_COUNTS))
    units = Unit.objects.in_bulk([row["unit"] for row in rows])
    day = timezone.localdate(page.closes_at) if page.closes_at else timezone.localdate()
    headcounts = headcounts_on(day) if rows else {}
    longest = max((row["attempts"] for row in rows), default=0) or 1
    blocks: dict[str, list[UnitBar]] = {}
    for row in rows:
        unit, headcount = units[row["unit"]], headcounts.get(row["unit"])
        bar = UnitBar(
            label=unit.name,
            persons=row["persons"],
            attempts=row["attempts"],
            percent=round(100 * row["attempts"] / longest, 2),
            headcount=headcount,
            share=round(100 * row["persons"] / headcount, 1) if headcount else None,
        )
        blocks.setdefault(unit.block_name, []).append(bar)
    for bars in blocks.values():
        bars.sort(key=lambda bar: (bar.share is None, -(bar.share or 0), -bar.persons, fold(bar.label)))
    return [Block(name, blocks[name]) for name in sorted(blocks, key=fold)]


def by_audience(page: QuizRoundPage) -> list[Bar]:
    """Return the attempts of each division."""
    rows = page.attempts.of_persons().order_by().values("division")
    return _bars(
        rows.annotate(**_COUNTS).order_by("division"), lambda row: row["division"] or _("Without a division")
    )


@dataclass(frozen=True)
class PublicFigures:
    """The public figures: counts, days, units of all blocks."""

    counts: Figures
    days: list[Bar]
    blocks: list[Block]


def public_figures(page: QuizRoundPage, today: datetime.date) -> PublicFigures | None:
    """Return the figures up to the end of yesterday, for visitors; None on the first day."""
    attempts = page.attempts.of_persons().filter(submitted_at__lt=local_midnight(today))
    counts = figures_of(page, attempts)
    return PublicFigures(counts, by_day(page, attempts), by_unit(page, attempts)) if counts.attempts else None


#: Seconds for which the public numbers of an open round are good.
LIVE_SECONDS = 60


@dataclass(frozen=True)
class LiveFigures:
    """How many take part in an open round, counted at a moment."""

    persons: int
    attempts: int
    units: int
    at: datetime.datetime


def live_figures(page: QuizRoundPage, now: datetime.datetime) -> LiveFigures | None:
    """Return the numbers of a round for everybody, counted once a minute; None where its rules do not show them."""
    if not page.live_statistics or not page.is_open(now):
        return None

    def count() -> LiveFigures:
        figures = figures_of(page)
        return LiveFigures(figures.persons, figures.attempts, figures.units, now)

    return cache.get_or_set(f"contest-quiz-live:{page.pk}", count, LIVE_SECONDS)


@dataclass(frozen=True)
class QuestionFigures:
    """The item analysis of a version: how often it was asked, the percentage of right answers, the discrimination.

    `discrimination` is the share of right answers among the best 27 % of attempts less that among the worst
    27 %, from -1 to 1 (Kelley's index); None with fewer than 20 attempts. `never_chosen` are letters.
    """

    version: QuestionVersion
    asked: int
    right_percent: float
    discrimination: float | None
    never_chosen: list[str]
    choices: list[tuple[str, int]]


def by_question(page: QuizRoundPage) -> list[QuestionFigures]:
    """Return the item analysis of each version in a round, the hardest first. Streams the answers once."""
    submitted = page.attempts.of_persons().filter(is_valid=True)
    total = submitted.count()
    part = int(total * 0.27) if total >= 20 else 0
    bounds = list(submitted.order_by("score").values_list("score", flat=True)) if part else []
    low, high = (bounds[part - 1], bounds[-part]) if part else (None, None)
    asked, right, strong, weak = Counter(), Counter(), Counter(), Counter()
    strong_asked, weak_asked = Counter(), Counter()
    chosen: Counter = Counter()
    keys: dict[int, frozenset[int]] = {}
    rows = submitted.order_by().values_list("questions", "answers", "score")
    for questions, answers, score in rows.iterator(chunk_size=2000):
        if unknown := [number for number in questions if number not in keys]:
            keys.update(keys_of(versions_of(unknown).values()))
        for number in questions:
            asked[number] += 1
            option = answers.get(str(number), [None])[0]
            is_right = option in keys[number]
            right[number] += is_right
            chosen[number, option] += 1
            if high is not None and score >= high:
                strong_asked[number] += 1
                strong[number] += is_right
            if low is not None and score <= low:
                weak_asked[number] += 1
                weak[number] += is_right
    figures = []
    for number, version in versions_of(asked).items():
        choices = [(chr(65 + place), chosen[number, place]) for place in range(len(version.options))]
        difference = None
        if strong_asked[number] and weak_asked[number] and high != low:
            difference = round(strong[number] / strong_asked[number] - weak[number] / weak_asked[number], 2)
        figures.append(
            QuestionFigures(
                version=version,
                asked=asked[number],
                right_percent=round(100 * right[number] / asked[number], 1),
                discrimination=difference,
                never_chosen=[letter for letter, count in choices if not count],
                choices=choices,
            )
        )
    return sorted(figures, key=lambda question: (question.right_percent, question.version.pk))


#: Too short to read and answer a question.
HASTY_SECONDS = 2


@dataclass(frozen=True)
class Suspicion:
    """A pattern for review by the staff. It proves nothing: a school shares a single address."""

    kind: str
    words: str
    attempts: list[Attempt]


def suspicions(page: QuizRoundPage, *, most: int = 50) -> list[Suspicion]:
    """Return the patterns of a round, the largest groups first; no contestant is excluded because of them."""
    submitted = page.attempts.of_persons().select_related("registration").order_by("submitted_at")
    patterns = []
    fastest = HASTY_SECONDS * page.rules.question_count
    fast = list(submitted.filter(seconds__lt=fastest, score__gte=page.rules.full_score * 0.8)[:most])
    if fast:
        words = _("Almost all right in less than %(time)s a question.") % {"time": length(HASTY_SECONDS)}
        patterns.append(Suspicion("fast", words, fast))
    shared = list(
        page.attempts.of_persons()
        .exclude(device_mark="")
        .order_by()
        .values("device_mark")
        .annotate(persons=Count("registration", distinct=True), last=Max("submitted_at"))
        .filter(persons__gte=5)
        .order_by("-persons")[:most]
    )
    same: dict[str, list[Attempt]] = {}
    for attempt in submitted.filter(device_mark__in=[row["device_mark"] for row in shared]):
        same.setdefault(attempt.device_mark, []).append(attempt)
    for row in shared:
        words = _("%(count)d persons from the same network with the same kind of browser.") % {
            "count": row["persons"]
        }
        patterns.append(Suspicion("device", words, same[row["device_mark"]][:most]))
    patterns += _copied(page, submitted, most)
    return patterns


def _copied(page: QuizRoundPage, submitted, most: int) -> list[Suspicion]:
    """Return groups of persons with identical answers, at least three of them wrong."""
    groups: dict[tuple, list[int]] = {}
    least = page.rules.full_score - 3 * page.rules.points_per_question
    wrong_enough = submitted.filter(score__lte=least).order_by("pk")
    for pk, answers in wrong_enough.values_list("pk", "answers").iterator(chunk_size=2000):
        if len(answers) >= 5:
            key = tuple(sorted((int(number), option[0]) for number, option in answers.items()))
            groups.setdefault(key, []).append(pk)
    largest = sorted((pks for pks in groups.values() if len(pks) >= 3), key=len, reverse=True)[:most]
    words = _("The same answers throughout, wrong ones included.")
    attempts = submitted.in_bulk([pk for pks in largest for pk in pks[:most]])
    return [Suspicion("copied", words, [attempts[pk] for pk in pks[:most]]) for pks in largest]

"""Rules of attempts: the period in which they count, their end, and which answers are valid."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.utils import timezone

from contest_pages.quizzes.enums import AttemptsPer

from .rules import QuizRules

#: Stored answers by question: the option's position in the question as written, and the revision of the choice.
Answers = dict[str, list[int]]

#: An attempt without a registration can be claimed for this long after its submission.
CLAIM_PERIOD = datetime.timedelta(hours=24)


def period_of(per: str, *, contest: int, round_page: int, now: datetime.datetime) -> str:
    """Return the key of the period in which attempts are counted: a round, a contest, a local week or day.

    Weeks begin on Monday, as the rounds of Thanh Hóa 2024 do.
    """
    day = timezone.localdate(now)
    if per == AttemptsPer.CONTEST:
        return f"c{contest}"
    if per == AttemptsPer.WEEK:
        year, week, _day = day.isocalendar()
        return f"c{contest}-w{year}-{week:02}"
    if per == AttemptsPer.DAY:
        return f"c{contest}-d{day:%Y-%m-%d}"
    return f"r{round_page}"


def end_of_attempt(
    started_at: datetime.datetime,
    *,
    minutes: int,
    closes_at: datetime.datetime | None,
    extra_minutes: int = 0,
) -> datetime.datetime:
    """Return the end of an attempt: after its minutes, at the round's closing at the latest.

    Extra minutes, which an organiser grants, are added to the earlier of both.
    """
    end = started_at + datetime.timedelta(minutes=minutes)
    if closes_at is not None:
        end = min(end, closes_at)
    return end + datetime.timedelta(minutes=extra_minutes)


def is_over(now: datetime.datetime, ends_at: datetime.datetime, rules: QuizRules) -> bool:
    """Say whether an attempt accepts no more answers at `now`, with the grace period for slow connections."""
    return now > ends_at + rules.grace


def merge(saved: Answers, given: Mapping[str, tuple[int, int]], option_counts: Mapping[str, int]) -> Answers:
    """Return the saved answers merged with new ones; the newer revision of each question wins.

    `option_counts` has the number of options of each question of the attempt. Answers to other questions and
    unknown options are ignored: they cannot come from our page.
    """
    merged = dict(saved)
    for question, (option, revision) in given.items():
        if not 0 <= option < option_counts.get(question, 0):
            continue
        if question not in merged or revision > merged[question][1]:
            merged[question] = [option, revision]
    return merged


def seconds_used(
    started_at: datetime.datetime, submitted_at: datetime.datetime, ends_at: datetime.datetime
) -> int:
    """Return the whole seconds between start and submission, at most those that the attempt had."""
    return max(0, int((min(submitted_at, ends_at) - started_at).total_seconds()))

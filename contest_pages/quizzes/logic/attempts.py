"""How many attempts there are, when one ends, which of its answers hold."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.utils import timezone

from contest_pages.quizzes.enums import AttemptsPer

from .rules import QuizRules

#: What is kept of an answer: the option's place in the question as written, and the revision that chose it.
Answers = dict[str, list[int]]


def period_of(per: str, *, contest: int, round_page: int, now: datetime.datetime) -> str:
    """Return the name of the stretch within which attempts are counted: a round, a contest, a local week or day.

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
    """Return when an attempt ends: after its minutes, with the round's closing at the latest.

    Extra minutes, which an organiser grants, are added to whichever of both comes first.
    """
    end = started_at + datetime.timedelta(minutes=minutes)
    if closes_at is not None:
        end = min(end, closes_at)
    return end + datetime.timedelta(minutes=extra_minutes)


def is_over(now: datetime.datetime, ends_at: datetime.datetime, rules: QuizRules) -> bool:
    """Say whether nothing of an attempt is taken any more at `now`, the time of arrival on slow lines included."""
    return now > ends_at + rules.grace


def merge(kept: Answers, given: Mapping[str, tuple[int, int]], asked: Mapping[str, int]) -> Answers:
    """Return the answers after some more arrived; the newer revision of each question wins.

    `asked` gives the number of options of each question of the attempt. What belongs to another question or
    names no option is left out: it cannot have come from our page.
    """
    merged = dict(kept)
    for question, (option, revision) in given.items():
        if not 0 <= option < asked.get(question, 0):
            continue
        if question not in merged or revision > merged[question][1]:
            merged[question] = [option, revision]
    return merged


def seconds_used(
    started_at: datetime.datetime, submitted_at: datetime.datetime, ends_at: datetime.datetime
) -> int:
    """Return the whole seconds between start and submission, at most those that the attempt had."""
    return max(0, int((min(submitted_at, ends_at) - started_at).total_seconds()))

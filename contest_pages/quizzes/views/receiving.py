"""What a form of an attempt says, and what its script is answered: for the views, and for the requests below them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from contest_pages.data.numbers import read_number
from contest_pages.quizzes.domain import attempts as domain
from contest_pages.quizzes.errors import NotComplete
from contest_pages.quizzes.logic.predictions import TypedPrediction
from contest_pages.quizzes.models import Attempt
from contest_pages.quizzes.queries.snapshots import QuizSnapshot


def save_or_submit(
    posted: Mapping[str, str], attempt: Attempt, snapshot: QuizSnapshot, now: datetime.datetime
) -> dict[str, Any]:
    """Save the answers of a form, submit if it asks to, and return what its script is answered.

    `het-gio` submits only if the time is over by our clock too: that of a device may be wrong.
    """
    given, refusal = read_given(posted, attempt, snapshot, now), ""
    if "nop" in posted or ("het-gio" in posted and now >= attempt.ends_at):
        try:
            attempt = domain.submit(attempt, snapshot, **given, now=now)
        except NotComplete as refused:
            refusal = refused.message
    else:
        attempt = domain.save_answers(attempt, snapshot, **given, now=now)
    return {
        "submitted": attempt.is_submitted,
        **times_of(attempt, now),
        "problem": TypedPrediction.of(posted.get("du-doan", ""), snapshot.rules).problem,
        "refusal": refusal,
    }


def times_of(attempt: Attempt, now: datetime.datetime) -> dict[str, int]:
    """Return the milliseconds of an attempt that have passed and that are left."""
    millisecond = datetime.timedelta(milliseconds=1)
    return {
        "elapsed": (now - attempt.started_at) // millisecond,
        "milliseconds": max(0, (attempt.ends_at - now) // millisecond),
    }


def read_given(
    posted: Mapping[str, str], attempt: Attempt, snapshot: QuizSnapshot, now: datetime.datetime
) -> dict[str, Any]:
    """Return the answers and the prediction of a form, as the domain takes them."""
    typed = TypedPrediction.of(posted.get("du-doan", ""), snapshot.rules)
    return {
        "given": read_answers(posted, attempt, now),
        "prediction": typed.number,
        "typed": typed.text,
    }


def read_answers(
    posted: Mapping[str, str], attempt: Attempt, now: datetime.datetime
) -> dict[str, tuple[int, int]]:
    """Return {question: (option, revision)} from a form.

    A revision is the time of the choice in milliseconds since the start, which the page counts by the server's
    clock; without a script it is the arrival of the form.
    """
    elapsed = max(1, int((now - attempt.started_at).total_seconds() * 1000))
    given = {}
    for version in attempt.questions:
        option = read_number(posted.get(f"q{version}"), 2)
        if option is not None:
            revision = read_number(posted.get(f"r{version}"), 11)
            given[str(version)] = (option, elapsed if revision is None else min(revision, elapsed))
    return given

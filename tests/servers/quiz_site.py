"""A quiz on a site that is killed on purpose: `build N [SECONDS]` adds it and its contestants, open for so long;
`housekeeping` submits overdue attempts when all is over, `check` checks the result.

Run by the tests with a few attempts. By hand with many: `python -m tests.servers.break_quiz --count 10000`.
"""

from __future__ import annotations

import datetime
import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
django.setup()

from django.db.models import Count
from django.utils import timezone

from contest_pages.quizzes.domain.overdue import submit_overdue
from contest_pages.quizzes.models import Attempt
from contest_pages.registrations.access.links import personal_path
from contest_pages.registrations.models import ContestRegistrationPage
from tests.factories import QuestionSetFactory, QuizRoundPageFactory, RegistrationFactory


def build(count: float, seconds: float = 86_400) -> dict:
    """Add a round that is open now and `count` contestants; return the address of each, and the time of closing."""
    form, now = ContestRegistrationPage.objects.get(), timezone.now()
    day = datetime.timedelta(days=1)
    page = QuizRoundPageFactory(
        parent=form.contest,
        slug="trac-nghiem",
        question_set=QuestionSetFactory(size=12),
        question_count=5,
        attempts_allowed=1,
        opens_at=now - day,
        closes_at=now + day,
        grace_seconds=1,
        all_must_be_answered=False,
        prediction="",
        tie_break_1="earlier",
        tie_break_2="",
    )
    paths = [
        f"{personal_path(RegistrationFactory(page=form, full_name=f'Người Thi {number}'))}trac-nghiem-{page.pk}/"
        for number in range(int(count))
    ]
    if seconds < day.total_seconds():  # counted from here: making contestants takes a while
        page.closes_at = timezone.now() + datetime.timedelta(seconds=seconds)
        page.save()
    return {"begin": paths, "closes_at": page.closes_at.timestamp()}


def run_housekeeping() -> dict:
    """Submit overdue attempts, as housekeeping does a minute later."""
    return {"submitted": submit_overdue(timezone.now() + datetime.timedelta(minutes=1))}


def check() -> dict:
    """Count attempts, submitted attempts, broken receipts, and people with more than one attempt."""
    doubles = Attempt.objects.values("registration").annotate(count=Count("pk")).filter(count__gt=1).count()
    submitted = list(Attempt.objects.submitted())
    return {
        "attempts": Attempt.objects.count(),
        "submitted": len(submitted),
        "broken": sum(not attempt.receipt_holds for attempt in submitted),
        "doubles": doubles,
        "codes": {attempt.code: [attempt.right, len(attempt.answers)] for attempt in submitted},
        "answers": {attempt.pk: attempt.answers for attempt in submitted},
        "times": [
            [attempt.started_at.timestamp(), attempt.submitted_at.timestamp()] for attempt in submitted
        ],
        "running": Attempt.objects.running().count(),
    }


if __name__ == "__main__":
    actions = {
        "build": lambda: build(*map(float, sys.argv[2:])),
        "housekeeping": run_housekeeping,
        "check": check,
    }
    print(json.dumps(actions[sys.argv[1]]()))

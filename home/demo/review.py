"""The demo's preliminary review: what moderators and the head of the standing office decided so far."""

from __future__ import annotations

import datetime

from django.contrib.auth import get_user_model

from contest_pages.contests.models import ContestPage
from contest_pages.entries.models import Entry, EntryRoundPage
from contest_pages.review.domain.closing import close_list
from contest_pages.review.domain.deciding import Verdict, decide, seen_now
from contest_pages.review.domain.planning import create_three_steps, plan_of
from contest_pages.review.enums import Answer, Decision
from contest_pages.review.logic.decisions import CheckAnswer
from contest_pages.review.models import ReviewCase

from .build import child_of


def _account(username: str):
    return get_user_model().objects.get(username=username)


def _say(entry: Entry, username: str, decision: Decision, now: datetime.datetime, **words) -> None:
    case = ReviewCase.objects.select_related("step", "entry").get(entry=entry)
    answers = tuple(CheckAnswer(question, Answer.YES) for question in case.step.questions)
    decide(
        entry=entry,
        moderator=_account(username),
        verdict=Verdict(decision, answers=answers, **words),
        seen=seen_now(case),
        now=now,
    )


def arrange_three_steps(contest: ContestPage) -> None:
    """Let technical check, content check and sign-off follow one another, with a deadline each."""
    round_page = child_of(contest, EntryRoundPage)
    plan = plan_of(round_page)
    create_three_steps(plan)
    for position, step in enumerate(plan.steps.order_by("sort_order")):
        step.due_at = round_page.closes_at + datetime.timedelta(days=3 * (position + 1))
        step.save()


def pass_all_steps(entry: Entry, now: datetime.datetime) -> None:
    """Accept an entry at every step, each time by a moderator of the step."""
    for username in ("kiemduyet", "kiemduyet2", "bantochuc"):
        if ReviewCase.objects.filter(entry=entry, waits=True).exists():
            _say(entry, username, Decision.ACCEPT, now)


def bring_to(where: str, entry: Entry, now: datetime.datetime) -> None:
    """Review an entry of the open contest up to the state that the demo shows."""
    if where == "technical":
        return
    if where == "accepted":
        pass_all_steps(entry, now)
        return
    _say(entry, "kiemduyet", Decision.ACCEPT, now)
    later = now + datetime.timedelta(minutes=20)
    if where == "rejected":
        _say(
            entry,
            "kiemduyet2",
            Decision.REJECT,
            later,
            reason_title=plan_of(entry.round).reasons.all()[1].title,  # picture or sound
            reason="Tiếng gió át lời nói trong phần lớn thời lượng, người xem không nghe được nội dung.",
        )
    elif where == "changes":
        _say(
            entry,
            "kiemduyet2",
            Decision.CHANGES,
            later,
            reason="Đề nghị thay đoạn nhạc nền từ phút thứ hai bằng nhạc mà nhóm có quyền sử dụng.",
            until=now + datetime.timedelta(days=7),
        )


def tell_nobody() -> None:
    """Send no letter about these decisions: the people are invented."""
    ReviewCase.objects.update(tell_at=None)


def close(contest: ContestPage, now: datetime.datetime) -> None:
    """Close the list of those who passed."""
    close_list(round_page=child_of(contest, EntryRoundPage), actor=_account("bantochuc"), now=now)

"""Helpers of the tests of the review."""

from __future__ import annotations

from contest_pages.registrations.access.links import personal_path
from contest_pages.review.domain.deciding import Verdict, decide, seen_now
from contest_pages.review.domain.planning import plan_of
from contest_pages.review.enums import Answer, Decision
from contest_pages.review.logic.decisions import CheckAnswer
from contest_pages.review.models import ReviewCase, ReviewStep
from contest_pages.review.permissions import may_review
from tests.factories import EntryFactory, RegistrationFactory, UserFactory
from tests.factories.pages import NOW

REASON = "Hình quá mờ, không xem được nội dung."


def case_of(entry) -> ReviewCase:
    """Return the current case of an entry."""
    return ReviewCase.objects.select_related("step__plan", "entry").get(entry=entry)


def waiting_entry(stage, **fields):
    """Return an entry that waits for a moderator."""
    fields = {"round": stage.round, "submitted": True, **fields}
    registration = fields.pop("registration", None) or RegistrationFactory(page=stage.form)
    return EntryFactory(registration=registration, **fields)


def moderator(roles, name="Kiểm Duyệt", role="moderators", **fields):
    """Return another user of a role."""
    last, _, first = name.rpartition(" ")
    user = UserFactory(first_name=first, last_name=last, **fields)
    user.groups.set(roles[role].groups.all())
    assert may_review(user)
    return user


def all_yes(case) -> tuple[CheckAnswer, ...]:
    """Return a "yes" to every question of the step."""
    return tuple(CheckAnswer(question, Answer.YES) for question in case.step.questions)


def verdict(case, decision=Decision.ACCEPT, reason="", **more) -> Verdict:
    """Return a complete verdict."""
    if decision == Decision.REJECT and "reason_title" not in more:
        first = case.step.plan.reasons.first()
        more["reason_title"] = first.title if first else ""
    return Verdict(decision, answers=more.pop("answers", all_yes(case)), reason=reason, **more)


def say(entry, user, decision=Decision.ACCEPT, reason="", *, seen=None, now=NOW, **more):
    """Decide as a moderator about the present state, or about the state `seen` before."""
    case = case_of(entry)
    return decide(
        entry=entry,
        moderator=user,
        verdict=verdict(case, decision, reason, **more),
        seen=seen or seen_now(case),
        now=now,
    )


def desk_data(entry, decision="accept", *, reason="", **more) -> dict:
    """Return what the desk's form sends: every question answered with yes, and what was seen."""
    case = case_of(entry)
    answers = {f"answer_{number}": "yes" for number in range(len(case.step.questions))}
    seen = f"{case.step_id}:{case.look}:{case.entry.revision}"
    if decision == "reject" and "reason_title" not in more:
        more["reason_title"] = case.step.plan.reasons.first().title
    return {**answers, "seen": seen, "decision": decision, "reason": reason, **more}


def steps_of(stage, *rows) -> list[ReviewStep]:
    """Replace the steps of a round: each row has the fields of a step."""
    plan = plan_of(stage.round)
    plan.steps.all().delete()
    ReviewStep.objects.filter(plan=plan).delete()
    return [
        ReviewStep.objects.create(plan=plan, sort_order=number, **{"name": f"Bước {number + 1}", **row})
        for number, row in enumerate(rows)
    ]


def token_of(registration) -> str:
    """Return the token of a contestant's personal link."""
    return personal_path(registration).rstrip("/").rsplit("/", 1)[-1]

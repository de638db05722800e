"""Plans of judging: the published rules are copied, and changed under sealed sheets only with a reason."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_pages import audit
from contest_pages.judging.errors import PlanInForce, ReasonMissing
from contest_pages.judging.models import JudgingPlan, JuryRoundPage, ScoreSheet

from .chain import lock_chain


def latest_plan(round_id: int) -> JudgingPlan | None:
    """Return the plan in force of a round; None before its first."""
    return JudgingPlan.objects.filter(round_id=round_id).order_by("-number").first()


def plan_in_force(round_page: JuryRoundPage, *, now: datetime.datetime) -> JudgingPlan:
    """Return the plan under which sheets are written: the published rules, as long as no sheet is sealed.

    From the first sealed sheet on it stays until `change_plan`: what the page says then matters no more.
    """
    plan = latest_plan(round_page.pk)
    return plan if plan is not None and _applies(plan, round_page) else _follow(round_page, now)


def _applies(plan: JudgingPlan, round_page: JuryRoundPage) -> bool:
    return plan.digest == round_page.rules.digest or has_sheets(round_page.pk)


@transaction.atomic
def _follow(round_page: JuryRoundPage, now: datetime.datetime) -> JudgingPlan:
    """Return the plan in force, the next one where the published rules have changed."""
    lock_chain(round_page.pk)
    plan = latest_plan(round_page.pk)
    if plan is not None and _applies(plan, round_page):
        return plan
    return _append(round_page, before=plan, actor=None, reason="", now=now)


def has_sheets(round_id: int) -> bool:
    """Say whether a sheet of the round is sealed."""
    return ScoreSheet.objects.filter(round_id=round_id).exists()


def refusal_to_change(round_page: JuryRoundPage) -> str:
    """Return why rules that differ from the plan in force cannot be published; empty where they can be."""
    count = ScoreSheet.objects.counted().filter(round_id=round_page.pk).count()
    plan = latest_plan(round_page.pk)
    if not count or plan is None or plan.digest == round_page.rules.digest:
        return ""
    words = ngettext(
        "%(count)d sheet is sealed under the published rules. To judge by others, begin plan %(number)d with a reason on the screen “Jury”.",
        "%(count)d sheets are sealed under the published rules. To judge by others, begin plan %(number)d with a reason on the screen “Jury”.",
        count,
    )
    return words % {"count": count, "number": plan.number + 1}


@transaction.atomic
def change_plan(*, round_page: JuryRoundPage, actor, reason: str, now: datetime.datetime) -> JudgingPlan:
    """Begin the next plan with the rules of `round_page`, which may be a draft of the page; it is published after it.

    Sealed sheets keep their plan; the chair decides whether they are written again. Raises ReasonMissing, and
    PlanInForce where the rules are those in force.
    """
    if not reason.strip():
        raise ReasonMissing(_("Write why the rules change: it stands in the minutes."))
    lock_chain(round_page.pk)
    before = latest_plan(round_page.pk)
    if before is not None and before.digest == round_page.rules.digest:
        raise PlanInForce(_("These are the rules in force; nothing changes."))
    plan = _append(round_page, before=before, actor=actor, reason=reason.strip(), now=now)
    audit.record("contest.change_judging_plan", round_page, actor=actor, plan=plan.number, reason=plan.reason)
    return plan


def _append(
    round_page: JuryRoundPage, *, before: JudgingPlan | None, actor, reason: str, now: datetime.datetime
) -> JudgingPlan:
    rules = round_page.rules
    return JudgingPlan.objects.create(
        round_id=round_page.pk,
        number=before.number + 1 if before else 1,
        rules=rules.as_json(),
        rules_revision=round_page.live_revision_id,
        digest=rules.digest,
        made_at=now,
        made_by=actor,
        reason=reason,
    )

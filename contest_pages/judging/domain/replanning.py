"""A change of the rules under sealed sheets: plan, publication and what follows, in one transaction."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages.judging.errors import JudgingRefused, PlanInForce
from contest_pages.judging.models import JudgingPlan, JuryRoundPage

from .gaps import open_due_cases
from .planning import change_plan


@transaction.atomic
def publish_new_plan(*, round_page: JuryRoundPage, actor, reason: str, now: datetime.datetime) -> JudgingPlan:
    """Begin the next plan with the rules of the page's latest draft, and publish that draft.

    Raises ReasonMissing, PlanInForce without a draft or where its rules are those in force, and JudgingRefused where
    the page is not published for another reason: then there is no new plan either.
    """
    revision = round_page.latest_revision
    if revision is None:
        raise PlanInForce(
            _("The page has no draft with other rules. Change them in the page's editor first.")
        )
    plan = change_plan(round_page=revision.as_object(), actor=actor, reason=reason, now=now)
    revision.publish(user=actor)
    if JuryRoundPage.objects.get(pk=round_page.pk).live_revision_id != revision.pk:
        raise JudgingRefused(
            _("The draft cannot be published; its editor says why. The rules stay as they are.")
        )
    open_due_cases(round_id=round_page.pk, now=now)
    return plan

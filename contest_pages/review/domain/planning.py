"""Review plans: a default plan for each round, arranged by an organiser."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from contest_pages.entries.models import EntryRoundPage
from contest_pages.review.errors import PlanInUse
from contest_pages.review.models import RejectionReason, ReviewChain, ReviewPlan, ReviewStep
from contest_pages.review.staff import group_of_moderators, group_of_organisers

from .recording import chain_of


def _default_questions() -> str:
    """Return the default checklist, after Sơn La 2024, III.2 and III.4: content, form, quality."""
    return "\n".join(
        [
            _("Does the content fit the theme of the contest?"),
            _("Is the structure clear: beginning, content, end?"),
            _("Are picture and sound good enough to be shown in public?"),
            _("Is it free of what the law forbids and of what hurts others?"),
            _("Does it look like the contestant's own work, not published before?"),
        ]
    )


def _default_reasons() -> list[str]:
    return [
        _("Does not fit the theme"),
        _("Picture or sound not good enough"),
        _("Not the contestant's own work, or infringes somebody's rights"),
        _("Published before the contest was launched"),
        _("Content that the law or the rules forbid"),
        _("Does not meet another rule"),
    ]


def plan_of(round_page: EntryRoundPage) -> ReviewPlan:
    """Return the review plan of a round; the default plan has one step of the site's moderators."""
    plan = ReviewPlan.objects.filter(round_id=round_page.pk).first()
    return plan or create_default_plan(round_page)


@transaction.atomic
def create_default_plan(round_page: EntryRoundPage) -> ReviewPlan:
    """Create the default plan of a round: one step with the default checklist and reasons. Idempotent."""
    with translation.override(settings.LANGUAGE_CODE):
        plan, created = ReviewPlan.objects.get_or_create(round=round_page)
        if not created:
            return plan
        chain_of(round_page.pk)
        ReviewStep.objects.create(
            plan=plan,
            sort_order=0,
            name=_("Content, form, quality"),
            group=group_of_moderators(),
            checklist=_default_questions(),
        )
        RejectionReason.objects.bulk_create(
            RejectionReason(plan=plan, sort_order=position, title=title)
            for position, title in enumerate(_default_reasons())
        )
    return plan


@transaction.atomic
def create_three_steps(plan: ReviewPlan) -> None:
    """Replace unused steps by technical check, content check and the head's sign-off.

    Raises PlanInUse once there are decisions, or entries at a step.
    """
    ReviewChain.objects.select_for_update().get(round=plan.round_id)
    steps = list(plan.steps.all())
    if any(step.reviews.exists() or step.cases.exists() for step in steps):
        raise PlanInUse(_("The review has begun: its steps can be renamed and added to, not replaced."))
    ReviewStep.objects.filter(plan=plan).delete()
    moderators, head = group_of_moderators(), group_of_organisers()
    with translation.override(settings.LANGUAGE_CODE):
        for position, (name, group, bulk, checklist) in enumerate(
            [
                (
                    _("Technical check"),
                    moderators,
                    True,
                    _("Do picture and sound play from beginning to end?"),
                ),
                (_("Content check"), moderators, False, _default_questions()),
                (_("Sign-off by the head of the standing office"), head, False, ""),
            ]
        ):
            ReviewStep.objects.create(
                plan=plan,
                sort_order=position,
                name=name,
                group=group,
                accepts_in_bulk=bulk,
                checklist=checklist,
            )


def first_step(round_page: EntryRoundPage) -> ReviewStep:
    """Return the first step of the review of a round."""
    return plan_of(round_page).steps.order_by("sort_order", "pk").first()


def step_after(step: ReviewStep) -> ReviewStep | None:
    """Return the step that follows, or None after the last one."""
    steps = list(ReviewStep.objects.filter(plan_id=step.plan_id).order_by("sort_order", "pk"))
    place = steps.index(step)
    return steps[place + 1] if place + 1 < len(steps) else None


def on_round_created(sender, instance, created, raw=False, **kwargs) -> None:
    """Create the default plan of a new round."""
    if created and not raw:
        create_default_plan(instance)


def assign_groups() -> None:
    """Create missing review plans, and assign the site's moderators to unused steps without a group."""
    for round_page in EntryRoundPage.objects.filter(review_plan=None):
        create_default_plan(round_page)
    if group := group_of_moderators():
        unused = ReviewStep.objects.filter(group=None, reviews=None, cases=None)
        unused.update(group=group)

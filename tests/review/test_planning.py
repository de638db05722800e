"""The steps of a review: created with the round, arranged by an organiser, kept once used."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from contest_pages.review.domain.planning import create_default_plan, create_three_steps, plan_of
from contest_pages.review.errors import PlanInUse
from contest_pages.review.models import Review, ReviewPlan, ReviewStep

from .helpers import case_of, say, waiting_entry

pytestmark = pytest.mark.django_db


def formset(prefix: str, rows: list[dict], initial: int) -> dict:
    data = {
        f"{prefix}-TOTAL_FORMS": len(rows),
        f"{prefix}-INITIAL_FORMS": initial,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def arranged(plan, steps: list[dict]) -> dict:
    """Return the data of the organiser's form."""
    return {
        "claim_minutes": 60,
        "undo_minutes": 10,
        "changes_days": 3,
        "stuck_days": 3,
        **formset("steps", steps, plan.steps.count()),
        **formset("reasons", [], 0),
    }


def row_of(step, **more) -> dict:
    return {
        "id": step.pk,
        "ORDER": step.sort_order + 1,
        "name": step.name,
        "group": step.group_id or "",
        "moderators": step.moderators,
        "checklist": step.checklist,
        "due_at": "",
        **more,
    }


def test_a_round_has_its_review_from_the_first_day(stage):
    plan = plan_of(stage.round)
    (step,) = plan.steps.all()
    assert (step.name, step.moderators, len(step.questions)) == ("Nội dung, hình thức, chất lượng", 1, 5)
    assert plan.reasons.count() == 6
    assert create_default_plan(stage.round) == plan


def test_setting_up_the_roles_gives_the_step_to_the_moderators(stage, roles):
    assert plan_of(stage.round).steps.get().group == roles["moderators"].groups.get()


def test_setting_up_the_roles_creates_missing_plans_and_leaves_others_alone(stage, roles):
    ReviewPlan.objects.all().delete()
    call_command("contest_set_up_roles", stdout=io.StringIO())
    step = ReviewStep.objects.get()
    step.name, step.group = "Của chúng tôi", None
    step.save()
    entry = waiting_entry(stage)
    call_command("contest_set_up_roles", stdout=io.StringIO())
    assert case_of(entry).step.name == "Của chúng tôi"
    assert case_of(entry).step.group is None


def test_three_steps_replace_unused_steps(stage, roles):
    plan = plan_of(stage.round)
    create_three_steps(plan)
    steps = list(plan.steps.order_by("sort_order"))
    assert [(step.group, step.accepts_in_bulk) for step in steps] == [
        (roles["moderators"].groups.get(), True),
        (roles["moderators"].groups.get(), False),
        (roles["organisers"].groups.get(), False),
    ]
    waiting_entry(stage)
    with pytest.raises(PlanInUse):
        create_three_steps(plan)


def test_an_organiser_arranges_steps_in_the_admin(client, stage, roles):
    client.force_login(roles["organisers"])
    plan = plan_of(stage.round)
    edit = reverse("wagtailsnippets_contest_review_reviewplan:edit", args=[plan.pk])
    assert "Kiểm tra kỹ thuật, kiểm tra nội dung, lãnh đạo duyệt" in client.get(edit).content.decode()
    new = {
        "name": "Duyệt",
        "ORDER": 2,
        "moderators": 2,
        "group": "",
        "checklist": "",
        "due_at": "10/08/2024 24:00",
    }
    saved = client.post(edit, arranged(plan, [row_of(plan.steps.get()), new]))
    assert saved.status_code == 302, saved.context["form"].formsets["steps"].errors
    _first, second = plan.steps.order_by("sort_order")
    assert (second.name, second.moderators) == ("Duyệt", 2)
    assert second.due_at.isoformat() == "2024-08-10T17:00:00+00:00"
    three = reverse("contest_review_three_steps", args=[stage.round.pk])
    assert client.post(three, follow=True).status_code == 200
    assert plan.steps.count() == 3


def test_a_used_step_is_renamed_not_deleted(client, stage, roles, mai):
    say(waiting_entry(stage), mai)
    client.force_login(roles["organisers"])
    plan = plan_of(stage.round)
    step = plan.steps.get()
    edit = reverse("wagtailsnippets_contest_review_reviewplan:edit", args=[plan.pk])
    new = {"name": "Khác", "ORDER": 2, "moderators": 1, "group": "", "checklist": "", "due_at": ""}
    refused = client.post(edit, arranged(plan, [row_of(step, DELETE="on"), new]))
    assert "đã được dùng" in refused.content.decode()
    assert client.post(edit, arranged(plan, [row_of(step, name="Sơ loại")])).status_code == 302
    review = Review.objects.get()
    assert (review.step.name, review.step_name) == ("Sơ loại", "Nội dung, hình thức, chất lượng")


def test_a_review_keeps_at_least_one_step(client, stage, roles):
    client.force_login(roles["organisers"])
    plan = plan_of(stage.round)
    edit = reverse("wagtailsnippets_contest_review_reviewplan:edit", args=[plan.pk])
    assert client.post(edit, arranged(plan, [row_of(plan.steps.get(), DELETE="on")])).status_code == 200
    assert plan.steps.count() == 1


def test_the_rules_page_describes_the_review(client, stage):
    html = client.get(stage.rules.url).content.decode()
    assert "được đề nghị xem lại một lần, do người khác xem, trong 3 ngày" in html
    assert "không biết tác phẩm của ai" not in html
    stage.rules.blind_review, stage.rules.complaint_days = True, 0
    stage.rules.save()
    html = client.get(stage.rules.url).content.decode()
    assert "không biết tác phẩm của ai" in html
    assert "xem lại" not in html

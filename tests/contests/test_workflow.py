"""Pages of a contest keep Wagtail's own workflow: what is not approved is not enforced."""

from __future__ import annotations

import datetime

import pytest
from django.core.management import call_command
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from contest_pages.contests.domain.page_workflow import NAME
from tests.contests.editors import press
from tests.factories.pages import NOW

pytestmark = pytest.mark.django_db


def test_rules_that_wait_for_approval_change_nothing_until_they_are_approved(stage, roles):
    workflow = Workflow.objects.create(name="Duyệt trang")
    task = GroupApprovalTask.objects.create(name="Ban Tổ chức duyệt")
    task.groups.add(roles["organisers"].groups.get())
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=stage.contest)
    for page in (stage.rules, stage.round, stage.form):
        assert page.get_workflow() == workflow

    stage.rules.maximum_seconds = 600
    stage.rules.save_revision(user=roles["editors"])
    state = workflow.start(stage.rules, roles["editors"])
    assert stage.again().live_rules.maximum_seconds == 300
    state.current_task_state.approve(user=roles["organisers"])
    assert stage.again().live_rules.maximum_seconds == 600


def test_a_writer_hands_over_and_the_head_publishes_with_the_assigned_roles(client, stage, roles):
    assert stage.rules.get_workflow().name == NAME
    client.force_login(roles["writers"])
    press(client, stage.rules, "action-publish", who_may_take_part="Ai cũng được.")
    assert stage.again().live_rules.who_may_take_part != "Ai cũng được."
    press(client, stage.rules, "action-submit", who_may_take_part="Công dân trong tỉnh.")
    rules = stage.again().live_rules
    assert rules.who_may_take_part != "Công dân trong tỉnh."
    state = rules.current_workflow_state
    assert not state.current_task_state.task.specific.get_actions(rules, roles["writers"])
    state.current_task_state.approve(user=roles["editors"])
    assert stage.again().live_rules.who_may_take_part == "Công dân trong tỉnh."


def test_what_would_harm_is_not_published_by_an_approval_either(stage, roles, in_july):
    stage.round.closes_at = NOW - datetime.timedelta(minutes=5)
    stage.round.save_revision(user=roles["writers"])
    state = stage.round.get_workflow().start(stage.round, roles["writers"])
    state.current_task_state.approve(user=roles["editors"])
    assert type(stage.round).objects.get(pk=stage.round.pk).closes_at > NOW


def test_laying_the_roles_again_leaves_the_hosts_workflow_alone(stage, roles):
    own = Workflow.objects.create(name="Của tỉnh")
    WorkflowPage.objects.filter(page=stage.contest.get_parent()).update(workflow=own)
    call_command("contest_set_up_roles", verbosity=0)
    assert stage.rules.get_workflow() == own
    assert Workflow.objects.filter(name=NAME).count() == 1

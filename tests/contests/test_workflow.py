"""Pages of a contest keep Wagtail's own workflow: what is not approved is not enforced."""

from __future__ import annotations

import pytest
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

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

"""A Wagtail workflow for contest pages: writers submit, editors approve and publish."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

NAME = "Duyệt trang cuộc thi"
STEP = "Lãnh đạo truyền thông duyệt"


@transaction.atomic
def create_page_workflow(*, pages: list[Page], approvers: Group) -> Workflow | None:
    """Create the approval workflow for these pages and return it; None if all have a workflow already.

    A page that the host has given a workflow keeps it. An approved page is published unless a readiness check
    blocks it.
    """
    free = [page for page in pages if not WorkflowPage.objects.filter(page=page).exists()]
    if not free:
        return None
    workflow, made = Workflow.objects.get_or_create(name=NAME)
    if made:
        step = GroupApprovalTask.objects.create(name=STEP)
        step.groups.add(approvers)
        WorkflowTask.objects.create(workflow=workflow, task=step, sort_order=0)
    for page in free:
        WorkflowPage.objects.create(workflow=workflow, page=page)
    return workflow

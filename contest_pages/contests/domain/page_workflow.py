"""Who writes hands over, who answers for it publishes: Wagtail's own workflow over the lists of contests."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

NAME = "Duyệt trang cuộc thi"
STEP = "Lãnh đạo truyền thông duyệt"


@transaction.atomic
def lay_page_workflow(*, pages: list[Page], approvers: Group) -> Workflow | None:
    """Let what writers hand over below these pages wait for the approvers; return the workflow, or None.

    A page that the host has given a workflow keeps it. What was approved is published, unless it would harm
    citizens: see readiness.
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


def on_roles_laid(sender, *, groups: dict[str, Group], pages: list[Page], **kwargs) -> None:
    """Lay the workflow: editors, who may publish, approve what writers wrote."""
    lay_page_workflow(pages=[page for page in pages if page.depth > 1], approvers=groups["editors"])

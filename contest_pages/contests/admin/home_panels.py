"""What Wagtail's home page lists to users who are limited to contests."""

from __future__ import annotations

from django.db.models import Model
from wagtail.admin.ui.components import Component
from wagtail.admin.views import home
from wagtail.models import Page

from contest_pages.contests.permissions import may_work_on, owns

#: Which list of a panel holds records, and which record a row is about. A person had to do with them before the limit.
_LISTS = {
    home.WorkflowObjectsToModeratePanel: ("states", lambda row: row["obj"]),
    home.UserObjectsInWorkflowModerationPanel: ("workflow_states", lambda state: state.content_object),
    home.RecentEditsPanel: ("last_edits", lambda row: row[1]),
    home.LockedPagesPanel: ("locked_pages", lambda page: page),
}


def narrow_panels(panels: list[Component], user) -> None:
    """Leave the pages of other contests out of Wagtail's panels."""
    for panel in panels:
        if type(panel) in _LISTS:
            _narrow(panel, user, *_LISTS[type(panel)])


def _narrow(panel: Component, user, name: str, record_of) -> None:
    original = panel.get_context_data

    def get_context_data(parent_context):
        context = original(parent_context)
        context[name] = [row for row in context[name] if _shows(user, record_of(row))]
        return context

    panel.get_context_data = get_context_data


def _shows(user, record: Model) -> bool:
    if isinstance(record, Page):
        return may_work_on(user, record)
    return owns(user, record) if hasattr(record, "contest_path") else True

"""Wagtail's page editor with a side panel of readiness checks."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page, WorkflowState

from contest_pages.contests.domain.remarks import Dismissal, dismissals_of, key_of
from contest_pages.contests.models import ContestPage
from contest_pages.contests.publish_checks import context_of_drafts
from contest_pages.publishing.readiness import Finding, Severity, check_contest
from contest_pages.vietnamese import moment, person_name

from .remarks import digest_of


def field_edit_url(page: Page, field: str) -> str:
    """Return the URL at which a field of a page is edited; `open_field.js` opens the tab that contains it."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return f"{address}#field-{field}" if field else address


@dataclass(frozen=True)
class FindingLink:
    """A finding with the URL at which it is fixed; `is_here` if that is the edited page.

    A remark has the URL at which it is set aside, or shown again; `dismissed` says who set it aside.
    """

    finding: Finding
    address: str
    is_here: bool
    aside: str = ""
    dismissed: str = ""


_TITLES = {
    Severity.BLOCKING: _("Must be mended before publishing"),
    Severity.CONTRADICTION: _("Contradictory"),
    Severity.MISSING: _("Left to fill in"),
    Severity.REMARK: _("Remarks"),
}


class ReadinessSidePanel(BaseSidePanel):
    """What is missing or contradictory in the whole contest, each with a link to its field."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """The button with the number of findings."""

        aria_label = _("What to look at before publishing")
        icon_name = "tasks"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context):
            """Add the number."""
            return {**super().get_context_data(parent_context), "count": len(self.panel.open_lines)}

    name = "readiness"
    title = _("Before publishing")
    template_name = "contest_contests/admin/readiness.html"
    order = 150

    class Media:
        """Opens the tab of the field that an address names."""

        js = ["contest_pages/js/open_field.js"]

    @cached_property
    def lines(self) -> list[FindingLink]:
        """Return the findings on all drafts of the contest, those of this page first within each severity."""
        contest = self.object if isinstance(self.object, ContestPage) else self.object.contest
        # The stored contest: the instance of the form may hold invalid input.
        stored = ContestPage.objects.filter(pk=contest.pk).first()
        if stored is None or stored.original.pk != stored.pk:
            return []
        found = check_contest(context_of_drafts(stored, timezone.now()))
        remarks = {finding.page for finding in found if finding.severity == Severity.REMARK}
        dismissals = dismissals_of(remarks) if remarks else {}
        names = self._names(dismissals.values())
        lines = [self._line(finding, dismissals.get(key_of(finding)), names) for finding in found]
        return sorted(lines, key=lambda line: (line.finding.severity, not line.is_here))

    @staticmethod
    def _names(dismissals) -> dict[int, str]:
        users = get_user_model().objects.filter(pk__in={found.user_id for found in dismissals})
        return {user.pk: person_name(user) for user in users} if dismissals else {}

    def _line(self, finding: Finding, dismissal: Dismissal | None, names: dict[int, str]) -> FindingLink:
        aside = ""
        if finding.severity == Severity.REMARK:
            name = "contest_restore_remark" if dismissal else "contest_dismiss_remark"
            aside = reverse(name, args=[finding.page.pk, digest_of(finding)])
        return FindingLink(
            finding,
            field_edit_url(finding.page, finding.field),
            finding.page.pk == self.object.pk,
            aside,
            f"{names.get(dismissal.user_id, '')}, {moment(dismissal.at)}" if dismissal else "",
        )

    @property
    def open_lines(self) -> list[FindingLink]:
        """Return the findings that are not set aside."""
        return [line for line in self.lines if not line.dismissed]

    def get_context_data(self, parent_context):
        """Add the findings by severity."""
        groups = [
            (title, [line for line in self.open_lines if line.finding.severity == severity])
            for severity, title in _TITLES.items()
        ]
        return {
            **super().get_context_data(parent_context),
            "groups": [(title, lines) for title, lines in groups if lines],
            "dismissed": [line for line in self.lines if line.dismissed],
        }


def sent_back_words(page: Page) -> str:
    """Return who sent a page back to its writer, when and why; empty for a page that did not come back."""
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return ""
    task_state = state.current_task_state.specific
    values = {
        "name": person_name(task_state.finished_by),
        "time": moment(task_state.finished_at),
        "comment": task_state.get_comment(),
    }
    if not values["name"]:
        return _("This page was sent back for changes at %(time)s. %(comment)s") % values
    return _("%(name)s sent this page back for changes at %(time)s. %(comment)s") % values


class ContestEditView(EditView):
    """Wagtail's editor with one more side panel."""

    def run_hook(self, hook_name, *args, **kwargs):
        """Skip the hook that dispatched to this view."""
        return None if hook_name == "before_edit_page" else super().run_hook(hook_name, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        """Show above the page that it came back, from whom and why."""
        response = super().get(request, *args, **kwargs)
        if words := sent_back_words(self.page):
            messages.warning(request, words)
        return response

    def get_side_panels(self):
        """Add the panel of readiness checks."""
        panels = super().get_side_panels()
        if not self.expects_json_response and not self.hydrate_create_view:
            panels.append(ReadinessSidePanel(self.page, self.request))
        return panels

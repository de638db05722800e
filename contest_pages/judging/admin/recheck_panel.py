"""What waits in juries, on the first page of the admin."""

from __future__ import annotations

from wagtail.admin.ui.components import Component

from contest_pages.contests.permissions import may_work_on
from contest_pages.judging.queries.rechecks import rounds_with_waiting_rechecks


class RecheckPanel(Component):
    """The rounds in which contestants wait for a check of the sum."""

    order = 55
    template_name = "contest_judging/admin/recheck_panel.html"

    def get_context_data(self, parent_context):
        """Return the rounds of the contests on which the user works."""
        user = parent_context["request"].user
        return {"rounds": [page for page in rounds_with_waiting_rechecks() if may_work_on(user, page)]}

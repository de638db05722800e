"""The moderators' panel on the dashboard: counts only, one link."""

from __future__ import annotations

from django.urls import reverse
from wagtail.admin.ui.components import Component

from contest_pages.review.queries.queue import waiting_count


class WaitingPanel(Component):
    """The number of entries that wait for a decision."""

    order = 50
    template_name = "contest_review/admin/waiting_panel.html"

    def get_context_data(self, parent_context):
        """Return the count and the URL of the queue."""
        user = parent_context["request"].user
        return {"waiting": waiting_count(user), "url": reverse("contest_review_rounds")}

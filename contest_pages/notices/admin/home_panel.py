"""The panel of letters on the dashboard: counts with links to the list."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from contest_pages.notices.models import RECENTLY
from contest_pages.notices.permissions import visible_to
from contest_pages.notices.queries import trouble_counts


class TroublePanel(Component):
    """The letters that failed, were given up, or are late; nothing while all is well."""

    order = 60
    template_name = "contest_notices/admin/trouble_panel.html"

    def get_context_data(self, parent_context):
        """Return the counts by state, without those that are 0."""
        counts = trouble_counts(visible_to(parent_context["request"].user), timezone.now())
        return {
            "counts": {state: count for state, count in counts.items() if count},
            "days": RECENTLY.days,
            "url": reverse("contest_notices_notice_modeladmin_index"),
        }

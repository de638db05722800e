"""The jurors' panel on the dashboard: the rounds in which the own account has a seat, with a link to the own works."""

from __future__ import annotations

from django.utils import timezone
from wagtail.admin.ui.components import Component

from contest_pages.judging.access import juror_path
from contest_pages.judging.queries.panel import own_rounds


class JurorPanel(Component):
    """Links from an account to what its person judges; the account stands for the confirmed device."""

    order = 45
    template_name = "contest_judging/admin/juror_panel.html"

    def __init__(self, terms):
        super().__init__()
        self.terms = terms

    def get_context_data(self, parent_context):
        """Return the rounds with their links and closings; those that are over come last."""
        now = timezone.now()
        rows = [
            {
                "round": page,
                "url": juror_path(term),
                "closes_at": term.closing(page.closes_at),
                "over": page.has_closed(now) and (term.closes_at is None or term.closes_at <= now),
            }
            for term, page in self.terms
        ]
        return {"rows": sorted(rows, key=lambda row: row["over"])}


def juror_panel(user) -> JurorPanel | None:
    """Return the panel of a user who has a seat in a published round; None for others."""
    terms = own_rounds(user)
    return JurorPanel(terms) if terms else None

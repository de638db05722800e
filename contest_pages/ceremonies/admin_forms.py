"""The editor's form of a ceremony."""

from __future__ import annotations

from django.contrib.auth.models import Group
from wagtail.admin.panels import HelpPanel

from contest_pages.contests.admin_forms import VietnamesePageForm


class CeremonyPageForm(VietnamesePageForm):
    """Offers the contest's own rounds for the press on stage."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_own_rounds("opens_round")


def groups_that_may_press():
    """Return the groups whose users may open a contest on stage, by name."""
    permission = {
        "permissions__codename": "press_start",
        "permissions__content_type__app_label": "contest_ceremonies",
    }
    return Group.objects.filter(**permission).order_by("name")


class WhoMayPressPanel(HelpPanel):
    """Tells who may press the button, and where."""

    def __init__(self, **kwargs):
        kwargs.setdefault("template", "contest_ceremonies/admin/_who_may_press.html")
        super().__init__(**kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        """The panel for a page and a user."""

        def get_context_data(self, parent_context=None):
            """Add the groups that may press."""
            return {**super().get_context_data(parent_context), "groups": groups_that_may_press()}

"""The results in Wagtail's admin."""

from __future__ import annotations

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from contest_pages.registrations.permissions import may_manage

from .views import participation


@hooks.register("register_admin_urls")
def results_urls():
    """Register the table of participation."""
    return [path("contest/participation/", participation.participation, name="contest_participation")]


class ParticipationItem(MenuItem):
    """Shown to organisers."""

    def is_shown(self, request):
        """Return whether the menu has it."""
        return may_manage(request.user)


@hooks.register("register_reports_menu_item")
def participation_by_unit():
    """Add the table of units to the reports."""
    return ParticipationItem(
        _("Participation by unit"),
        reverse("contest_participation"),
        name="contest-participation",
        icon_name="site",
        order=900,
    )

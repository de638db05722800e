"""The review's place in Wagtail's admin."""

from __future__ import annotations

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .panels import WaitingPanel
from .policies import may_review
from .views import desk


@hooks.register("register_admin_urls")
def review_urls():
    """Register queue and desk."""
    return [
        path("contest/review/", desk.queue_view, name="contest_review_queue"),
        path("contest/review/<int:entry_id>/", desk.desk, name="contest_review_desk"),
    ]


class ReviewMenuItem(MenuItem):
    """Shown to those who may decide."""

    def is_shown(self, request):
        """Ask the policy."""
        return may_review(request.user)


@hooks.register("register_admin_menu_item")
def review_menu_item():
    """Put the queue into the menu."""
    return ReviewMenuItem(
        _("Preliminary review"),
        reverse("contest_review_queue"),
        name="contest-review",
        icon_name="clipboard-list",
        order=210,
    )


@hooks.register("construct_homepage_panels")
def waiting_panel(request, panels):
    """Put the count on the dashboard of those who may decide."""
    if may_review(request.user):
        panels.append(WaitingPanel())


@hooks.register("register_log_actions")
def review_actions(actions):
    """Register the verbs of the review with a sentence each."""
    actions.register_action("contest.accept", _("Accept entry"), _("Accepted in the preliminary review"))
    actions.register_action("contest.reject", _("Reject entry"), _("Rejected in the preliminary review"))

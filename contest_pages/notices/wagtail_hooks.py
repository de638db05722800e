"""The letters' place in Wagtail's admin."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from .admin.home_panel import TroublePanel
from .admin.views import resend_letter, resend_letters
from .admin.viewsets import NoticeAdmin
from .domain.resending import RESEND, RESEND_SEVERAL
from .permissions import may_list

modeladmin_register(NoticeAdmin)


@hooks.register("register_admin_urls")
def letter_urls():
    """Register the screens that send letters again."""
    return [
        path("contest/letters/again/", resend_letters, name="contest_resend_letters"),
        path("contest/letters/<number:notice_id>/again/", resend_letter, name="contest_resend_letter"),
    ]


@hooks.register("construct_homepage_panels")
def trouble_panel(request, panels):
    """Add the panel for those who see letters."""
    if may_list(request.user):
        panels.append(TroublePanel())


@hooks.register("register_log_actions")
def letter_actions(actions):
    """Register the verbs of letters with a sentence each."""
    for verb, label, sentence in (
        ("contest.view_letter", _("View a letter"), _("Looked at the letter")),
        (RESEND, _("Send a letter again"), _("Had the letter sent again")),
        (RESEND_SEVERAL, _("Send letters again"), _("Had letters sent again that had failed")),
    ):
        actions.register_action(verb, label, sentence)

"""The letters' place in Wagtail's admin."""

from __future__ import annotations

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import modeladmin_register

from .admin import wording_versions, wording_views
from .admin.home_panel import TroublePanel
from .admin.views import resend_letter, resend_letters
from .admin.viewsets import NoticeAdmin
from .domain.resending import RESEND, RESEND_SEVERAL
from .domain.wording import UNWORD, WORD
from .permissions import may_list, may_word

modeladmin_register(NoticeAdmin)


@hooks.register("register_admin_urls")
def letter_urls():
    """Register the screens that send letters again, and those of their wordings."""
    return [
        path("contest/letters/again/", resend_letters, name="contest_resend_letters"),
        path("contest/letters/<number:notice_id>/again/", resend_letter, name="contest_resend_letter"),
        path("contest/wordings/", wording_views.wording_list, name="contest_wordings"),
        *_wording_urls("contest/wordings/all/<str:wording>", "_of_all"),
        *_wording_urls("contest/wordings/<number:contest_id>/<str:wording>", ""),
    ]


def _wording_urls(start: str, suffix: str) -> list:
    """Return the screens of a wording: for all contests (`suffix` "_of_all"), or for one."""
    return [
        path(f"{start}/", wording_views.edit_wording, name=f"contest_wording{suffix}"),
        path(f"{start}/versions/", wording_versions.versions, name=f"contest_wording_versions{suffix}"),
        path(
            f"{start}/versions/<number:number>/again/",
            wording_versions.use_version_again,
            name=f"contest_wording_again{suffix}",
        ),
        path(f"{start}/default/", wording_versions.default_wording, name=f"contest_wording_default{suffix}"),
    ]


class WordingsItem(MenuItem):
    """A menu item for users who may change wordings."""

    def is_shown(self, request):
        """Return whether the menu has it."""
        return may_word(request.user)


@hooks.register("register_admin_menu_item")
def wordings_item():
    """Add the list of wordings to the menu, below the letters."""
    return WordingsItem(
        _("Wordings of letters"),
        reverse("contest_wordings"),
        name="contest-wordings",
        icon_name="edit",
        order=221,
    )


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
        (WORD, _("Word a letter"), _("Changed how a letter is worded")),
        (UNWORD, _("Word a letter as before"), _("Went back to the default wording of a letter")),
    ):
        actions.register_action(verb, label, sentence)

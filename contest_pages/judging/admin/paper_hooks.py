"""The secretaries' place in Wagtail's admin."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from contest_pages.admin.deletion_guard import guard_user_deletion
from contest_pages.judging.models import PaperCopy
from contest_pages.judging.permissions import may_enter_paper
from contest_pages.vietnamese import person_name

from .paper_urls import PAPER_URLS


@hooks.register("register_admin_urls")
def paper_urls():
    """Register the secretaries' screens."""
    return PAPER_URLS


class PaperMenuItem(MenuItem):
    """A menu item for secretaries."""

    def is_shown(self, request):
        """Return whether the menu has it."""
        return may_enter_paper(request.user)


@hooks.register("register_admin_menu_item")
def paper_sheets():
    """Add the paper sheets to the menu."""
    return PaperMenuItem(
        _("Paper score sheets"),
        reverse("contest_paper_rounds"),
        name="contest-paper-sheets",
        icon_name="edit",
        order=226,
    )


@hooks.register("register_log_actions")
def paper_actions(actions):
    """Register the verbs of paper sheets with a sentence each."""
    for verb, label, sentence in (
        ("contest.type_paper", _("Type a paper sheet"), _("Paper sheet typed")),
        ("contest.seal_paper", _("Seal a paper sheet"), _("Paper sheet sealed")),
        (
            "contest.settle_paper",
            _("Settle two copies of a paper sheet"),
            _("Differing copies of a paper sheet settled by the paper"),
        ),
        (
            "contest.discard_paper",
            _("Give a paper sheet back"),
            _("Paper sheet given back to the juror"),
        ),
        (
            "contest.compare_paper",
            _("Compare a paper sheet with a sealed one"),
            _("Sealed sheet shown beside a paper one"),
        ),
        (
            "contest.add_paper_picture",
            _("Keep a picture of a paper sheet"),
            _("Picture of a paper sheet kept"),
        ),
        (
            "contest.remove_paper_picture",
            _("Remove a picture of a paper sheet"),
            _("Picture of a paper sheet removed"),
        ),
    ):
        actions.register_action(verb, label, sentence)


def copies_of(user) -> str:
    """Return the refusal to delete an account that has typed paper sheets."""
    count = PaperCopy.objects.filter(typed_by=user).count()
    if not count:
        return ""
    return ngettext(
        "%(name)s has typed %(count)d paper sheet; the account can be deactivated, not deleted.",
        "%(name)s has typed %(count)d paper sheets; the account can be deactivated, not deleted.",
        count,
    ) % {"name": person_name(user), "count": count}


guard_user_deletion(copies_of)

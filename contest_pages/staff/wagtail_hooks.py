"""The place of staff accounts in Wagtail's admin."""

from __future__ import annotations

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from .admin import bulk_actions, views

for _action in (
    bulk_actions.AssignGroupAction,
    bulk_actions.DeleteAccountsAction,
    bulk_actions.SetActiveAction,
):
    # After Wagtail's own of the same names, which they replace.
    hooks.register("register_bulk_action", _action, order=100)


@hooks.register("register_admin_urls")
def staff_urls():
    """Register the screens of changes of groups."""
    return [
        path("contest/accounts/groups/", views.list_changes, name="contest_group_changes"),
        path(
            "contest/accounts/groups/<number:change_id>/",
            views.decide_change,
            name="contest_decide_group_change",
        ),
        path(
            "contest/accounts/groups/<number:change_id>/withdraw/",
            views.withdraw_change,
            name="contest_withdraw_group_change",
        ),
    ]


class _ChangesItem(MenuItem):
    """The list of changes, for those who may see it."""

    def is_shown(self, request):
        return views.may_see_changes(request.user)


@hooks.register("register_settings_menu_item")
def changes_item():
    """Add the list beside users and groups."""
    return _ChangesItem(
        _("Changes of groups"), reverse("contest_group_changes"), icon_name="group", order=620
    )


@hooks.register("register_log_actions")
def staff_actions(actions):
    """Register the verbs of accounts with a sentence each, which names the group."""
    for verb, label, sentence in (
        ("contest.set_password", _("Set password"), _("The password was set by a superuser")),
        ("contest.join_group", _("Join group"), _("The account joined the group “%(group)s”")),
        ("contest.leave_group", _("Leave group"), _("The account left the group “%(group)s”")),
        (
            "contest.request_group",
            _("Request group"),
            _("The group “%(group)s” was requested for the account"),
        ),
        ("contest.refuse_group", _("Refuse group"), _("The group “%(group)s” was refused to the account")),
        (
            "contest.withdraw_group",
            _("Withdraw request for group"),
            _("The request for the group “%(group)s” was withdrawn"),
        ),
    ):
        actions.register_action(verb)(
            type("GroupFormatter", (_GroupFormatter,), {"label": label, "message": sentence})
        )


class _GroupFormatter(LogFormatter):
    def format_message(self, log_entry):
        return self.message % {"group": log_entry.data.get("group", "")}

"""Wagtail hooks of accounts."""

from __future__ import annotations

from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from contest_pages.http.decorators import only

from .admin.report import SignInReport
from .admin.second_factor import reset_factor
from .permissions import may_reset_factors_of, may_view_sign_ins

_for_readers = only(may_view_sign_ins)


@hooks.register("register_admin_urls")
def account_urls():
    """Register the administrators' screens."""
    return [
        path("contest/sign-ins/", _for_readers(SignInReport.as_view()), name="contest_sign_ins"),
        path(
            "contest/sign-ins/results/",
            _for_readers(SignInReport.as_view(results_only=True)),
            name="contest_sign_ins_results",
        ),
        path("contest/accounts/<number:user_id>/second-factor/", reset_factor, name="contest_reset_factor"),
    ]


class SignInsItem(MenuItem):
    """Shown to those who may read the record."""

    def is_shown(self, request):
        """Say whether the menu has it."""
        return may_view_sign_ins(request.user)


@hooks.register("register_reports_menu_item")
def sign_ins_report():
    """Add the record of sign-ins to the reports."""
    return SignInsItem(
        _("Sign-ins of staff"),
        reverse("contest_sign_ins"),
        name="contest-sign-ins",
        icon_name="key",
        order=920,
    )


@hooks.register("register_user_listing_buttons")
def reset_factor_button(user, request_user):
    """Add the reset of the second factor to the menu of an account."""
    if may_reset_factors_of(request_user, user):
        yield Button(
            _("Reset the second factor"),
            reverse("contest_reset_factor", args=[user.pk]),
            icon_name="key",
            priority=40,
        )


@hooks.register("register_account_menu_item")
def security_item(request):
    """Add the page of one's own security to the account's page."""
    return {
        "url": reverse("contest_account_security"),
        "label": _("Sign-in and security"),
        "help_text": _("Password, second factor, passkeys, and the devices on which you are signed in."),
    }


@hooks.register("register_log_actions")
def account_actions(actions):
    """Register the verb of accounts."""
    actions.register_action(
        "contest.reset_second_factor", _("Reset the second factor"), _("Second factor reset, sessions ended")
    )

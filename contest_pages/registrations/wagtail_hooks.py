"""The registrations' place in Wagtail's admin."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from .admin import views
from .admin.conflicts import ConflictAdmin
from .admin.correcting import correct_registration
from .admin.export_screen import export_screen
from .admin.menu import ContestantsGroup

modeladmin_register(ContestantsGroup)
modeladmin_register(ConflictAdmin)


@hooks.register("register_admin_urls")
def staff_urls():
    """Register the organisers' screens."""
    return [
        path("contest/registrations/export/", export_screen, name="contest_export_registrations"),
        path(
            "contest/registrations/<number:registration_id>/cancel/",
            views.cancel_registration,
            name="contest_cancel_registration",
        ),
        path(
            "contest/registrations/<number:registration_id>/correct/",
            correct_registration,
            name="contest_correct_registration",
        ),
        path(
            "contest/registrations/<number:registration_id>/link/",
            views.resend_link,
            name="contest_resend_link",
        ),
        path("contest/registrations/file/<number:file_id>/", views.answer_file, name="contest_answer_file"),
        path(
            "contest/committees/match/<number:match_id>/",
            views.decide_about_match,
            name="contest_decide_match",
        ),
    ]


@hooks.register("register_log_actions")
def registration_actions(actions):
    """Register the verbs of registrations with a sentence each."""
    for verb, label, sentence in (
        ("contest.confirm_registration", _("Confirm registration"), _("Confirmed the registration")),
        ("contest.edit_registration", _("Correct registration"), _("Corrected the registration")),
        (
            "contest.correct_registration",
            _("Correct registration for the contestant"),
            _("Corrected the registration for the contestant"),
        ),
        ("contest.withdraw_registration", _("Withdraw registration"), _("Withdrew the registration")),
        ("contest.cancel_registration", _("Cancel registration"), _("Cancelled the registration")),
        ("contest.change_consent", _("Change consent"), _("Changed what was agreed to")),
        ("contest.resend_link", _("Send link again"), _("Had the link sent again")),
        ("contest.dispute_contacts", _("Dispute a change of contact"), _("Disputed a change of contact")),
        ("contest.revoke_links", _("Revoke links"), _("Closed all links sent so far")),
        (
            "contest.view_registration",
            _("View personal data"),
            _("Looked at the personal data of the registration"),
        ),
        ("contest.export_registrations", _("Export personal data"), _("Exported the list of registrations")),
        (
            "contest.erase_registration",
            _("Erase personal data"),
            _("Erased the personal data of the registration"),
        ),
        (
            "contest.drop_unconfirmed",
            _("Drop unconfirmed"),
            _("Dropped a registration that nobody confirmed"),
        ),
        ("contest.purge_identities", _("Purge identity numbers"), _("Purged the identity numbers")),
        (
            "contest.decide_committee_match",
            _("Decide about committee"),
            _("Decided about a contestant in a committee"),
        ),
        (
            "contest.declare_conflict",
            _("Declare conflict of interest"),
            _("Declared a conflict of interest"),
        ),
        (
            "contest.withdraw_conflict",
            _("Take conflict of interest back"),
            _("Took a conflict of interest back"),
        ),
    ):
        actions.register_action(verb, label, sentence)

"""The registrations' place in Wagtail's admin."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet
from wagtail_modeladmin.options import ModelAdminGroup, modeladmin_register

from contest_pages.deletion_guard import guard_deletion

from .models import ConsentNotice, Registration
from .views import office
from .viewsets import (
    CommitteeMatchAdmin,
    CommitteeMemberAdmin,
    DataRequestAdmin,
    RegistrationAdmin,
    export_screen,
)


class ContestantsGroup(ModelAdminGroup):
    """All about contestants under one entry of the menu."""

    menu_label = _("Contestants")
    menu_icon = "group"
    menu_order = 220
    items = (RegistrationAdmin, CommitteeMemberAdmin, CommitteeMatchAdmin, DataRequestAdmin)


modeladmin_register(ContestantsGroup)


class ConsentNoticeViewSet(SnippetViewSet):
    """Notices about personal data, with drafts and versions."""

    model = ConsentNotice
    icon = "lock"
    menu_label = _("Notices about personal data")
    menu_name = "contest-notices"
    menu_order = 245
    add_to_admin_menu = True
    list_display = ["title", LiveStatusTagColumn(label=_("State")), UpdatedAtColumn()]


register_snippet(ConsentNoticeViewSet)


@hooks.register("register_admin_urls")
def office_urls():
    """Register the organisers' screens."""
    return [
        path("contest/registrations/export/", export_screen, name="contest_export_registrations"),
        path(
            "contest/registrations/<number:registration_id>/cancel/",
            office.cancel_registration,
            name="contest_cancel_registration",
        ),
        path(
            "contest/registrations/<number:registration_id>/link/",
            office.resend_link,
            name="contest_resend_link",
        ),
        path(
            "contest/registrations/<number:registration_id>/request/",
            office.enter_request,
            name="contest_enter_request",
        ),
        path("contest/registrations/file/<number:file_id>/", office.answer_file, name="contest_answer_file"),
        path("contest/requests/<number:request_id>/", office.handle_request, name="contest_handle_request"),
        path("contest/committees/import/", office.import_committee_list, name="contest_import_committee"),
        path("contest/committees/template/", office.committee_template, name="contest_committee_template"),
        path(
            "contest/committees/match/<number:match_id>/",
            office.decide_about_match,
            name="contest_decide_match",
        ),
    ]


@hooks.register("register_log_actions")
def registration_actions(actions):
    """Register the verbs of registrations with a sentence each."""
    for verb, label, sentence in (
        ("contest.confirm_registration", _("Confirm registration"), _("Confirmed the registration")),
        ("contest.edit_registration", _("Correct registration"), _("Corrected the registration")),
        ("contest.withdraw_registration", _("Withdraw registration"), _("Withdrew the registration")),
        ("contest.cancel_registration", _("Cancel registration"), _("Cancelled the registration")),
        ("contest.change_consent", _("Change consent"), _("Changed what was agreed to")),
        ("contest.resend_link", _("Send link again"), _("Had the link sent again")),
        ("contest.revoke_links", _("Revoke links"), _("Closed all links sent so far")),
        (
            "contest.view_registration",
            _("View personal data"),
            _("Looked at the personal data of the registration"),
        ),
        ("contest.export_registrations", _("Export personal data"), _("Exported the list of registrations")),
        ("contest.data_request", _("Ask about personal data"), _("Sent a request about personal data")),
        ("contest.answer_data_request", _("Answer request"), _("Answered a request about personal data")),
        ("contest.extend_data_request", _("Extend request"), _("Extended a request about personal data")),
        ("contest.finish_data_request", _("Finish request"), _("Finished a request about personal data")),
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
        ("contest.import_committee", _("Import committee"), _("Imported a list of committee members")),
        (
            "contest.decide_committee_match",
            _("Decide about committee"),
            _("Decided about a contestant in a committee"),
        ),
    ):
        actions.register_action(verb, label, sentence)


def registrations_below(page) -> str:
    """Say how many registrations a page or anything below it holds."""
    count = Registration.objects.filter(page__path__startswith=page.path).count()
    if not count:
        return ""
    return ngettext(
        "“%(page)s” holds %(count)d registration and cannot be deleted. Unpublish it instead.",
        "“%(page)s” holds %(count)d registrations and cannot be deleted. Unpublish it instead.",
        count,
    ) % {"page": page.title, "count": count}


guard_deletion(registrations_below)

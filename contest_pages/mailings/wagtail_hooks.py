"""The mailings' place in Wagtail's admin."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from .admin import views
from .admin.viewsets import PREVIEW, MailingAdmin
from .domain import COPY, DISCARD, SEND

modeladmin_register(MailingAdmin)


@hooks.register("register_admin_urls")
def mailing_urls():
    """Register the screens on which mailings are written and sent."""
    return [
        path("contest/mailings/new/", views.choose_audience, name="contest_new_mailing"),
        path(
            "contest/mailings/contest/<number:contest_id>/<slug:audience>/",
            views.write_mailing,
            name="contest_write_mailing",
        ),
        path("contest/mailings/<number:mailing_id>/edit/", views.edit_mailing, name="contest_edit_mailing"),
        path("contest/mailings/<number:mailing_id>/send/", views.send, name="contest_send_mailing"),
        path("contest/mailings/<number:mailing_id>/copy/", views.copy, name="contest_copy_mailing"),
        path("contest/mailings/<number:mailing_id>/discard/", views.discard, name="contest_discard_mailing"),
    ]


@hooks.register("register_log_actions")
def mailing_actions(actions):
    """Register the verbs of mailings with a sentence each."""
    for verb, label, sentence in (
        (SEND, _("Send a mailing"), _("Had the mailing sent")),
        (COPY, _("Copy a mailing"), _("Began a draft from a mailing")),
        (DISCARD, _("Delete a draft of a mailing"), _("Deleted the draft of a mailing")),
        (PREVIEW, _("Preview a mailing"), _("Looked at the preview of the mailing")),
    ):
        actions.register_action(verb, label, sentence)

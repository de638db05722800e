"""The registrations' place in Wagtail's admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from contest_pages.deletion_guard import guard_deletion

from .models import Registration
from .viewsets import RegistrationAdmin

modeladmin_register(RegistrationAdmin)


@hooks.register("register_log_actions")
def registration_actions(actions):
    """Register the verbs of registrations with a sentence each."""
    actions.register_action("contest.register", _("Register"), _("Registered for the contest"))
    actions.register_action(
        "contest.view_registration",
        _("View personal data"),
        _("Looked at the personal data of the registration"),
    )


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

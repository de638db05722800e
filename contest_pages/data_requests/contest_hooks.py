"""Hooks of requests: addresses, rights, personal data, the contestant's page, erasure."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from contest_pages import hooks

from . import permissions, urls
from .admin.viewsets import DataRequestAdmin
from .domain import erase_words
from .models import DataRequest
from .queries import open_requests, requests_of


@hooks.register("url_patterns", order=20)
def url_patterns():
    """Add the addresses of this feature."""
    return urls.urlpatterns


@hooks.register("role_permissions")
def role_permissions():
    """Declare the rights that each role gets from this feature."""
    return permissions.ROLE_PERMISSIONS


@hooks.register("confidential_permissions")
def confidential_permissions():
    """Declare the rights with which personal data are seen."""
    return permissions.CONFIDENTIAL


@hooks.register("address_records")
def address_records():
    """Say which records the admin's addresses of this feature name."""
    return {"request_id": DataRequest}


@hooks.register("contestants_menu", order=40)
def contestants_menu():
    """Add the register of requests."""
    return [DataRequestAdmin]


@hooks.register("personal_data", order=-10)
def personal_data(registration):
    """Add a contestant's requests to the contestant's personal data."""
    return requests_of(registration)


@hooks.register("personal_messages")
def personal_messages(registration):
    """Show until when a contestant's open requests are answered and done."""
    words = _("Your request “%(kind)s” is entered: answered by %(answer)s, done by %(done)s.")
    return [
        words
        % {
            "kind": request.get_kind_display(),
            "answer": f"{request.answer_due:%d/%m/%Y}",
            "done": f"{request.done_due:%d/%m/%Y}",
        }
        for request in open_requests(registration)
    ]


@hooks.register("personal_links")
def personal_links(registration, token):
    """Link to the contestant's own data and to the form of a request."""
    return [
        (reverse("contest_own_data", args=[token]), _("See and download all my data")),
        (reverse("contest_ask_about_data", args=[token]), _("Have my data corrected or erased")),
    ]


@hooks.register("erase_personal_data")
def erase_personal_data(registration, because):
    """Empty the words of the requests and of their answers."""
    erase_words(registration)

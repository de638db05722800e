"""Queries about requests."""

from __future__ import annotations

from django.utils.translation import gettext as _

from contest_pages.privacy.queries import Part
from contest_pages.registrations.models import Registration
from contest_pages.vietnamese import moment

from .models import DataRequest


def requests_of(registration: Registration) -> Part:
    """Return the requests of a contestant and their answers."""
    return Part(
        "requests",
        _("Requests about your data"),
        [
            {
                _("Request"): request.get_kind_display(),
                _("Asked at"): moment(request.asked_at),
                _("Your words"): request.words,
                _("Our answer"): request.answer,
                _("Done at"): moment(request.done_at) if request.done_at else "",
            }
            for request in registration.data_requests.all()
        ],
    )


def open_requests(registration: Registration) -> list[DataRequest]:
    """Return the requests of a contestant that are not done."""
    return list(registration.data_requests.filter(done_at=None))

"""Everything that is kept about a registration, for its owner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from contest_pages.registrations.models import Registration
from contest_pages.vietnamese import moment


@dataclass(frozen=True)
class Part:
    """One chapter: `value` is a dict of words, or a list of such dicts."""

    key: str
    title: str
    value: Any

    @property
    def rows(self) -> list[dict]:
        """Return the chapter as a list, for a page that reads them alike."""
        return self.value if isinstance(self.value, list) else [self.value]


#: Features above add what they keep: each takes a registration and returns a Part.
collectors: list[Callable[[Registration], Part]] = []


def personal_data(registration: Registration) -> list[Part]:
    """Return the chapters in the order in which a person would read them."""
    yes, no = _("Yes"), _("No")
    return [
        Part(
            "registration",
            _("Registration"),
            {
                _("Registration code"): registration.code,
                _("Contest"): registration.contest.title,
                _("Kind"): registration.get_kind_display(),
                _("Status"): registration.get_status_display(),
                _("E-mail"): registration.email,
                _("Phone"): registration.phone,
                _("Unit"): str(registration.unit or ""),
                _("Division"): registration.division,
                _("Registered at"): moment(registration.created_at),
                **{answer["label"]: answer["value"] for answer in registration.answers},
            },
        ),
        Part(
            "people",
            _("People"),
            [
                {
                    _("Full name"): member.full_name,
                    _("Birth date"): f"{member.birth_date:%d/%m/%Y}" if member.birth_date else "",
                    _("Role"): member.get_role_display(),
                    _("Main member"): yes if member.is_main else no,
                    _("Identity number, last digits"): member.identity_last,
                    _("Parent or guardian"): member.guardian_name,
                }
                for member in registration.members.all()
            ],
        ),
        Part(
            "files",
            _("Files"),
            [
                {_("Question"): f.label, _("File"): f.file_name, _("Bytes"): f.size}
                for f in registration.files.all()
            ],
        ),
        Part(
            "consents",
            _("What you agreed to"),
            [
                {
                    _("Time"): moment(record.at),
                    _("What it says"): record.words,
                    _("Answer"): yes if record.given else no,
                    _("Through"): record.get_channel_display(),
                    _("Version of the notice"): record.wording.version,
                }
                for record in registration.consents.select_related("wording")
            ],
        ),
        Part(
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
        ),
        *(collect(registration) for collect in collectors),
    ]

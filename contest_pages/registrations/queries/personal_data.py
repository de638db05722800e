"""Personal data of a contestant: the registration, its people, files, consents and letters."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from contest_pages.notices.kinds import name_of
from contest_pages.privacy.queries import Part
from contest_pages.registrations.enums import RegistrationKind
from contest_pages.registrations.logic.questions import answer_words
from contest_pages.registrations.models import Registration
from contest_pages.vietnamese import moment, running_date


def registration_data(registration: Registration) -> list[Part]:
    """Return the chapters in reading order."""
    yes, no = _("Yes"), _("No")
    return [
        Part(
            "registration",
            _("Registration"),
            {
                _("Registration code"): registration.code,
                _("Contest"): registration.contest.title,
                _("Kind"): registration.get_kind_display(),
                **({_("Team name"): registration.team_name} if registration.team_name else {}),
                _("Status"): registration.get_status_display(),
                _("E-mail"): registration.email,
                **(
                    {_("Letters come back since"): moment(registration.email_bounced_at)}
                    if registration.email_bounced_at
                    else {}
                ),
                _("Phone"): registration.phone,
                _("Unit"): str(registration.unit or ""),
                _("Division"): registration.division,
                _("Registered at"): moment(registration.created_at),
            },
        ),
        Part(
            "answers",
            _("Answers"),
            # A list: two questions may have had the same label at different times.
            [
                {_("Question"): answer["label"], _("Answer"): answer_words(answer)}
                for answer in registration.answers
            ],
        ),
        Part(
            "people",
            _("People"),
            [
                {
                    _("Full name"): member.full_name,
                    _("Birth date"): str(member.birth or ""),
                    _("Role"): member.get_role_display(),
                    **(
                        {_("Main member"): yes if member.is_main else no}
                        if registration.kind == RegistrationKind.TEAM
                        else {}
                    ),
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
                    _("Notice of"): running_date(timezone.localdate(record.wording.created_at)),
                }
                for record in registration.consents.select_related("wording")
            ],
        ),
        Part(
            "letters",
            _("Letters and messages"),
            [
                {
                    _("Time"): moment(notice.created_at),
                    _("Letter"): name_of(notice.kind),
                    _("Through"): notice.get_channel_display(),
                    _("What became of it"): notice.get_state_display(),
                    _("Sent at"): moment(notice.sent_at) if notice.sent_at else "",
                    _("Came back at"): moment(notice.bounced_at) if notice.bounced_at else "",
                }
                for notice in registration.notices.all()
            ],
        ),
    ]

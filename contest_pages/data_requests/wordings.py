"""Wordings of answers to requests about personal data."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from contest_pages.notices.wordings import Placeholder, wording
from contest_pages.registrations.wordings import CONTESTANT

ANSWER = wording(
    "data_requests.answer",
    _("Answer to a request about personal data"),
    kind="data_requests.answer",
    subject=_("About your personal data: %(contest)s"),
    template="contest_data_requests/letters/answer.txt",
    message=format_lazy(
        "{}\n{} %(link)s\n{}",
        _("Your request about personal data in registration %(code)s is answered."),
        _("Read it:"),
        _("The answer: %(short_answer)s."),
    ),
    placeholders={
        **CONTESTANT,
        "request": _("what was requested"),
        "answer": _("answer"),
        "short_answer": Placeholder(
            _("answer in short, where there is no page any more"), in_letter=False, optional_in_message=True
        ),
    },
    required=("answer",),
    required_in_message=("link", "short_answer"),
)

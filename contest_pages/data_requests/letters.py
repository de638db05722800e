"""Letters about requests."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_pages.notices.kinds import Letter, letter
from contest_pages.registrations.enums import OPEN_STATUSES
from contest_pages.registrations.letters import TO_CONTESTANT, in_sentence, in_short, letter_to
from contest_pages.registrations.models import Registration


@letter("data_requests.answer", gettext_lazy("Answer to a request about personal data"), **TO_CONTESTANT)
def answer(registration: Registration, *, request: int) -> Letter | None:
    """Send the organisers' answer to a request about personal data."""
    found = registration.data_requests.filter(pk=request).first()
    if found is None:
        return None
    if registration.status in OPEN_STATUSES:
        text = _("Your request about personal data in registration %(code)s is answered.")
    else:
        text = _("About your personal data in registration %(code)s: %(answer)s.")
    return letter_to(
        registration,
        subject=_("About your personal data: %(contest)s"),
        template="contest_data_requests/letters/answer.txt",
        text=text % {**in_short(registration), "answer": in_sentence(found.answer)},
        at_page=_("Read it:"),
        request=found,
    )

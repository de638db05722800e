"""Letters about requests."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_pages.notices.kinds import Letter, letter
from contest_pages.registrations.letters import TO_CONTESTANT, letter_to
from contest_pages.registrations.models import Registration


@letter("data_requests.answer", gettext_lazy("Answer to a request about personal data"), **TO_CONTESTANT)
def answer(registration: Registration, *, request: int) -> Letter | None:
    """Send the organisers' answer to a request about personal data."""
    found = registration.data_requests.filter(pk=request).first()
    if found is None:
        return None
    return letter_to(
        registration,
        subject=_("About your personal data: %(contest)s"),
        template="contest_data_requests/letters/answer.txt",
        request=found,
    )

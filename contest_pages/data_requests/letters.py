"""Letters about requests."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from contest_pages.data_requests import wordings
from contest_pages.notices.kinds import Letter, letter
from contest_pages.registrations.enums import OPEN_STATUSES
from contest_pages.registrations.letters import TO_CONTESTANT, in_sentence, letter_to
from contest_pages.registrations.models import Registration


@letter("data_requests.answer", gettext_lazy("Answer to a request about personal data"), **TO_CONTESTANT)
def answer(registration: Registration, *, request: int) -> Letter | None:
    """Send the organisers' answer to a request about personal data."""
    found = registration.data_requests.filter(pk=request).first()
    if found is None:
        return None
    is_open = registration.status in OPEN_STATUSES
    return letter_to(
        registration,
        wordings.ANSWER,
        request=found.get_kind_display(),
        answer=found.answer,
        short={"short_answer": "" if is_open else in_sentence(found.answer)},
    )

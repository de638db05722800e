"""Jobs of requests: they receive ids, load the rows and call the domain."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django_tasks import task

from contest_pages.background.enqueue import enqueue
from contest_pages.registrations.letters import send_letter

from .models import DataRequest


@task()
def send_answer(request_pk: int) -> None:
    """Send the organisers' answer to a request about personal data."""
    request = DataRequest.objects.select_related("registration__contest").get(pk=request_pk)
    send_letter(
        request.registration,
        subject=_("About your personal data: %(contest)s"),
        template="contest_data_requests/letters/answer.txt",
        request=request,
    )


def on_answered(sender, request_pk: int, **kwargs) -> None:
    """Enqueue the letter with the answer."""
    enqueue(send_answer, request_pk)

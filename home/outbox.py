"""E-mail and SMS backends of the demo: printed, written to files, shown on one page. Never in production."""

from __future__ import annotations

import datetime
import email
import email.policy
import uuid
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.console import EmailBackend
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from sms.backends.base import BaseSmsBackend


class OutboxBackend(EmailBackend):
    """Prints each letter and writes it to OUTBOX_DIR."""

    def write_message(self, message):
        """Print one letter decoded and write it to a file."""
        self.stream.write(f"\n✉ {', '.join(message.to)}: {message.subject}\n\n{message.body}\n")
        folder = Path(settings.OUTBOX_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{timezone.now():%Y%m%d-%H%M%S-%f}-{uuid.uuid4().hex[:6]}.eml"
        (folder / name).write_bytes(message.message().as_bytes())


class OutboxSms(BaseSmsBackend):
    """Writes text messages into the same outbox, addressed to the phone's number."""

    def send_messages(self, messages) -> int:
        """Write each message as a letter to a number."""
        letters = [
            EmailMessage("SMS", message.body, to=[f"{number}@sms.localhost"])
            for message in messages
            for number in message.recipients
        ]
        return get_connection("home.outbox.OutboxBackend").send_messages(letters)


def forget_letters(*, to: set[str]) -> None:
    """Delete the letters to these addresses and numbers, where there is an outbox."""
    folder = Path(getattr(settings, "OUTBOX_DIR", "") or "/nonexistent")
    for path in folder.glob("*.eml"):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        if any(contact in message["to"] for contact in to):
            transaction.on_commit(partial(path.unlink, missing_ok=True))


@never_cache
def outbox(request: HttpRequest) -> HttpResponse:
    """Show the letters that the demo has sent, newest first."""
    folder = Path(getattr(settings, "OUTBOX_DIR", ""))
    if not settings.DEBUG:
        raise Http404
    letters = []
    for path in sorted(folder.glob("*.eml"), reverse=True)[:50]:
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        letters.append(
            {
                "subject": message["subject"],
                "to": message["to"],
                "sent_at": message["date"].datetime.replace(tzinfo=datetime.UTC),
                "text": message.get_body(("plain",)).get_content(),
            }
        )
    return render(request, "home/outbox.html", {"letters": letters})

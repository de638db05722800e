"""Text messages: whether they can be sent (a gateway is named, and it is none that only prints), and their sending."""

from __future__ import annotations

import unicodedata

from anyascii import anyascii
from django.conf import settings
from sms import Message, get_connection

#: Backends of django-sms that send nothing; the first one prints codes and links where anybody may read them.
SENDING_NOTHING = frozenset(
    {
        "sms.backends.console.SmsBackend",
        "sms.backends.dummy.SmsBackend",
        "sms.backends.filebased.SmsBackend",
    }
)
#: The backend that speaks to the gateway which SMS_GATEWAY describes.
HTTP_BACKEND = "contest_pages.notices.backends.HttpBackend"


class NoGateway(Exception):
    """A text message was to be sent and the installation has no gateway."""


def gateway() -> str:
    """Return the backend of django-sms that sends text messages; empty where there is none."""
    backend = getattr(settings, "SMS_BACKEND", "") or ""
    return "" if backend in SENDING_NOTHING else backend


def can_be_sent() -> bool:
    """Say whether a phone number is enough to reach a person."""
    return bool(gateway())


def as_sent(text: str) -> str:
    """Return a text as the gateway gets it: with diacritics where its backend says that it `takes_unicode`.

    Without them elsewhere: they triple the cost, and some gateways refuse or garble them.
    """
    return _prepared(text, _connection() if can_be_sent() else None)


def send(text: str, *, to: str, reference: str = "") -> None:
    """Send a text message. `reference` is the same for each attempt, for gateways that recognise the second one by it.

    Raises NoGateway where none is named, and what the gateway raises. Nothing is printed in its place.
    """
    if not can_be_sent():
        raise NoGateway("There is no gateway for text messages.")
    connection = _connection()
    message = Message(_prepared(text, connection), recipients=[to], connection=connection)
    message.reference = reference
    message.send()


def _connection():
    return get_connection(gateway())


def _prepared(text: str, connection) -> str:
    composed = unicodedata.normalize("NFC", text)
    return composed if getattr(connection, "takes_unicode", False) else anyascii(composed)

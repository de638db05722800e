"""Text messages: whether they can be sent (a gateway is named, and it is none that only prints), and their sending."""

from __future__ import annotations

from anyascii import anyascii
from django.conf import settings
from sms import get_connection, send_sms

#: Backends of django-sms that send nothing; the first one prints codes and links where anybody may read them.
SENDING_NOTHING = frozenset(
    {
        "sms.backends.console.SmsBackend",
        "sms.backends.dummy.SmsBackend",
        "sms.backends.filebased.SmsBackend",
    }
)


class NoGateway(Exception):
    """A text message was to be sent and the installation has no gateway."""


def gateway() -> str:
    """Return the backend of django-sms that sends text messages; empty where there is none."""
    backend = getattr(settings, "SMS_BACKEND", "") or ""
    return "" if backend in SENDING_NOTHING else backend


def can_be_sent() -> bool:
    """Say whether a phone number is enough to reach a person."""
    return bool(gateway())


def send(text: str, *, to: str) -> None:
    """Send a text message, without diacritics, which triple the cost and break on old phones.

    Raises NoGateway where none is named, and what the gateway raises. Nothing is printed in its place.
    """
    if not can_be_sent():
        raise NoGateway("There is no gateway for text messages.")
    send_sms(anyascii(text), recipients=[to], connection=get_connection(gateway()))

"""Whether text messages can be sent: a gateway is named, and it is none that only prints."""

from __future__ import annotations

from django.conf import settings

#: Backends of django-sms that send nothing; the first one prints codes and links where anybody may read them.
SENDING_NOTHING = frozenset(
    {
        "sms.backends.console.SmsBackend",
        "sms.backends.dummy.SmsBackend",
        "sms.backends.filebased.SmsBackend",
    }
)


def gateway() -> str:
    """Return the backend of django-sms that sends text messages; empty where there is none."""
    backend = getattr(settings, "SMS_BACKEND", "") or ""
    return "" if backend in SENDING_NOTHING else backend


def can_be_sent() -> bool:
    """Say whether a phone number is enough to reach a person."""
    return bool(gateway())

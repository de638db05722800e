"""Codes of registrations, and codes of text messages."""

from __future__ import annotations

import datetime
import re
import secrets

from contest_pages.data.capabilities import capability
from contest_pages.data.keyed_hash import keyed_hash
from contest_pages.data.numbers import plain_digits

#: Letters and digits that are not confused on the telephone: no 0 O 1 I L.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8

#: A code from a text message is valid for at least this long, and at most twice as long.
SMS_CODE_SECONDS = 15 * 60
SMS_CODE_DIGITS = 6


def new_code() -> str:
    """Return a random code that can be spoken: eight letters and digits, none of them ambiguous."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def sms_code(registration_pk: int, phone: str, now: datetime.datetime) -> str:
    """Return the SMS_CODE_DIGITS digits that prove who holds the phone, for the SMS_CODE_SECONDS around `now`."""
    return capability(_sms_code, registration_pk, phone, now)


def _sms_code(registration_pk: int, phone: str, now: datetime.datetime) -> str:
    window = int(now.timestamp()) // SMS_CODE_SECONDS
    return f"{int(keyed_hash('sms', registration_pk, phone, window), 16) % 10**SMS_CODE_DIGITS:0{SMS_CODE_DIGITS}}"


def is_sms_code(typed: str, registration_pk: int, phone: str, now: datetime.datetime) -> bool:
    """Return whether the digits typed are the code of this span of SMS_CODE_SECONDS or of the one before."""
    digits = re.sub("[^0-9]", "", plain_digits(typed))
    earlier = now - datetime.timedelta(seconds=SMS_CODE_SECONDS)
    # Both are always compared, so that the time of the comparison reveals nothing.
    right = [secrets.compare_digest(digits, _sms_code(registration_pk, phone, t)) for t in (now, earlier)]
    return any(right)

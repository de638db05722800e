"""Codes of registrations, and codes of text messages."""

from __future__ import annotations

import datetime
import secrets

from contest_pages.data.one_time_codes import is_one_time_code, one_time_code

#: Letters and digits that are not confused on the telephone: no 0 O 1 I L.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8


def new_code() -> str:
    """Return a random code that can be spoken: eight letters and digits, none of them ambiguous."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def sms_code(registration_pk: int, phone: str, now: datetime.datetime) -> str:
    """Return the digits that prove who holds a registration's phone, for a quarter of an hour around `now`."""
    return one_time_code(now, "sms", registration_pk, phone)


def is_sms_code(typed: str, registration_pk: int, phone: str, now: datetime.datetime) -> bool:
    """Say whether the digits typed are the code of a registration's phone at `now`."""
    return is_one_time_code(typed, now, "sms", registration_pk, phone)

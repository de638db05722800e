"""Codes that are spoken, and codes that are typed from a text message."""

from __future__ import annotations

import datetime
import re
import secrets

from contest_pages.keyed import keyed_hash

#: Letters and digits that nobody mixes up on the telephone: no 0 O 1 I L.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8

#: A code from a text message is good for at least this long, and at most twice as long.
SMS_CODE_SECONDS = 15 * 60


def new_code() -> str:
    """Return a random code that can be spoken: eight letters and digits, none of them alike."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def sms_code(registration_pk: int, phone: str, now: datetime.datetime) -> str:
    """Return the six digits that prove who holds the phone, for the quarter of an hour around `now`."""
    window = int(now.timestamp()) // SMS_CODE_SECONDS
    return f"{int(keyed_hash('sms', registration_pk, phone, window), 16) % 1_000_000:06}"


def is_sms_code(typed: str, registration_pk: int, phone: str, now: datetime.datetime) -> bool:
    """Say whether the digits typed are the code of this quarter of an hour or of the one before."""
    digits = re.sub(r"\D", "", typed)
    earlier = now - datetime.timedelta(seconds=SMS_CODE_SECONDS)
    # Both are compared whatever the first says, so that the time taken tells nothing.
    right = [secrets.compare_digest(digits, sms_code(registration_pk, phone, t)) for t in (now, earlier)]
    return any(right)

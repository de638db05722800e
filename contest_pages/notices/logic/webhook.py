"""Reports of a mail service over HTTP: whether they are signed, and what they say."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from dataclasses import dataclass

from .delivery_reports import address_of, message_id_of

#: Seconds for which a signed report is taken, before and after its time.
SIGNED_SECONDS = 300
#: Bytes of a report at most.
REPORT_BYTES = 16 * 1024
#: Letters of a key at least.
KEY_LENGTH = 32
_STATUS = re.compile(r"[245]\.[0-9]{1,3}\.[0-9]{1,3}")
_BOUNCE, _COMPLAINT = "bounce", "complaint"


@dataclass(frozen=True)
class Event:
    """What became of a letter: it bounced with a status, or its recipient called it unwanted."""

    message_id: str
    address: str
    is_complaint: bool
    status: str


def signature_of(key: str, timestamp: str, body: bytes) -> str:
    """Return the signature of a report: HMAC-SHA-256 in hex of its time, a stop, and its body."""
    return hmac.new(key.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def is_signed(*, key: str, timestamp: str, body: bytes, signature: str, now: float) -> bool:
    """Say whether a report has its signature, “sha256=…”, and was signed within SIGNED_SECONDS of `now`."""
    if not re.fullmatch(r"[0-9]{1,12}", timestamp) or abs(now - int(timestamp)) > SIGNED_SECONDS:
        return False
    expected = f"sha256={signature_of(key, timestamp, body)}"
    return hmac.compare_digest(expected.encode(), signature.encode())


def read_event(body: bytes) -> Event:
    """Return what a report says; ValueError where it is none: a sentence without a word of it."""
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise ValueError("no JSON") from None
    if not isinstance(given, dict):
        raise ValueError("no object")
    texts = {name: given.get(name) or "" for name in ("message_id", "recipient", "type", "status")}
    if not all(isinstance(text, str) for text in texts.values()):
        raise ValueError("a value is no text")
    if texts["type"] not in (_BOUNCE, _COMPLAINT):
        raise ValueError("type is neither bounce nor complaint")
    if texts["status"] and not _STATUS.fullmatch(texts["status"]):
        raise ValueError("status is no enhanced status code, such as 5.1.1")
    message_id, address = _message_id(texts["message_id"]), address_of(texts["recipient"])
    if not (message_id or address):
        raise ValueError("neither message_id nor recipient")
    return Event(message_id, address, texts["type"] == _COMPLAINT, texts["status"] or "5.0.0")


def _message_id(text: str) -> str:
    """Return a Message-ID in its brackets, which some services leave out."""
    text = text.strip()
    return message_id_of(text if text.startswith("<") else f"<{text}>")

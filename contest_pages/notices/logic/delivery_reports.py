"""What a message from a mail server says of a letter that was not delivered (RFC 3464, in a report by RFC 6522).

The message is of unknown origin: nothing in it is believed but the Message-ID of a letter of ours, which only those know
who got it on its way.
"""

from __future__ import annotations

import email
import re
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser

#: A status that means that no later attempt will do better (RFC 3463, 2).
_PERMANENT = re.compile(r"\s*(5\.[0-9]{1,3}\.[0-9]{1,3})\b")
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,250}>")
_ADDRESS = re.compile(r"[^\s@<>\"]{1,100}@[^\s@<>\"]{1,150}")
_ORIGINAL = ("message/rfc822", "message/global")
_HEADERS = ("text/rfc822-headers", "message/global-headers")
#: Recipients of one report; letters of ours have one.
_MOST = 20


@dataclass(frozen=True)
class Report:
    """A letter that was not delivered: its Message-ID, to which addresses, and the enhanced status."""

    message_id: str
    addresses: tuple[str, ...]
    status: str


def read_report(content: bytes) -> Report | None:
    """Return what a message reports as undeliverable for good; None for delays, answers and all other messages.

    May raise anything for a message that was made to break readers of mail.
    """
    message = email.message_from_bytes(content)
    parts = message.get_payload()
    if message.get_content_type() != "multipart/report" or not isinstance(parts, list):
        return None
    failed = [fields for part in parts for fields in _recipients(part) if _is_permanent(fields)]
    if not failed:
        return None
    names = ("Original-Recipient", "Final-Recipient")
    addresses = [address for fields in failed for name in names if (address := _address(fields.get(name)))]
    status = _PERMANENT.match(str(failed[0].get("Status", "")))
    return Report(_original_id(message, parts), tuple(dict.fromkeys(addresses)), status[1] if status else "")


def address_of(text: str) -> str:
    """Return an e-mail address in small letters; empty for what is none."""
    found = _ADDRESS.fullmatch(text.strip().strip("<>"))
    return found[0].lower() if found and found[0].isprintable() else ""


def message_id_of(text: str) -> str:
    """Return the first Message-ID in a text; empty where there is none."""
    found = _MESSAGE_ID.search(text)
    return found[0] if found else ""


def is_permanent(status: str) -> bool:
    """Say whether an enhanced status means that no later attempt will do better."""
    return bool(_PERMANENT.fullmatch(status))


def _recipients(part: Message | str) -> list[Message]:
    """Return the fields of each recipient in the part of a report for machines."""
    if not isinstance(part, Message) or part.get_content_type() != "message/delivery-status":
        return []
    blocks = part.get_payload()
    if not isinstance(blocks, list):
        return []
    return [block for block in blocks if isinstance(block, Message) and "Action" in block][:_MOST]


def _is_permanent(fields: Message) -> bool:
    is_failure = str(fields.get("Action", "")).strip().lower() == "failed"
    return is_failure and bool(_PERMANENT.match(str(fields.get("Status", ""))))


def _address(field: object) -> str:
    """Return the address of a field such as “rfc822; suoi@vidu.example”."""
    return address_of(str(field or "").rpartition(";")[2])


def _bytes_of(part: Message) -> object:
    try:
        return part.get_payload(decode=True)
    except ValueError:  # Python's reader breaks on a charset with U+0000
        return None


def _original_id(message: Message, parts: list) -> str:
    """Return the Message-ID of the letter that is reported: from its copy, its headers, or what the report answers."""
    for part in (part for part in parts if isinstance(part, Message)):
        headers = None
        if part.get_content_type() in _ORIGINAL and part.is_multipart():
            headers = next(iter(part.get_payload()), None)
        elif part.get_content_type() in _HEADERS:
            plain = _bytes_of(part)
            headers = BytesHeaderParser().parsebytes(plain) if isinstance(plain, bytes) else None
        if headers is not None and (found := message_id_of(str(headers.get("Message-ID", "")))):
            return found
    return message_id_of(str(message.get("In-Reply-To", "")))

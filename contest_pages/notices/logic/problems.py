"""What an error of a mail server or gateway means, in a short code without an address or a word of the server."""

from __future__ import annotations

import re
import smtplib
from dataclasses import dataclass

from contest_pages.data.sms_gateway import GatewayDown, GatewayRefused, InvalidNumber
from contest_pages.data.text_messages import NoGateway
from contest_pages.notices.enums import Severity

#: The length of a code at most, as the column has it.
LONGEST_REASON = 80
#: One plain address: no name beside it, no list, no quotes.
_ADDRESS = re.compile(r"[!#$%&'*+\-./0-9=?A-Z^_`a-z{|}~]+@[^\s@<>,;:\"()\[\]]+")
#: Enhanced status codes (RFC 3463).
_ENHANCED = re.compile(rb"^\s*([245]\.[0-9]{1,3}\.[0-9]{1,3})\b")
#: The server says that it closes the connection (RFC 5321, 4.3.5).
_CLOSING = 421
_PERMANENT = 500


class MalformedAddress(ValueError):
    """An address to which no letter can be addressed; the message names none."""


def check_address(place: str) -> None:
    """Raise MalformedAddress for what is no e-mail address of one recipient."""
    if not _ADDRESS.fullmatch(place):
        raise MalformedAddress


@dataclass(frozen=True)
class Problem:
    """A failed attempt: what it means, and its code."""

    severity: Severity
    reason: str


def problem_of(error: Exception) -> Problem:
    """Return what an exception of the sending means.

    Permanent refusals of the recipient are final (RFC 5321, 4.2.1). Refusals of the sender, of the sign-in and of
    the connection would meet every letter: they are the server's. A refusal of the contents may be a rule of the
    server that is changed meanwhile: it is tried again.
    """
    match error:
        case MalformedAddress():
            return Problem(Severity.FINAL, "address")
        case NoGateway():
            return Problem(Severity.AGAIN, "no-gateway")
        case InvalidNumber():
            return Problem(Severity.FINAL, "number")
        case GatewayDown():
            return Problem(Severity.SERVER, f"gateway {error.code}"[:LONGEST_REASON])
        case GatewayRefused():
            return Problem(Severity.AGAIN, f"gateway {error.code}"[:LONGEST_REASON])
        case smtplib.SMTPRecipientsRefused():
            code, words = next(iter(error.recipients.values()))
            if code == _CLOSING:
                return Problem(Severity.SERVER, _code(code, words))
            return Problem(Severity.FINAL if code >= _PERMANENT else Severity.AGAIN, _code(code, words))
        case smtplib.SMTPDataError() if error.smtp_code != _CLOSING:
            return Problem(Severity.AGAIN, _code(error.smtp_code, error.smtp_error))
        case smtplib.SMTPResponseException():
            return Problem(Severity.SERVER, _code(error.smtp_code, error.smtp_error))
        case OSError():  # smtplib's other errors, time-outs, refused connections
            return Problem(Severity.SERVER, type(error).__name__[:LONGEST_REASON])
    return Problem(Severity.AGAIN, type(error).__name__[:LONGEST_REASON])


def _code(code: int, words: bytes | str) -> str:
    """Return the server's code with its enhanced status, and nothing else of what it says: “550 5.1.1”."""
    text = words.encode("ascii", "ignore") if isinstance(words, str) else words or b""
    enhanced = _ENHANCED.match(text)
    return f"{code} {enhanced[1].decode()}" if enhanced else str(code)

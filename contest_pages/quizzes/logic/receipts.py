"""The receipt: the submitted answers and the time, sealed so that neither side can dispute them later."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from decimal import Decimal

from .attempts import Answers


def receipt_text(
    *,
    code: str,
    round_page: int,
    submitted_at: datetime.datetime,
    questions: Iterable[int],
    answers: Answers,
    prediction: Decimal | None,
) -> str:
    """Return the lines that the digest covers, from which it can be computed with any tool.

    An option is a letter in the order in which the question was written, not shown; a dash means no answer.
    """
    lines = [code, str(round_page), submitted_at.astimezone(datetime.UTC).isoformat(timespec="microseconds")]
    for version in questions:
        chosen = answers.get(str(version))
        lines.append(f"{version}:{chr(65 + chosen[0]) if chosen else '-'}")
    lines.append(f"{prediction.normalize():f}" if prediction is not None else "-")
    return "\n".join(lines)


def digest_of_receipt(text: str) -> str:
    """Return the SHA-256 of the lines in hex."""
    return hashlib.sha256(text.encode()).hexdigest()

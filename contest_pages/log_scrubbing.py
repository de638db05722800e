"""Links are keys: their secrets stay out of logs."""

from __future__ import annotations

import logging
import re

#: Paths whose next part opens something: personal links, steps of registering, uploads; and passes of media.
_SECRET = re.compile(
    r"(/(?:thi-sinh|trac-nghiem|tus(?:/phan)?|dang-ky/(?:xong|ma|xac-nhan|email-moi))/|[?&]s=)[^/\s\"'?&<>]+"
)


def scrub(text: str) -> str:
    """Return a line of a log without the secrets of our links."""
    return _SECRET.sub(r"\1…", text)


class HideLinks(logging.Filter):
    """A filter for a log's handlers: writes "/tus/…" where the secret of a link would stand."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Scrub the line; every line passes."""
        message = record.getMessage()
        scrubbed = scrub(message)
        if scrubbed != message:
            record.msg, record.args = scrubbed, None
        return True

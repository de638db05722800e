"""A log filter that removes the secrets in our URLs."""

from __future__ import annotations

import logging
import re
from functools import cache

from contest_pages import hooks


@cache
def _secrets() -> re.Pattern[str]:
    """Return the pattern of what follows the prefixes that features declare (hook `secret_url_prefixes`)."""
    prefixes = {prefix for declared in hooks.call("secret_url_prefixes") for prefix in declared}
    patterns = [
        f"[?&]{re.escape(prefix[1:])}" if prefix.startswith("?") else re.escape(prefix)
        for prefix in sorted(prefixes, key=len, reverse=True)
    ]
    return re.compile(rf"({'|'.join(patterns)})[^/\s\"'?&<>]+" if patterns else r"(?!)()")


def scrub(text: str) -> str:
    """Return a log line without the secrets in our URLs."""
    return _secrets().sub(r"\1…", text)


class SecretUrlFilter(logging.Filter):
    """A filter for log handlers that replaces the secret in a URL: "/tus/…"."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Scrub the line; every line passes."""
        if not hooks.is_discovered():
            return True  # no request is served before the apps are ready
        message = record.getMessage()
        scrubbed = scrub(message)
        if scrubbed != message:
            record.msg, record.args = scrubbed, None
        return True

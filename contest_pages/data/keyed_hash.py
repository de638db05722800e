"""Keyed hashes: values that can be compared and not reversed."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings

from contest_pages import conf


def keyed_hash(purpose: str, *parts: object) -> str:
    """Return the HMAC-SHA-256 of `parts` in hex, with a key of its own for each `purpose`.

    The key comes from CONTEST_PAGES["IDENTITY_KEY"], or from SECRET_KEY where that is empty. After a
    change of the key earlier registrations are no longer recognised.
    """
    secret = conf.get("IDENTITY_KEY") or settings.SECRET_KEY
    key = hashlib.sha256(f"contest_pages:{purpose}:{secret}".encode()).digest()
    text = "\x1f".join(str(part) for part in parts)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()

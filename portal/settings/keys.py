"""Which secrets a server may run with: long, random, its own."""

from __future__ import annotations

import re
import secrets

#: The least number of letters of a key that signs or hashes.
KEY_LENGTH = 50
#: The least number of different letters among them: a repeated word has fewer.
KEY_VARIETY = 20

#: Words of examples, in settings of this repository, of its earlier releases and of Django.
_EXAMPLE_WORDS = re.compile(
    r"replace.?me|change.?me|insecure|example|random-text|only-for|secret-key|site-key|placeholder|xxxx",
    re.IGNORECASE,
)
#: Passwords that are tried first, and Google's public keys for tests of reCAPTCHA.
_KNOWN = frozenset(
    {
        "password",
        "secret",
        "admin",
        "postgres",
        "contest",
        "test",
        "123456",
        "6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI",
        "6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe",
    }
)


def is_known(value: str) -> bool:
    """Say whether a password or key is an example, or one that everybody knows."""
    return value.lower() in _KNOWN or value in _KNOWN or bool(_EXAMPLE_WORDS.search(value))


def key_problem(value: str) -> str:
    """Return what is wrong with a key that signs or hashes, or an empty text."""
    if is_known(value):
        return "is an example that everybody can read"
    if len(value) < KEY_LENGTH:
        return f"has fewer than {KEY_LENGTH} letters"
    if len(set(value)) < KEY_VARIETY:
        return f"has fewer than {KEY_VARIETY} different letters"
    return ""


def new_key() -> str:
    """Return a new random key: 64 letters, 384 bits, safe in an environment file."""
    while key_problem(key := secrets.token_urlsafe(48)):
        pass  # by chance it spells a word of an example
    return key

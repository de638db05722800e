"""Tokens and codes with which a reader could act in another person's name, and how to leave them out of a preview.

What makes one asks `capability` or signs with `CapabilitySigner`: within `hidden_capabilities` they return a placeholder
and make nothing, so that the staff can read a letter without its links.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core import signing

#: What stands in place of a token or a code; no signature, no code of digits.
PLACEHOLDER = "xxxxxx"

_are_hidden: ContextVar[bool] = ContextVar("capabilities_are_hidden", default=False)


@contextmanager
def hidden_capabilities() -> Iterator[None]:
    """Have every token and code that is made meanwhile, in this thread, replaced by PLACEHOLDER."""
    before = _are_hidden.set(True)
    try:
        yield
    finally:
        _are_hidden.reset(before)


def capability(make: Callable[..., str], *args) -> str:
    """Return the token or code that `make` returns for `args`; the placeholder within `hidden_capabilities`."""
    return PLACEHOLDER if _are_hidden.get() else make(*args)


class CapabilitySigner(signing.TimestampSigner):
    """Signs the tokens of links."""

    def sign(self, value) -> str:
        """Return the signed value with its time, or the placeholder."""
        return capability(super().sign, value)

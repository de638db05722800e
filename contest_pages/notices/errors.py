"""Errors of letters."""

from __future__ import annotations


class UnknownKind(LookupError):
    """No installed feature declares a letter of this kind."""


class UnknownWording(LookupError):
    """No installed feature declares this wording."""

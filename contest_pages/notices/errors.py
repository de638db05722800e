"""Errors of letters."""

from __future__ import annotations

from contest_pages.errors import ContestError


class UnknownKind(LookupError):
    """No installed feature declares a letter of this kind."""


class UnknownWording(LookupError):
    """No installed feature declares this wording."""


class UnknownAudience(LookupError):
    """No installed feature declares this audience."""


class WordingRefused(ContestError):
    """Texts that letters cannot be sent with."""

    code = "wording"


class WordingChangedMeanwhile(ContestError):
    """Another editor has changed the wording since the form was opened."""

    code = "changed_meanwhile"

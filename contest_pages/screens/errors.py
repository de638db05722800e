"""Refusals about screens."""

from contest_pages.errors import ContestError


class UnknownCode(ContestError):
    """No screen shows this code, or it is paired already."""

    code = "unknown_code"


class UnknownRole(ContestError):
    """The channel has no such role for screens."""

    code = "unknown_role"

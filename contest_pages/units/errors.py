"""Refusals of units, each a sentence for the person."""

from contest_pages.errors import ContestError


class UnitRefused(ContestError):
    """A change of units is not possible."""

    code = "unit_refused"

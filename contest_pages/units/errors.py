"""Refusals of units, each a sentence for the person."""

from contest_pages.errors import ContestError


class UnitRefused(ContestError):
    """What was asked of units is not possible."""

    code = "unit_refused"

"""Refusals about contests."""

from contest_pages.errors import ContestError


class TitleTaken(ContestError):
    """A page of this address exists already."""

    code = "title_taken"


class AmendmentNotAnnounced(ContestError):
    """A document is not announced to those registered."""

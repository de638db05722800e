"""Refusals of results, each a sentence for the organiser."""

from contest_pages.errors import ContestError


class RankingRefused(ContestError):
    """A step of a ranking is not possible now."""

    code = "ranking_refused"

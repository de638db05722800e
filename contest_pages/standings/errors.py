"""Refusals of rankings and awards, each a sentence for the organiser."""

from contest_pages.errors import ContestError


class RankingRefused(ContestError):
    """A step of a ranking is not possible now."""

    code = "ranking_refused"


class AwardRefused(ContestError):
    """A prize cannot be given to this recipient, or not any more."""

    code = "award_refused"


class MoreThanPromised(AwardRefused):
    """The promised number of a prize is given already; the organisers may confirm that they give more."""

    code = "more_than_promised"


class AmbiguousCode(AwardRefused):
    """A code matches several works, since works are numbered per round."""

    code = "ambiguous_code"

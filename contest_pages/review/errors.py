"""Why a decision is refused."""

from contest_pages.errors import ContestError


class ReviewRefused(ContestError):
    """The base of every refused decision."""


class AlreadyDecided(ReviewRefused):
    """Another moderator was faster."""

    code = "already_decided"


class ReasonMissing(ReviewRefused):
    """A rejection needs words for the contestant."""

    code = "reason_missing"


class NotAwaitingReview(ReviewRefused):
    """The entry is not before the moderators: withdrawn, or with another video being checked."""

    code = "not_awaiting"

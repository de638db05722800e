"""Why something in the review is refused."""

from contest_pages.errors import ContestError


class ReviewRefused(ContestError):
    """The base of every refusal."""


class AlreadyDecided(ReviewRefused):
    """Another moderator was faster."""

    code = "already_decided"


class NotAwaitingReview(ReviewRefused):
    """The entry is not before the moderators: withdrawn, changed meanwhile, or decided."""

    code = "not_awaiting"


class ReasonMissing(ReviewRefused):
    """Somebody will read why, so it must be said."""

    code = "reason_missing"


class ChecklistIncomplete(ReviewRefused):
    """A question of the step is not answered."""

    code = "checklist"


class NotAllowed(ReviewRefused):
    """This moderator may not decide here: another group's step, a tie, own work, or an earlier vote."""

    code = "not_allowed"


class ClaimedByOther(ReviewRefused):
    """Somebody else is looking at the entry, or it was passed on to somebody else."""

    code = "claimed"


class TooLate(ReviewRefused):
    """The time for taking back, for changes or for a second look is over, or the list is closed."""

    code = "too_late"


class ListNotReady(ReviewRefused):
    """The list cannot be closed: entries still wait."""

    code = "not_ready"


class PlanInUse(ReviewRefused):
    """A step has decisions or holds entries, so it cannot go."""

    code = "in_use"

"""Why something in the review is refused."""

from contest_pages.errors import ContestError


class ReviewRefused(ContestError):
    """The base of every refusal."""


class AlreadyDecided(ReviewRefused):
    """Another moderator has decided already."""

    code = "already_decided"


class NotAwaitingReview(ReviewRefused):
    """The entry is not before the moderators: withdrawn, changed meanwhile, or decided."""

    code = "not_awaiting"


class ReasonMissing(ReviewRefused):
    """A decision lacks the reason that its reader needs."""

    code = "reason_missing"


class ChecklistIncomplete(ReviewRefused):
    """A question of the step is not answered."""

    code = "checklist"


class NotAllowed(ReviewRefused):
    """This moderator may not decide here: another group's step, a conflict of interest, own work, or an earlier vote."""

    code = "not_allowed"


class ClaimedByOther(ReviewRefused):
    """Another moderator has claimed the entry, or it was passed on to another."""

    code = "claimed"


class TooLate(ReviewRefused):
    """The time for undoing, for changes or for an appeal is over, or the list is closed."""

    code = "too_late"


class NumbersChanged(ReviewRefused):
    """What was to be assigned has changed since its preview."""

    code = "numbers_changed"


class ListNotReady(ReviewRefused):
    """The list cannot be closed: entries still wait."""

    code = "not_ready"


class PlanInUse(ReviewRefused):
    """A step has decisions or entries and cannot be deleted."""

    code = "in_use"

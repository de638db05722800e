"""Why something about an entry is refused."""

from contest_pages.errors import ContestError


class EntryRefused(ContestError):
    """The base of every refusal about an entry."""


class RoundClosed(EntryRefused):
    """The round takes no entries at this moment."""

    code = "closed"


class EntryLimitReached(EntryRefused):
    """The contestant has handed in as many entries as the rules allow."""

    code = "limit"


class FileTooLarge(EntryRefused):
    """The file is larger than the rules allow."""

    code = "too_large"


class MoveNotAllowed(EntryRefused):
    """The entry cannot go from its state to that one; somebody was faster, or it is over."""

    code = "move"


class NotRegistered(EntryRefused):
    """The registration is not confirmed, has ended, or is for another round."""

    code = "not_registered"

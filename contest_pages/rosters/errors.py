"""Why something about a roster is refused."""

from contest_pages.errors import ContestError


class RosterRefused(ContestError):
    """The base of refused rosters and rows. `field` is the column concerned."""

    code = "roster"

    def __init__(self, message: str, *, field: str = "full_name"):
        super().__init__(message)
        self.field = field


class NoRoster(RosterRefused):
    """The roster was withdrawn or cancelled."""

    code = "no_roster"


class NotOnRoster(RosterRefused):
    """The person is not, or no longer, on this roster."""

    code = "not_on_roster"

"""Refusals of presses on the start button."""

from contest_pages.errors import ContestError


class PressRefused(ContestError):
    """The base: the round is not opened, or the press is not taken back."""

    code = "press"


class NotToday(PressRefused):
    """The ceremony is not on now."""

    code = "not_today"


class OpenAlready(PressRefused):
    """The round is open, or closed, already."""

    code = "open_already"


class NothingToOpen(PressRefused):
    """The ceremony opens no round, or the page or the round is not published."""

    code = "nothing_to_open"


class TooLate(PressRefused):
    """The minute in which a press may be taken back is over."""

    code = "too_late"

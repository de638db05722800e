"""Why a registration is refused."""

from contest_pages.errors import ContestError


class RegistrationRefused(ContestError):
    """The base of every refused registration."""


class RegistrationClosed(RegistrationRefused):
    """The form is not open at this moment."""

    code = "closed"


class TooYoung(RegistrationRefused):
    """The person is below the minimum age of the rules."""

    code = "too_young"


class AlreadyRegistered(RegistrationRefused):
    """The e-mail address belongs to another registration of this contest."""

    code = "already_registered"

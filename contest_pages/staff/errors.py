"""Why a change of an account is refused."""

from contest_pages.errors import ContestError


class AccountRefused(ContestError):
    """This user may not change this account in this way."""

    code = "account_refused"


class AlreadyDecided(ContestError):
    """Another person has decided about the change meanwhile, or it was withdrawn."""

    code = "already_decided"

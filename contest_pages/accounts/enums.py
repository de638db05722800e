"""The fixed vocabulary of the record of sign-ins."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SignInKind(models.TextChoices):
    """A step of signing in or out, or a change of how an account is proved."""

    PASSWORD = "password", _("Password")
    TOTP = "totp", _("Code of the authenticator app")
    RECOVERY_CODE = "recovery_codes", _("Recovery code")
    PASSKEY = "webauthn", _("Passkey")
    SINGLE_SIGN_ON = "socialaccount", _("Single sign-on")
    SIGNED_IN = "signed_in", _("Signed in")
    SIGNED_OUT = "signed_out", _("Signed out")
    TIMED_OUT = "timed_out", _("Signed out after the time limit")
    SESSIONS_ENDED = "sessions_ended", _("Sessions ended by the account's owner")
    TOO_MANY = "too_many", _("Refused: too many attempts")
    RESET_REQUESTED = "reset_requested", _("New password requested")
    PASSWORD_CHANGED = "password_changed", _("Password changed")
    FACTOR_ADDED = "factor_added", _("Second factor added")
    FACTOR_REMOVED = "factor_removed", _("Second factor removed")
    FACTORS_RESET = "factors_reset", _("Second factor reset by an administrator")
    PAGE_PASSWORD = "page_password", _("Password of a page")


#: Changes of how an account is proved: its owner gets a letter about each (ASVS 2.2.3, 2.5.5).
TOLD_BY_LETTER = frozenset(
    {
        SignInKind.PASSWORD_CHANGED,
        SignInKind.FACTOR_ADDED,
        SignInKind.FACTOR_REMOVED,
        SignInKind.FACTORS_RESET,
    }
)

"""What accounts contribute to others: settings, rights, addresses, proof of identity, housekeeping."""

from __future__ import annotations

from contest_pages import hooks

from . import identity, urls
from .domain import forget_old
from .permissions import ROLE_PERMISSIONS


@hooks.register("default_settings")
def default_settings():
    """Declare the settings of this feature."""
    return {
        # Nobody who may enter the admin gets further than the screen that adds a second factor.
        "REQUIRE_SECOND_FACTOR": False,
        # Names of sign-on providers that ask for a second factor themselves.
        "PROVIDERS_WITH_SECOND_FACTOR": (),
        # Minutes after which a session that nobody uses ends, and hours after which any ends; 0: never.
        "SESSION_IDLE_MINUTES": 30,
        "SESSION_HOURS": 12,
        # Minutes for which a proof of identity counts before what cannot be undone; 0: none is asked for.
        "IDENTITY_MINUTES": 10,
        # Attempts to sign in, for each account (or known device) and each visitor's address.
        "RATE_SIGN_IN_ACCOUNT": "10/15m",
        "RATE_SIGN_IN_NETWORK": "60/15m",
        # Codes of a second factor, for each account; right ones count too.
        "RATE_SECOND_FACTOR": "10/15m",
        # Attempts to open pages by their password, for each visitor's address and each password.
        "RATE_PAGE_PASSWORD_NETWORK": "10/15m",
        "RATE_PAGE_PASSWORD": "300/h",
        # Letters with a link to a new password, for each address of a letter and each visitor's address.
        "RATE_PASSWORD_RESET": "3/h",
        "RATE_PASSWORD_RESET_NETWORK": "20/h",
        # Days for which sign-ins stay recorded.
        "SIGN_IN_LOG_DAYS": 365,
    }


@hooks.register("role_permissions")
def role_permissions():
    """Declare the rights of the administrators."""
    return ROLE_PERMISSIONS


@hooks.register("url_patterns", order=30)
def url_patterns():
    """Add the screens of sign-in and of an account's own security."""
    return urls.urlpatterns


@hooks.register("secret_url_prefixes")
def secret_url_prefixes():
    """Declare the links to a new password."""
    return [urls.RESET_PREFIX]


@hooks.register("identity_check")
def identity_check(request):
    """Ask for password, code or passkey again."""
    return identity.ask_again(request)


@hooks.register("housekeeping")
def housekeeping(now):
    """Delete what was recorded long ago."""
    return [f"{count} old sign-ins deleted"] if (count := forget_old(now)) else []

"""Renewed proof of identity before a staff view that changes what is sealed, published or gone for good."""

from __future__ import annotations

from functools import wraps

from django.http import HttpRequest, HttpResponseBase

from contest_pages import hooks


def identity_question(request: HttpRequest) -> HttpResponseBase | None:
    """Return the response that asks who is at the keyboard (hook `identity_check`), or None: proved a moment ago."""
    return next(iter(hooks.call("identity_check", request=request)), None)


def with_recent_identity(view):
    """Ask for the user's password, code or passkey before the view, unless it was given minutes ago.

    The screen is asked for before its form is shown; a form that is sent too late is sent again after the proof.
    Put it below the check of the user's rights. The view carries `asks_identity`, which a test reads.
    """

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        return identity_question(request) or view(request, *args, **kwargs)

    wrapped.asks_identity = True
    return wrapped

"""Renewed proof of identity before a staff view changes what is sealed, published or gone for good."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseBase

from contest_pages import hooks


def identity_question(request: HttpRequest) -> HttpResponseBase | None:
    """Return the response that asks who is at the keyboard (hook `identity_check`), or None: proved a moment ago."""
    return next(iter(hooks.call("identity_check", request=request)), None)


def with_recent_identity(view: Callable | None = None, *, actions: tuple[str, ...] = ()):
    """Ask for the user's password, code or passkey before the view, unless it was given minutes ago.

    A screen with one purpose asks before its form is shown, so that nothing is typed in vain. One that shows a
    state and has many buttons asks when one of `actions` is pressed; the form is sent again after the proof.
    Put it below the check of the user's rights. The view carries `asks_identity`, which a test reads.
    """
    if view is None:
        return lambda decorated: with_recent_identity(decorated, actions=actions)

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        is_asked = not actions or (request.method == "POST" and any(name in request.POST for name in actions))
        return (identity_question(request) if is_asked else None) or view(request, *args, **kwargs)

    wrapped.asks_identity = actions or ("GET", "POST")
    return wrapped

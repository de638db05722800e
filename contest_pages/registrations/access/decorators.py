"""Decorators of views that require a contestant's personal link."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control

from contest_pages.http.cacheable_forms import started_now
from contest_pages.registrations.models import Registration

from .forms import AddressForm
from .links import has_ended, is_fresh, keep_fresh, registration_of
from .newcomers import is_newcomer_token, newcomer_path, newcomer_registration


def private(view):
    """Keep a response out of caches and search engines, and its URL out of other sites' logs."""

    @cache_control(private=True, no_store=True)
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return wrapped


def wrong_link(request: HttpRequest) -> HttpResponse:
    """Render the page for an invalid or revoked link, with the form that sends the current one."""
    return render(
        request,
        "contest_registrations/send_link.html",
        {
            "form": AddressForm(initial={"started": started_now()}),
            "wrong_link": True,
            "with_token": True,
        },
        status=404,
    )


def for_any_link(view):
    """Pass the registration of the link's token to the view, however old the link is; the response is private.

    An invalid link gets a page with the form that sends the current one. `request.contestant_is_fresh` says whether
    the view may show or change personal data.
    """

    @private
    @wraps(view)
    def wrapped(request, token, *args, **kwargs):
        registration = registration_of(token)
        if registration is None:
            return wrong_link(request)
        request.contestant_token = token
        request.contestant_is_newcomer = False
        request.contestant_home = reverse("contest_personal", args=[token])
        request.contestant_is_fresh = is_fresh(request, token)
        response = view(request, registration, *args, **kwargs)
        if request.contestant_is_fresh:
            keep_fresh(request, response, token)
        return response

    return wrapped


def for_contestant(view):
    """Pass the registration of the link's token to the view; a link that has ended gets the page that says so."""

    @for_any_link
    @wraps(view)
    def wrapped(request, registration, *args, **kwargs):
        if not request.contestant_is_fresh and has_ended(registration, timezone.now()):
            return _ask_for_fresh_link(request, registration, has_ended=True)
        return view(request, registration, *args, **kwargs)

    return wrapped


def with_fresh_link(view=None, *, stale: Callable[[HttpRequest], HttpResponse | None] | None = None):
    """Require a fresh link: the view shows or changes personal data, or cannot be undone.

    Others get a page with the button that sends one, which leads back to this view. `stale` may answer scripts instead.
    """
    if view is None:
        return lambda decorated: with_fresh_link(decorated, stale=stale)

    @for_contestant
    @wraps(view)
    def wrapped(request, registration, *args, **kwargs):
        if request.contestant_is_fresh:
            return view(request, registration, *args, **kwargs)
        answer = stale(request) if stale is not None else None
        return answer or _ask_for_fresh_link(request, registration)

    return wrapped


def for_preparing(view=None, *, stale: Callable[[HttpRequest], HttpResponse | None] | None = None):
    """Require a fresh link, or the token of the browser that has just registered: the view prepares drafts, no more.

    `request.contestant_is_newcomer` says which; `request.contestant_home` is the page to go back to. A token that opens
    nothing any more, or never did, gets the page that leads to the letter. `stale` may answer scripts instead.
    """
    if view is None:
        return lambda decorated: for_preparing(decorated, stale=stale)
    for_known = with_fresh_link(view, stale=stale)

    @private
    @wraps(view)
    def wrapped(request, token, *args, **kwargs):
        if not is_newcomer_token(token):
            return for_known(request, token, *args, **kwargs)
        request.contestant_token, request.contestant_is_newcomer = token, True
        registration = newcomer_registration(token, timezone.now())
        if registration is None:
            answer = stale(request) if stale is not None else None
            return answer or letter_first(request)
        request.contestant_is_fresh = True
        request.contestant_home = newcomer_path(registration)
        return view(request, registration, *args, **kwargs)

    return wrapped


def letter_first(request: HttpRequest) -> HttpResponse:
    """Render the page that leads to the letter: from here nothing is prepared. It does not say why."""
    return render(request, "contest_registrations/letter_first.html", status=403)


def _ask_for_fresh_link(
    request: HttpRequest, registration: Registration, *, has_ended: bool = False
) -> HttpResponse:
    token = request.contestant_token
    return render(
        request,
        "contest_registrations/fresh_link.html",
        {
            "registration": registration,
            "contest": registration.contest,
            "token": token,
            "onward": request.path.removeprefix(reverse("contest_personal", args=[token])),
            "has_ended": has_ended,
        },
        status=410 if has_ended else 403,
    )

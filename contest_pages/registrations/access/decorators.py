"""Decorators of views that require a contestant's personal link."""

from __future__ import annotations

from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from contest_pages.http.cacheable_forms import started_now

from .forms import AddressForm
from .links import is_fresh, registration_of


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


def for_contestant(view):
    """Pass the registration of the link's token to the view; the response is private.

    An invalid link gets a page with the form that sends the current one.
    """

    @private
    @wraps(view)
    def wrapped(request, token, *args, **kwargs):
        registration = registration_of(token)
        if registration is None:
            return wrong_link(request)
        request.contestant_token = token
        return view(request, registration, *args, **kwargs)

    return wrapped


def with_fresh_link(view):
    """Require a link that was sent just now: the view cannot be undone, or shows all personal data."""

    @for_contestant
    @wraps(view)
    def wrapped(request, registration, *args, **kwargs):
        if is_fresh(request.contestant_token):
            return view(request, registration, *args, **kwargs)
        return render(
            request,
            "contest_registrations/fresh_link.html",
            {
                "registration": registration,
                "contest": registration.contest,
                "token": request.contestant_token,
            },
            status=403,
        )

    return wrapped

"""The contestant's own page: opened by the link from the letter, never cached, never indexed."""

from __future__ import annotations

from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from contest_pages.registrations.forms import CodeForm
from contest_pages.registrations.links import registration_of


def for_contestant(view):
    """Turn the link's token into `registration`, keep the answer private, send the link to nobody.

    A link that does not open anything gets a page that says where to find the right one.
    """

    @cache_control(private=True, no_store=True)
    @wraps(view)
    def wrapped(request, token, *args, **kwargs):
        registration = registration_of(token)
        if registration is None:
            response = render(
                request,
                "contest_registrations/code_again.html",
                {"form": CodeForm(), "wrong_link": True, "with_token": True},
                status=404,
            )
        else:
            request.contestant_token = token
            response = view(request, registration, *args, **kwargs)
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return wrapped


@require_GET
@for_contestant
def personal_page(request: HttpRequest, registration) -> HttpResponse:
    """Show the registration and what each round has for this contestant."""
    now = timezone.now()
    contest = registration.contest
    sections = [
        section
        for round_page in contest.live_rounds
        if (section := round_page.specific.personal_section(registration, now)) is not None
    ]
    return render(
        request,
        "contest_registrations/personal_page.html",
        {
            "registration": registration,
            "members": list(registration.members.all()),
            "contest": contest,
            "sections": sections,
            "token": request.contestant_token,
        },
    )

"""Units as somebody types: today's, found without marks, by code, or by an old name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from contest_pages import asked
from contest_pages.units.queries import find_units


@require_GET
@cache_control(public=True, max_age=300)
def find(request: HttpRequest) -> HttpResponse:
    """Return the options for what was typed, as a part of a page; `kinds` limits them, with commas."""
    typed, kinds = asked.words(request.GET, "q"), asked.words(request.GET, "kinds")
    found = []
    if len(typed) > 1:
        found = find_units(typed, timezone.localdate(), kinds=kinds.split(",") if kinds else ())
    return render(request, "contest_units/_options.html", {"found": found, "typed": typed})

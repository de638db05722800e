"""Autocomplete of today's units, without marks, by code, or by a former name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from contest_pages.http import query_params
from contest_pages.units.queries import find_units


@require_GET
@cache_control(public=True, max_age=300)
def find(request: HttpRequest) -> HttpResponse:
    """Return the options for what was typed, as a part of a page; `kinds` limits them, with commas."""
    typed, kinds = query_params.words(request.GET, "q"), query_params.words(request.GET, "kinds")
    found = []
    if len(typed) > 1:
        found = find_units(typed, timezone.localdate(), kinds=kinds.split(",") if kinds else ())
    return render(request, "contest_units/_options.html", {"found": found, "typed": typed})

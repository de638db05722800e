"""The invitation to a ceremony, for the guests' calendars."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from contest_pages.ceremonies.exports.invitation import CONTENT_TYPES, render_invitation
from contest_pages.ceremonies.models import ContestCeremonyPage
from contest_pages.ceremonies.queries.calendar import event_of
from contest_pages.contests.icalendar import calendar_response
from contest_pages.contests.models.visibility import open_to_visitors
from contest_pages.publishing import page_cache


def _ceremony(page_id: int) -> ContestCeremonyPage:
    pages = open_to_visitors(ContestCeremonyPage.objects.all()).prefetch_related("venues", "programme")
    return get_object_or_404(pages, pk=page_id)


@require_safe
@page_cache.public
def invitation(request: HttpRequest, page_id: int) -> HttpResponse:
    """Serve a ceremony as iCalendar."""
    page = _ceremony(page_id)
    return calendar_response(request, page.title, [event_of(page)], download=True)


@require_safe
@page_cache.public
def sheet(request: HttpRequest, page_id: int, kind: str, place: int = 0) -> HttpResponse:
    """Serve the invitation on one sheet, as PDF or picture; `place` counts the venues from 1, 0 is the main one."""
    if request.GET:  # one URL per sheet: rendering it is expensive
        return redirect(request.path)
    page = _ceremony(page_id)
    venues = list(page.venues.all())
    if place > len(venues):
        raise Http404
    venue = venues[place - 1] if place else None
    response = HttpResponse(render_invitation(kind, page, venue), content_type=CONTENT_TYPES[kind])
    response["Content-Disposition"] = f'inline; filename="giay-moi-{page.slug}.{kind}"'
    return response

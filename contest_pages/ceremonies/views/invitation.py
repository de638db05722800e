"""The invitation to a ceremony, for the guests' calendars."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from contest_pages import page_cache
from contest_pages.ceremonies.exports.invitation import CONTENT_TYPES, invitation_as
from contest_pages.ceremonies.models import ContestCeremonyPage
from contest_pages.ceremonies.queries import date_of
from contest_pages.contests.calendars import calendar_answer
from contest_pages.contests.models.finding import unrestricted


def _ceremony(page_id: int) -> ContestCeremonyPage:
    pages = ContestCeremonyPage.objects.live().filter(unrestricted()).prefetch_related("venues")
    return get_object_or_404(pages, pk=page_id)


@require_safe
@page_cache.public
def invitation(request: HttpRequest, page_id: int) -> HttpResponse:
    """Hand out one ceremony as an entry of a calendar."""
    page = _ceremony(page_id)
    return calendar_answer(request, page.title, [date_of(page)], download=True)


@require_safe
@page_cache.public
def sheet(request: HttpRequest, page_id: int, kind: str) -> HttpResponse:
    """Hand out the invitation on one sheet, to print or as a picture."""
    if request.GET:  # one address for one sheet: setting it costs more than a page does
        return redirect(request.path)
    page = _ceremony(page_id)
    response = HttpResponse(invitation_as(kind, page), content_type=CONTENT_TYPES[kind])
    response["Content-Disposition"] = f'inline; filename="thu-moi-{page.slug}.{kind}"'
    return response

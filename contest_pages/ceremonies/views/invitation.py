"""The invitation to a ceremony, for the guests' calendars."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from contest_pages import page_cache
from contest_pages.ceremonies.models import ContestCeremonyPage
from contest_pages.ceremonies.queries import date_of
from contest_pages.contests.calendars import CONTENT_TYPE, as_calendar
from contest_pages.contests.models.finding import unrestricted


@require_safe
@page_cache.public
def invitation(request: HttpRequest, page_id: int) -> HttpResponse:
    """Hand out one ceremony as an entry of a calendar."""
    pages = ContestCeremonyPage.objects.live().filter(unrestricted()).prefetch_related("venues")
    page = get_object_or_404(pages, pk=page_id)
    content = as_calendar(page.title, [date_of(page)], request.get_host().partition(":")[0])
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{page.slug}.ics"'
    return response

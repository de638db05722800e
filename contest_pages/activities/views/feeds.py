"""The calendar as an iCalendar feed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.views.decorators.http import require_safe

from contest_pages.activities.models import CalendarFilters, ContestCalendarPage
from contest_pages.activities.queries import calendar_items
from contest_pages.contests.icalendar import calendar_response
from contest_pages.contests.models.visibility import open_to_visitors
from contest_pages.publishing import page_cache


@require_safe
@page_cache.public
def calendar(request: HttpRequest, page_id: int) -> HttpResponse:
    """Serve the calendar as iCalendar, filtered by kind and unit."""
    page = get_object_or_404(open_to_visitors(ContestCalendarPage.objects.all()), pk=page_id)
    filters = CalendarFilters.read(request.GET)
    language = page.locale.language_code
    with translation.override(language):
        found = [item.date for item in calendar_items(page) if item.matches(filters.kind, filters.unit)]
        response = calendar_response(request, page.title, found)
    response["Content-Language"] = language
    return response

"""The calendar for phones that subscribe to it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from contest_pages import page_cache
from contest_pages.activities.models import CalendarWish, ContestCalendarPage
from contest_pages.activities.queries import calendar_of
from contest_pages.contests.calendars import calendar_answer
from contest_pages.contests.models.finding import unrestricted


@require_safe
@page_cache.public
def calendar(request: HttpRequest, page_id: int) -> HttpResponse:
    """Hand out what the calendar page shows, narrowed to the kind and the unit that the address names."""
    page = get_object_or_404(ContestCalendarPage.objects.live().filter(unrestricted()), pk=page_id)
    wish = CalendarWish.read(request.GET)
    found = [thing.date for thing in calendar_of(page) if thing.fits(wish.kind, wish.unit)]
    return calendar_answer(request, page.title, found)

"""Addresses of the calendar beside the page tree."""

from django.urls import path

from .views import feeds

urlpatterns = [
    path("lich/hoat-dong/<number:page_id>.ics", feeds.calendar, name="contest_activities_calendar"),
]

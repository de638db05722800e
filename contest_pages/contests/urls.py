"""Addresses of the contests beside the page tree."""

from django.urls import path

from .views import feeds, public

urlpatterns = [
    path("anh-chia-se/<number:page_id>/<slug:digest>.jpg", public.card, name="contest_card"),
    path("lich/cuoc-thi.ics", feeds.calendar, name="contest_calendar"),
    path("lich/<number:contest_id>.ics", feeds.calendar, name="contest_calendar_of"),
    path("tin/cuoc-thi.rss", feeds.rss, name="contest_news_rss"),
    path("tin/cuoc-thi.atom", feeds.atom, name="contest_news_atom"),
    path("lich/<slug:language>/cuoc-thi.ics", feeds.calendar, name="contest_calendar_in"),
    path("tin/<slug:language>/cuoc-thi.rss", feeds.rss, name="contest_news_in_rss"),
    path("tin/<slug:language>/cuoc-thi.atom", feeds.atom, name="contest_news_in_atom"),
    path("tin/<number:contest_id>.rss", feeds.rss, name="contest_news_of_rss"),
    path("tin/<number:contest_id>.atom", feeds.atom, name="contest_news_of_atom"),
]

"""Feeds: news and results as RSS and Atom, dates as iCalendar."""

from __future__ import annotations

import datetime

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site, get_page_models

from contest_pages.contests.icalendar import calendar_events, calendar_response
from contest_pages.contests.models import ContestIndexPage, ContestPage
from contest_pages.contests.models.children import ContestChildMixin
from contest_pages.contests.models.visibility import below, open_to_visitors
from contest_pages.publishing import page_cache

#: Items that a feed holds.
_ITEMS = 50


def _contests(request: HttpRequest, contest_id: int | None) -> list[ContestPage]:
    """Return the one contest, or all of the site, that visitors may see; 404 for one that they may not."""
    visible = open_to_visitors(ContestPage.objects.all()).prefetch_related("milestones")
    if contest_id is not None:
        return [get_object_or_404(visible, pk=contest_id)]
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return list(visible.descendant_of(site.root_page).order_by("-first_published_at"))


@require_safe
@page_cache.public
def calendar(request: HttpRequest, contest_id: int | None = None) -> HttpResponse:
    """Serve the dates of a contest, or of all, as an iCalendar feed."""
    contests = _contests(request, contest_id)
    name = contests[0].title if contest_id is not None else _("Contests")
    return calendar_response(request, name, calendar_events(contests))


class NewsFeed(Feed):
    """News and results of a contest, or of all, the newest first, as RSS."""

    def get_object(self, request, contest_id: int | None = None):
        """Return the contests of the feed."""
        # One feed instance serves all threads: values of this request go into the returned object.
        contests = _contests(request, contest_id)
        return {
            "contests": contests,
            "is_single": contest_id is not None,
            "site": Site.find_for_request(request),
        }

    def title(self, obj) -> str:
        """Name the contest, or the site."""
        if obj["is_single"]:
            return obj["contests"][0].title
        site = obj["site"]
        return _("News of contests: %(site)s") % {"site": site.site_name or site.hostname}

    def link(self, obj) -> str:
        """Lead to the contest, or to the list of contests."""
        if obj["is_single"]:
            return obj["contests"][0].full_url
        index = open_to_visitors(ContestIndexPage.objects.all()).first()
        return index.full_url if index is not None else "/"

    def description(self, obj) -> str:
        """Say what the feed holds."""
        return obj["contests"][0].summary if obj["is_single"] else _("News and results of the contests")

    def items(self, obj) -> list[Page]:
        """Return the pages, read in one query for each type."""
        types = [m for m in get_page_models() if issubclass(m, ContestChildMixin) and m.is_news]
        pages = open_to_visitors(Page.objects.type(*types).filter(below(obj["contests"])))
        return list(pages.order_by("-first_published_at", "-pk")[:_ITEMS].specific())

    def item_title(self, item) -> str:
        """Name the page."""
        return item.title

    def item_description(self, item) -> str:
        """Return its summary."""
        return getattr(item, "summary", "") or item.search_description

    def item_link(self, item) -> str:
        """Lead to the page."""
        return item.full_url

    def item_guid(self, item) -> str:
        """Return an id that stays the same when the URL changes."""
        return f"urn:uuid:{item.translation_key}"

    item_guid_is_permalink = False

    def item_pubdate(self, item) -> datetime.datetime:
        """Return when it was published first."""
        return item.first_published_at or timezone.now()

    def item_updateddate(self, item) -> datetime.datetime:
        """Return when it was published last."""
        return item.last_published_at or timezone.now()

    def feed_url(self, obj) -> str:
        """Return the feed's own address."""
        number = [obj["contests"][0].pk] if obj["is_single"] else []
        return reverse(self._url_name(bool(number)), args=number)

    def _url_name(self, single: bool) -> str:
        return "contest_news_of_rss" if single else "contest_news_rss"


class AtomNewsFeed(NewsFeed):
    """The same as Atom."""

    feed_type = Atom1Feed
    subtitle = NewsFeed.description

    def _url_name(self, single: bool) -> str:
        return "contest_news_of_atom" if single else "contest_news_atom"


rss = require_safe(page_cache.public(NewsFeed()))
atom = require_safe(page_cache.public(AtomNewsFeed()))

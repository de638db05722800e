"""Feeds: news and results as RSS and Atom, dates as iCalendar."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import F
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page, Site, get_page_models

from contest_pages.contests.icalendar import UNKNOWN, calendar_events, calendar_response
from contest_pages.contests.models import ContestIndexPage, ContestPage
from contest_pages.contests.models.children import ContestChildMixin
from contest_pages.contests.models.visibility import below, open_to_visitors
from contest_pages.publishing import page_cache
from contest_pages.vietnamese import fold

#: Items that a feed holds.
_ITEMS = 50
_ITSELF_FIRST = F("alias_of_id").asc(nulls_first=True)


def _contests(
    request: HttpRequest, contest_id: int | None, language: str | None
) -> tuple[list[ContestPage], str]:
    """Return the one contest, or all of the site in a language, that visitors may see, and their language.

    404 for one that they may not, and for a language that the site has no pages in.
    """
    visible = open_to_visitors(ContestPage.objects.all()).select_related("locale")
    visible = visible.prefetch_related("milestones")
    if contest_id is not None:
        contest = get_object_or_404(visible, pk=contest_id)
        return [contest], contest.locale.language_code
    site = Site.find_for_request(request)
    root = site.root_page if site is not None else None
    if root is not None and language is not None:
        locale = Locale.objects.filter(language_code=language).first()
        root = root.get_translation_or_none(locale) if locale is not None else None
    if root is None:
        raise Http404
    contests = visible.descendant_of(root).filter(locale=root.locale_id)
    return _once(contests.order_by(_ITSELF_FIRST, "-first_published_at")), root.locale.language_code


def _once(pages: Iterable[Page]) -> list:
    """Return pages without those that are another one of them, shown at a second place."""
    return list({page.alias_of_id or page.pk: page for page in reversed(list(pages))}.values())[::-1]


@require_safe
@page_cache.public
def calendar(
    request: HttpRequest, contest_id: int | None = None, language: str | None = None
) -> HttpResponse:
    """Serve the dates of a contest, or of all, as an iCalendar feed."""
    contests, language = _contests(request, contest_id, language)
    with translation.override(language):
        name = contests[0].title if contest_id is not None else _("Contests")
        response = calendar_response(request, name, calendar_events(contests))
    response["Content-Language"] = language
    return response


class NewsFeed(Feed):
    """News and results of a contest, or of all, the newest first, as RSS."""

    def __call__(self, request, contest_id: int | None = None, language: str | None = None):
        """Answer in the language of the contests."""
        contests, language = _contests(request, contest_id, language)
        with translation.override(language):
            response = super().__call__(request, contests=contests, contest_id=contest_id)
        response["Content-Language"] = language
        return response

    def get_object(self, request, contests: list[ContestPage], contest_id: int | None):
        """Return the contests of the feed."""
        # One feed instance serves all threads: values of this request go into the returned object.
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
        indexes = open_to_visitors(ContestIndexPage.objects.all())
        index = indexes.filter(locale__language_code=get_language()).first()
        return index.full_url if index is not None else "/"

    def description(self, obj) -> str:
        """Say what the feed holds."""
        return obj["contests"][0].summary if obj["is_single"] else _("News and results of the contests")

    def items(self, obj) -> list[Page]:
        """Return the pages, read in one query for each type."""
        types = [m for m in get_page_models() if issubclass(m, ContestChildMixin) and m.is_news]
        pages = open_to_visitors(Page.objects.type(*types).filter(below(obj["contests"])))
        # A page that is shown at a second place has the date of the page itself.
        pages = pages.annotate(
            published_at=Coalesce("alias_of__first_published_at", "first_published_at"),
            key=Coalesce("alias_of__translation_key", "translation_key"),
        )
        rows = pages.order_by(F("published_at").desc(nulls_last=True), _ITSELF_FIRST, "-pk")[: 2 * _ITEMS]
        items = _once(rows.specific())[:_ITEMS]
        by_path = {contest.path: contest for contest in obj["contests"]}
        for item in items:
            item.contest = by_path[item.path[: -item.steplen]]
            item.is_of_one = obj["is_single"]
        return items

    def item_title(self, item) -> str:
        """Name the page, and its contest among those of others."""
        contest = item.contest.title
        named = item.is_of_one or fold(contest) in fold(item.title)
        return item.title if named else f"{item.title} – {contest}"

    def item_description(self, item) -> str:
        """Return its summary."""
        return getattr(item, "summary", "") or item.search_description

    def item_link(self, item) -> str:
        """Lead to the page."""
        return item.full_url

    def item_guid(self, item) -> str:
        """Return an id that stays the same when the URL changes."""
        if item.locale_id == item.contest.original.locale_id:
            return f"urn:uuid:{item.key}"
        return uuid.uuid5(item.key, get_language()).urn

    item_guid_is_permalink = False

    def item_pubdate(self, item) -> datetime.datetime:
        """Return when it was published first."""
        return item.published_at or item.latest_revision_created_at or UNKNOWN

    def item_updateddate(self, item) -> datetime.datetime:
        """Return when it was published last."""
        return item.last_published_at or self.item_pubdate(item)

    def feed_url(self, obj) -> str:
        """Return the feed's own address."""
        if obj["is_single"]:
            return reverse(f"contest_news_of_{self.extension}", args=[obj["contests"][0].pk])
        if get_language() == settings.LANGUAGE_CODE:
            return reverse(f"contest_news_{self.extension}")
        return reverse(f"contest_news_in_{self.extension}", args=[get_language()])

    extension = "rss"


class AtomNewsFeed(NewsFeed):
    """The same as Atom."""

    feed_type = Atom1Feed
    subtitle = NewsFeed.description

    extension = "atom"


rss = require_safe(page_cache.public(NewsFeed()))
atom = require_safe(page_cache.public(AtomNewsFeed()))

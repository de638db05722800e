"""The portal's home page and plain pages."""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import chain

from django.db import models
from django.db.models import Q
from django.http import Http404
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from contest_pages import hooks
from contest_pages.art.choice import with_posters
from contest_pages.contests.admin_forms import VietnamesePageForm
from contest_pages.contests.blocks import ContestBodyBlock
from contest_pages.contests.enums import Phase
from contest_pages.contests.models import ContestIndexPage, ContestNewsPage, ContestPage
from contest_pages.contests.models.visibility import below, child_and_menu, open_to_visitors
from contest_pages.contests.view_models import ContestCard, dates_of, with_card_notes
from contest_pages.publishing import page_cache
from contest_pages.publishing.page_meta import plain_page_meta
from contest_pages.publishing.page_search import PlainTitleMixin
from contest_pages.results.models import ContestResultsPage

from .site_settings import PortalSettings  # noqa: F401  (a model of this app)

#: Winners on the first page at most.
MOST_WINNERS = 6
#: Dates to come on the first page at most.
MOST_DATES = 4


class HomePage(PlainTitleMixin, Page):
    """The home page of the portal: running contests, winners, news."""

    introduction = models.TextField(_("introduction"), blank=True, max_length=500)

    featured_contest = models.ForeignKey(
        ContestPage,
        verbose_name=_("featured contest"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Fills the first screen. Left empty: the open contest that closes first."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        PageChooserPanel("featured_contest"),
    ]
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @property
    def localized(self):
        """Return the home page in the language of the URL, cached on the instance."""
        known = self.__dict__.setdefault("_localized", {})
        language = translation.get_language()
        if language not in known:
            known[language] = super().localized
        return known[language]

    def route(self, request, path_components):
        """Route to the child together with the portal's menu, which every page below shows."""
        if not path_components:
            return super().route(request, path_components)
        slug = path_components[0]
        child, request.portal_menu = page_cache.recall(
            request, ("portal's page", self.pk, slug), lambda: self._child_and_menu(slug)
        )
        if child is None:
            raise Http404
        return child.route(request, path_components[1:])

    def _child_and_menu(self, slug: str) -> tuple[Page | None, list[Page]]:
        child, menu = child_and_menu(self, slug)
        return (child.specific if child else None), menu

    def page_meta(self, request):
        """Return the page meta of the portal."""
        return replace(
            plain_page_meta(self, request),
            data=[{"@type": "WebSite", "name": self.title, "url": self.get_full_url(request)}],
        )

    def get_context(self, request, *args, **kwargs):
        """Add running contests, winners, banners of today, and news."""
        context = super().get_context(request, *args, **kwargs)
        context |= page_cache.recall(request, ("home", self.pk), lambda: self._shown(timezone.now()))
        return context

    def _shown(self, now: datetime.datetime) -> dict:
        cards = open_to_visitors(ContestPage.objects.descendant_of(self)).cards(now)
        contests = [card.contest for card in cards]
        featured = self._featured(cards)
        finished = [card for card in cards if card.phase == Phase.FINISHED][:4]
        found = hooks.call("winners", contests=contests, limit=MOST_WINNERS)
        winners = list(chain.from_iterable(found))[:MOST_WINNERS]
        pages = self._linked_pages(winners[0].contest if winners else None)
        return {
            "contest_list": next((page for page in pages if page.depth == self.depth + 1), None),
            "winners_page": next((page for page in pages if page.depth > self.depth + 1), None),
            "featured": featured,
            **(featured.contest.first_screen(now) if featured else {}),
            "running_contests": [
                card for card in cards if card.phase != Phase.FINISHED and card is not featured
            ][:4],
            "dates": dates_of([card for card in cards if card.phase != Phase.FINISHED], limit=MOST_DATES),
            "finished_contests": with_card_notes(finished),
            "winners": with_posters(winners),
            "news": list(
                open_to_visitors(ContestNewsPage.objects.filter(below(contests)))
                .select_related("image")
                .prefetch_related("image__renditions")
                .order_by("-published_on", "-pk")[:4]
            ),
        }

    def _featured(self, cards: list[ContestCard]) -> ContestCard | None:
        """Return the contest of the first screen: the editor's choice, else the open one that closes first."""
        chosen = [card for card in cards if card.contest.pk == self.featured_contest_id]
        running = [card for card in cards if card.phase != Phase.FINISHED]
        closing = [card for card in running if card.deadline and card.deadline.is_closing]
        closing.sort(key=lambda card: card.deadline.at)
        return next(iter([*chosen, *closing, *running]), None)

    def _linked_pages(self, contest: ContestPage | None) -> list[Page]:
        """Return the published list of contests, and the results of a contest, in one query."""
        wanted = Q(path__startswith=self.path, depth=self.depth + 1) & Page.objects.type_q(ContestIndexPage)
        if contest is not None:
            below_it = Q(path__startswith=contest.path, depth=contest.depth + 1)
            wanted |= below_it & Page.objects.type_q(ContestResultsPage)
        return list(Page.objects.live().filter(wanted).order_by("path"))


class StandardPage(PlainTitleMixin, Page):
    """A plain page, into which an editor may put text or a contest's form."""

    body = StreamField(ContestBodyBlock(required=False), verbose_name=_("text"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body")]
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    base_form_class = VietnamesePageForm

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

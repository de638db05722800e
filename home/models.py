"""The portal's home page and plain pages."""

from __future__ import annotations

import datetime
from dataclasses import replace

from django.db import models
from django.http import Http404
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from contest_pages import page_cache
from contest_pages.contests.admin_forms import VietnamesePageForm
from contest_pages.contests.blocks import ContestBodyBlock
from contest_pages.contests.enums import Phase
from contest_pages.contests.models import ContestIndexPage, ContestNewsPage, ContestPage
from contest_pages.contests.models.finding import below, child_and_menu, unrestricted
from contest_pages.contests.models.listing import add_card_notes
from contest_pages.found import plain
from contest_pages.results.queries.winners import latest_winners

from .site_settings import PortalSettings  # noqa: F401  (a model of this app)


class HomePage(Page):
    """The first page of the portal: what runs now, who won, what is new."""

    introduction = models.TextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @property
    def localized(self):
        """Return the home page in the language of the address, read once for each copy of the page in memory."""
        known = self.__dict__.setdefault("_localized", {})
        language = translation.get_language()
        if language not in known:
            known[language] = super().localized
        return known[language]

    def route(self, request, path_components):
        """Find the page asked for together with the portal's menu, which every page below shows."""
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

    def found(self, request):
        """Return what is told of the portal elsewhere."""
        return replace(
            plain(self, request),
            data=[{"@type": "WebSite", "name": self.title, "url": self.get_full_url(request)}],
        )

    def get_context(self, request, *args, **kwargs):
        """Add running contests, winners, banners of today, and news."""
        context = super().get_context(request, *args, **kwargs)
        context |= page_cache.recall(request, ("home", self.pk), lambda: self._shown(timezone.now()))
        return context

    def _shown(self, now: datetime.datetime) -> dict:
        contests = ContestPage.objects.live().descendant_of(self).filter(unrestricted()).for_cards(now)
        finished = [c for c in contests if c.phase_now == Phase.FINISHED][:4]
        winners = latest_winners(contests)
        add_card_notes(finished)
        return {
            "contest_list": ContestIndexPage.objects.live().child_of(self).first(),
            "winners_page": winners[0].page if winners else None,
            "running_contests": [c for c in contests if c.phase_now != Phase.FINISHED][:4],
            "finished_contests": finished,
            "winners": winners,
            "news": list(
                ContestNewsPage.objects.live().filter(below(contests)).order_by("-published_on", "-pk")[:4]
            ),
        }


class StandardPage(Page):
    """A plain page, into which an editor may put text or a contest's form."""

    body = StreamField(ContestBodyBlock(required=False), verbose_name=_("text"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body")]
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    base_form_class = VietnamesePageForm

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

"""The list of contests, by phase, with its search."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, get_page_models

from contest_pages.contests.admin_forms import VietnamesePageForm
from contest_pages.contests.enums import ContestKind, Phase
from contest_pages.contests.view_models import ContestCard, with_card_notes
from contest_pages.http import query_params
from contest_pages.publishing import page_cache
from contest_pages.publishing.page_search import PlainTitleMixin
from contest_pages.vietnamese import fold

from .children import ContestIndexChildMixin
from .contest import ContestPage
from .visibility import open_to_visitors


@dataclass(frozen=True)
class ContestSearch:
    """The query parameters of the list of contests; invalid ones are ignored."""

    words: str = ""
    kind: str = ""
    year: int | None = None
    phase: str = ""

    @classmethod
    def read(cls, query) -> ContestSearch:
        """Read the query parameters."""
        return cls(
            words=query_params.words(query, "tim"),
            kind=query.get("loai") if query.get("loai") in ContestKind.values else "",
            year=query_params.number(query, "nam"),
            phase=query.get("giai-doan") if query.get("giai-doan") in Phase.values else "",
        )

    def __bool__(self):
        return bool(self.words or self.kind or self.year or self.phase)

    def matches(self, card: ContestCard) -> bool:
        """Say whether a contest matches; each word is compared without case and marks."""
        contest = card.contest
        text = fold(f"{contest.title} {contest.theme} {contest.summary} {contest.organiser}")
        return (
            all(word in text for word in fold(self.words).split())
            and (not self.kind or self.kind in contest.kinds)
            and (self.year is None or contest.year == self.year)
            and (not self.phase or card.phase == self.phase)
        )


def _feed_addresses(language: str) -> dict[str, str]:
    """Return where the dates and news of all contests in a language are subscribed to."""
    names = {"calendar": "contest_calendar", "rss": "contest_news_{}rss", "atom": "contest_news_{}atom"}
    if language == settings.LANGUAGE_CODE:
        return {key: reverse(name.format("")) for key, name in names.items()}
    names["calendar"] = "contest_calendar_in"
    return {key: reverse(name.format("in_"), args=[language]) for key, name in names.items()}


class ContestIndexPage(PlainTitleMixin, Page):
    """All contests of a site: open, running, finished."""

    base_form_class = VietnamesePageForm

    introduction = models.TextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("list of contests")
        verbose_name_plural = _("lists of contests")

    @classmethod
    def clean_subpage_models(cls):
        """Allow contests, and the page types of the installed features that derive from ContestIndexChildMixin."""
        return [
            model
            for model in get_page_models()
            if issubclass(model, ContestPage | ContestIndexChildMixin) and not model._meta.abstract
        ]

    def route(self, request, path_components):
        """Route to the contest with the rows that it shows; visitors share them through the page cache."""
        if not path_components:
            return super().route(request, path_components)
        if not self.live:
            raise Http404
        slug = path_components[0]
        contest = page_cache.recall(request, ("contest", self.pk, slug), lambda: self._contest(slug))
        if contest is None:
            return super().route(request, path_components)
        return contest.route(request, path_components[1:])

    def _contest(self, slug: str) -> ContestPage | None:
        return ContestPage.objects.child_of(self).for_visitors().filter(slug=slug).first()

    def _beside(self) -> list[Page]:
        """Return the published pages beside the contests that show in menus: the calendar, for one."""
        models = [m for m in self.clean_subpage_models() if issubclass(m, ContestIndexChildMixin)]
        pages = open_to_visitors(Page.objects.in_menu().child_of(self))
        return list(pages.type(*models).order_by("path")) if models else []

    def _cards(self, now: datetime.datetime) -> list[ContestCard]:
        """Return the cards of the contests that visitors may see, open ones first; finished ones with notes."""
        cards = open_to_visitors(ContestPage.objects.child_of(self)).cards(now)
        finished = with_card_notes(card for card in cards if card.phase == Phase.FINISHED)
        return [card for card in cards if card.phase != Phase.FINISHED] + finished

    def get_context(self, request, *args, **kwargs):
        """Add the contests by phase, open ones first, finished ones last, and the choices of the search."""
        context = super().get_context(request, *args, **kwargs)
        cards = page_cache.recall(request, ("contests", self.pk), lambda: self._cards(timezone.now()))
        contests = [card.contest for card in cards]
        search = ContestSearch.read(request.GET)
        found = [card for card in cards if search.matches(card)]
        context.update(
            beside=page_cache.recall(request, ("beside contests", self.pk), self._beside),
            search=search,
            found_count=len(found),
            running_contests=[card for card in found if card.phase != Phase.FINISHED],
            finished_contests=[card for card in found if card.phase == Phase.FINISHED],
            kinds=[k for k in ContestKind if any(k in contest.kinds for contest in contests)],
            years=sorted({contest.year for contest in contests if contest.year}, reverse=True),
            phases=list(Phase),
            feeds=_feed_addresses(get_language()),
        )
        return context

"""The results page: it shows rankings and awards, which are stored outside pages."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.core.paginator import Paginator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from contest_pages.art.choice import with_posters
from contest_pages.contests.blocks import ContestBodyBlock
from contest_pages.contests.models import ContestChildMixin
from contest_pages.http import query_params
from contest_pages.publishing import page_cache
from contest_pages.results.logic.podium import split_podium
from contest_pages.results.tables import STANDINGS_PAGE_SIZE, StandingsFilters, tally_of
from contest_pages.standings.models import Award
from contest_pages.standings.queries import listed, tables, winners
from contest_pages.vietnamese import fold


class ContestResultsPage(ContestChildMixin, Page):
    """Shows published awards and rankings; restoring an older revision of the page changes none of them."""

    is_news = True
    is_results = True
    is_carried_over = False
    usual_title = _("Results")
    usual_order = 60
    #: The page's menu links to the staff's screens of rankings and awards.
    shows_awards = True

    introduction = models.TextField(_("introduction"), blank=True, max_length=800)
    body = StreamField(ContestBodyBlock(required=False), verbose_name=_("text"), blank=True)

    content_panels = [
        *Page.content_panels,
        HelpPanel(
            _(
                "Awards and standings are not part of this page: give and publish them with “Awards” and “Paste standings” in the menu above."
            )
        ),
        FieldPanel("introduction"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("contest results")
        verbose_name_plural = _("contest results")

    def get_context(self, request, *args, **kwargs):
        """Add the awards in the order of the prizes, the rankings, and the standings as the visitor filters them."""
        context = super().get_context(request, *args, **kwargs)
        filters = StandingsFilters.read(request.GET)
        choices = page_cache.recall(request, ("standings", self.contest.pk), self._choices)
        rows = listed.with_names(filters.narrow(listed.listed_rows(self.contest)))
        pages = Paginator(rows, max(rows.count(), 1) if filters.whole else STANDINGS_PAGE_SIZE)
        awards = list(winners.awards_by_hand(self.contest))
        rankings = tables.published_rankings(self.contest)
        context.update(
            choices,
            **_highest(awards, rankings),
            published_at=max(filter(None, _moments(awards, rankings)), default=None),
            filters=filters,
            standings=pages.get_page(filters.page),
        )
        context.update(self._rankings(request, rankings))
        return context

    @property
    def heading(self) -> str:
        """Return the heading of the page, which names the contest: pages are read alone, printed and shared."""
        name = self.contest.title
        return self.title if fold(name) in fold(self.title) else f"{self.title} {name}"

    def _rankings(self, request, rankings: list[tables.PublishedRanking]) -> dict:
        """Return the published rankings by heading, and the one whose whole list is requested."""
        sections: dict[str, list[tables.PublishedRanking]] = {}
        for published in rankings:
            sections.setdefault(str(published.ranking.source.section), []).append(published)
        requested = query_params.number(request.GET, "bang-xep-hang")
        shown = next((published for published in rankings if published.ranking.pk == requested), None)
        context = {"rankings": rankings, "sections": list(sections.items()), "shown_ranking": shown}
        if shown is not None:
            number = query_params.number(request.GET, "p") or 1
            pages = Paginator(tables.shown_rows(shown.ranking), STANDINGS_PAGE_SIZE).get_page(number)
            context["ranked_pages"] = pages
            columns = shown.ranking.source.public_columns(shown.ranking)
            context["ranked_columns"] = columns
            context["ranked_rows"] = tables.rows_of_table(shown.ranking, pages, columns)
        return context

    def _choices(self) -> dict:
        """Return the choices of the standings' filters, and the results of each unit."""
        rows = listed.listed_rows(self.contest)
        rounds = listed.rounds_of(rows)
        won, ranked = winners.public_awards_by_unit(self.contest), listed.ranked_by_unit(rows)
        tally = tally_of(won, ranked)
        return {
            "has_standings": bool(rounds),
            "rounds": rounds,
            "divisions": listed.divisions_of(rows) if rounds else [],
            "units": sorted((row for row in tally if row.ranked), key=lambda row: fold(row.name)),
            "tally": tally,
        }


def _highest(awards: list[Award], rankings: list[tables.PublishedRanking]) -> dict:
    """Return the podium and the other prizes that were given by hand.

    Without a podium by hand it is that of the whole contest's ranking, else of the last round with prizes.
    """
    podium, others = split_podium(awards)
    if podium:
        return {"podium": with_posters(podium), "others": with_posters(others)}
    of_contest = [published for published in rankings if published.awards and not published.ranking.round_id]
    of_rounds = [published for published in rankings if published.awards and published.ranking.round_id]
    shown = (of_contest[:1] or of_rounds[-1:] or [None])[0]
    if shown is None:
        return {"podium": [], "others": with_posters(others)}
    podium, _others = split_podium(shown.awards)
    return {
        "podium": with_posters(podium),
        "podium_of": shown.ranking,
        "others": with_posters(others),
    }


def _moments(
    awards: list[Award], rankings: list[tables.PublishedRanking]
) -> Iterator[datetime.datetime | None]:
    """Yield when each part of the results was published."""
    yield from (award.published_at for award in awards)
    yield from (published.ranking.published_at for published in rankings)

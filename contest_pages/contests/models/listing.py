"""The list of contests: what runs, what ran, and how it is searched."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, get_page_models

from contest_pages import asked, page_cache
from contest_pages.contests.admin_forms import VietnamesePageForm
from contest_pages.contests.enums import ContestKind, Phase
from contest_pages.vietnamese import fold

from .children import ContestIndexChildMixin
from .contest import ContestPage
from .finding import unrestricted
from .form_page import Fragment

#: Features above say more on the cards of finished contests: each takes them and returns fragments by page number.
card_companions: list[Callable[[list[ContestPage]], dict[int, Fragment]]] = []


@dataclass(frozen=True)
class ContestSearch:
    """What a visitor looks for among the contests; whatever is not understood is left out."""

    words: str = ""
    kind: str = ""
    year: int | None = None
    phase: str = ""

    @classmethod
    def read(cls, query) -> ContestSearch:
        """Read the parameters of an address."""
        return cls(
            words=asked.words(query, "tim"),
            kind=query.get("loai") if query.get("loai") in ContestKind.values else "",
            year=asked.number(query, "nam"),
            phase=query.get("giai-doan") if query.get("giai-doan") in Phase.values else "",
        )

    def __bool__(self):
        return bool(self.words or self.kind or self.year or self.phase)

    def finds(self, contest: ContestPage) -> bool:
        """Say whether a contest is meant; words are compared without case and marks, each for itself."""
        text = fold(f"{contest.title} {contest.theme} {contest.summary} {contest.organiser}")
        return (
            all(word in text for word in fold(self.words).split())
            and (not self.kind or self.kind in contest.kinds)
            and (self.year is None or contest.year == self.year)
            and (not self.phase or contest.phase_now == self.phase)
        )


def add_card_notes(contests: list[ContestPage]) -> None:
    """Give each contest `notes`: what features above say of it on its card."""
    said = [companion(contests) for companion in card_companions] if contests else []
    for contest in contests:
        contest.notes = [notes[contest.pk] for notes in said if contest.pk in notes]


class ContestIndexPage(Page):
    """All contests of a site: open, running, finished."""

    base_form_class = VietnamesePageForm

    introduction = models.TextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("list of contests")
        verbose_name_plural = _("lists of contests")

    @classmethod
    def clean_subpage_models(cls):
        """Allow contests, and what the installed features put beside them."""
        return [
            model
            for model in get_page_models()
            if issubclass(model, ContestPage | ContestIndexChildMixin) and not model._meta.abstract
        ]

    def route(self, request, path_components):
        """Find the contest asked for with all it shows; visitors share what was read once."""
        if not path_components:
            return super().route(request, path_components)
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
        pages = Page.objects.live().in_menu().child_of(self).filter(unrestricted())
        return list(pages.type(*models).order_by("path")) if models else []

    def _contests(self, now: datetime.datetime) -> list[ContestPage]:
        """Return the contests that everybody may see with what their cards show, open ones first."""
        contests = ContestPage.objects.child_of(self).live().filter(unrestricted()).for_cards(now)
        add_card_notes([contest for contest in contests if contest.phase_now == Phase.FINISHED])
        return contests

    def get_context(self, request, *args, **kwargs):
        """Add the contests by phase: open ones first, finished ones last, and what may be searched for."""
        context = super().get_context(request, *args, **kwargs)
        contests = page_cache.recall(request, ("contests", self.pk), lambda: self._contests(timezone.now()))
        search = ContestSearch.read(request.GET)
        found = [contest for contest in contests if search.finds(contest)]
        context.update(
            beside=page_cache.recall(request, ("beside contests", self.pk), self._beside),
            search=search,
            found_count=len(found),
            running_contests=[c for c in found if c.phase_now != Phase.FINISHED],
            finished_contests=[c for c in found if c.phase_now == Phase.FINISHED],
            kinds=[k for k in ContestKind if any(k in contest.kinds for contest in contests)],
            years=sorted({contest.year for contest in contests if contest.year}, reverse=True),
            phases=list(Phase),
        )
        return context

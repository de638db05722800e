"""Mixins of the pages below a contest and below the list of contests."""

from __future__ import annotations

from django.apps import apps
from django.utils.functional import cached_property

from contest_pages.contests.admin_forms import VietnamesePageForm
from contest_pages.contests.page_meta import page_meta_of_child
from contest_pages.data.process_memo import memoized
from contest_pages.publishing.page_search import PlainTitleMixin
from contest_pages.vietnamese import fold

from .guarded_publishing import GuardedPublishingMixin
from .preview import PreviewMomentsMixin


def contest_title(path: str) -> str:
    """Return the title of the contest at a path of the page tree; empty for another page."""
    return memoized("contest_titles", _contest_titles).get(path, "")


def _contest_titles() -> dict[str, str]:
    """Return the titles of all contests by path, in one query: lists of pages ask for many."""
    rows = apps.get_model("contest_contests", "ContestPage").objects.values_list(
        "path", "draft_title", "title"
    )
    return {path: draft_title or title for path, draft_title, title in rows}


class ContestIndexChildMixin(PlainTitleMixin):
    """A page below the list of contests that is not a contest, such as the calendar."""

    parent_page_types = ["contest_contests.ContestIndexPage"]


class ContestChildMixin(GuardedPublishingMixin, PreviewMomentsMixin, PlainTitleMixin):
    """A page below a ContestPage, with the contest's navigation."""

    parent_page_types = ["contest_contests.ContestPage"]
    subpage_types: list[str] = []
    base_form_class = VietnamesePageForm

    usual_title = ""
    """The title under which a new contest is offered this page; empty: it is not offered."""

    usual_order = 50
    """The position of this page among those that a new contest is offered."""

    usual_for: frozenset[str] = frozenset()
    """The kinds of contests that are offered this page; empty: all. A contest without a kind is offered all."""

    takes_registrations = False
    """Whether the contest's page links to it for registering."""

    own_page_view = ""
    """The name of the address at which its contestants find the way to their own pages; empty: they have none."""

    is_results = False
    """Whether it shows who has won."""

    is_document = False
    """Whether it is an official document of the contest: plan or rules."""

    is_news = False
    """Whether the news feeds of the contest contain it."""

    is_carried_over = True
    """Whether it is copied into next year's contest."""

    listed_in_contest = False
    """Whether the page stands in the admin's list below its contest, which names the contest already."""

    def fill_as_usual(self) -> None:
        """Fill what a new page of this kind usually has, so that an editor begins with something to change; most have nothing."""

    def get_admin_display_title(self) -> str:
        """Name the contest too: every contest has a plan, and letters, tasks and the dashboard list those of all."""
        title = super().get_admin_display_title()
        contest = "" if self.listed_in_contest or not self.path else contest_title(self.path[: -self.steplen])
        return title if fold(contest) in fold(title) else f"{title} – {contest}"

    texts_of_the_year: tuple[str, ...] = ()
    """Fields whose text names the year and is the same next year but for it, besides the title."""

    def reset_for_next_year(self) -> list[str]:
        """Drop from a copy for next year what belongs to last year; return sentences for what must be decided."""
        return []

    @cached_property
    def contest(self):
        """Return the ContestPage above."""
        return apps.get_model("contest_contests", "ContestPage").objects.ancestor_of(self).get()

    def page_meta(self, request):
        """Return the page meta."""
        return page_meta_of_child(self, request)

    def get_context(self, request, *args, **kwargs):
        """Add the contest, whose menu every page below it shows."""
        context = super().get_context(request, *args, **kwargs)
        context["contest"] = self.contest
        return context

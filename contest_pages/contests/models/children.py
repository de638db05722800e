"""What every page below a contest has in common."""

from __future__ import annotations

from django.utils.functional import cached_property

from contest_pages.contests.admin_forms import VietnamesePageForm
from contest_pages.contests.telling import found_below

from .guarded import GuardedPublishingMixin
from .previewed import PreviewedMixin


class ContestIndexChildMixin:
    """A page below the list of contests that is no contest: the calendar, for one."""

    parent_page_types = ["contest_contests.ContestIndexPage"]


class ContestChildMixin(GuardedPublishingMixin, PreviewedMixin):
    """A page below a ContestPage: it knows its contest and shows the contest's navigation."""

    parent_page_types = ["contest_contests.ContestPage"]
    subpage_types: list[str] = []
    base_form_class = VietnamesePageForm

    usual_title = ""
    """The title under which a new contest is offered this page; empty: it is not offered."""

    usual_order = 50
    """Where this page stands among those that a new contest is offered."""

    usual_for: frozenset[str] = frozenset()
    """The kinds of contests that are offered this page; empty: all. A contest without a kind is offered all."""

    takes_registrations = False
    """Whether the contest's page leads here those who want to register."""

    is_document = False
    """Whether it is one of the papers that a contest stands on: its plan, its rules."""

    is_news = False
    """Whether those who subscribe to the contest's news are told when it is published."""

    is_carried_over = True
    """Whether next year's contest begins with a copy of this page."""

    def begin_anew(self) -> list[str]:
        """Drop from a copy for next year what belongs to last year; return what must be decided anew."""
        return []

    @cached_property
    def contest(self):
        """Return the ContestPage above."""
        from .contest import ContestPage  # contest.py needs this mixin's subclasses

        return ContestPage.objects.ancestor_of(self).get()

    def found(self, request):
        """Return what is told of this page elsewhere."""
        return found_below(self, request)

    def get_context(self, request, *args, **kwargs):
        """Add the contest, whose menu every page below it shows."""
        context = super().get_context(request, *args, **kwargs)
        context["contest"] = self.contest
        return context

"""Filters for lists of records."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.admin.filters import SimpleListFilter
from django.utils.translation import gettext_lazy as _

from contest_pages.contests.models import ContestPage, ContestRoundPage
from contest_pages.contests.permissions import may_work_on, within


class FoldedFilter(SimpleListFilter):
    """A filter whose choices are collapsed: there may be a hundred communes."""

    template = "contest_pages/admin/folded_filter.html"


class ContestFilter(SimpleListFilter):
    """Show the records of one contest. Django's own filter for relations needs its admin site."""

    title = _("contest")
    parameter_name = "contest"

    def lookups(self, request, model_admin):
        """Offer the contests, newest first."""
        contests = within(ContestPage.objects.originals().order_by("-pk"), request.user)
        return list(contests.values_list("pk", "title"))

    def queryset(self, request, queryset):
        """Keep the records of the chosen contest."""
        return queryset.filter(contest=self.value()) if self.value() else queryset


class RoundFilter(SimpleListFilter):
    """Show the records of one round; subclasses say which rounds are offered."""

    title = _("round")
    parameter_name = "round"

    def rounds(self) -> Iterable[ContestRoundPage]:
        """Return the rounds to offer, the latest first."""
        raise NotImplementedError

    def lookups(self, request, model_admin):
        """Offer each round with its contest."""
        return [
            (page.pk, f"{page.contest.title}: {page.title}")
            for page in self.rounds()
            if may_work_on(request.user, page)
        ]

    def queryset(self, request, queryset):
        """Keep the records of the chosen round."""
        return queryset.filter(round=self.value()) if self.value() else queryset

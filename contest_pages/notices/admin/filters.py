"""Filters and the search of the list of letters."""

from __future__ import annotations

from django.contrib.admin.filters import SimpleListFilter
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import DjangoORMSearchHandler

from contest_pages.contests.record_filters import FoldedFilter
from contest_pages.data.numbers import read_number
from contest_pages.notices.enums import NoticeState
from contest_pages.notices.kinds import kinds
from contest_pages.notices.models import RECENTLY
from contest_pages.notices.permissions import visible_to
from contest_pages.notices.queries import addressed_to, title_of, with_titles

LATE, BOUNCED, GIVEN_UP_RECENTLY = "late", "bounced", "given_up_recently"


class StateFilter(SimpleListFilter):
    """Show the letters of one state, those that no worker takes, or those that came back."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        """Offer the states, the late ones, those given up recently, and those that came back."""
        others = [
            (LATE, _("Late: should have left already")),
            (GIVEN_UP_RECENTLY, _("Given up in the last %(days)d days") % {"days": RECENTLY.days}),
            (BOUNCED, _("Came back")),
        ]
        return [*NoticeState.choices, *others]

    def queryset(self, request, queryset):
        """Keep the letters of the chosen state."""
        if self.value() == LATE:
            return queryset.late(timezone.now())
        if self.value() == GIVEN_UP_RECENTLY:
            return queryset.given_up_recently(timezone.now())
        if self.value() == BOUNCED:
            return queryset.exclude(bounced_at=None)
        return queryset.filter(state=self.value()) if self.value() else queryset


class KindFilter(FoldedFilter):
    """Show the letters of one kind."""

    title = _("kind of letter")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        """Offer the kinds in the order of their names."""
        return sorted(((kind.key, str(kind.name)) for kind in kinds()), key=lambda choice: choice[1])

    def queryset(self, request, queryset):
        """Keep the letters of the chosen kind."""
        return queryset.filter(kind=self.value()) if self.value() else queryset


class MailingFilter(FoldedFilter):
    """Show the letters of one mailing, to which the mailing's own screen leads."""

    title = _("mailing")
    parameter_name = "mailing"

    def lookups(self, request, model_admin):
        """Offer the mailing that is shown, by the title of its letters."""
        if (chosen := read_number(request.GET.get(self.parameter_name))) is None:
            return []
        letter = with_titles(visible_to(request.user).filter(ids__mailing=chosen)).first()
        return [(str(chosen), title_of(letter) if letter else str(chosen))]

    def queryset(self, request, queryset):
        """Keep the letters of the chosen mailing."""
        return queryset.filter(ids__mailing=int(self.value())) if self.value() else queryset


class RecipientSearchHandler(DjangoORMSearchHandler):
    """Finds the letters to a recipient by its code or name, never by an address."""

    def search_queryset(self, queryset, search_term, **kwargs):
        """Keep the letters to recipients that the words name."""
        typed = (search_term or "").strip()
        return queryset.filter(addressed_to(typed)) if typed else queryset

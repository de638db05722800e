"""Winners as recipients of mailings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from contest_pages.contests.models import Prize
from contest_pages.notices.audiences import ALL, NAMES, About, AudienceFilters, Placeholder
from contest_pages.registrations.audiences import contestant_audience
from contest_pages.registrations.models import Registration

from .models import Award


class WinnerFilters(AudienceFilters):
    """The prize that was won."""

    prize = forms.ChoiceField(label=_("Prize"), required=False)

    def choices(self) -> dict[str, list[tuple[Any, Any]]]:
        """Offer the prizes of the contest."""
        prizes = Prize.objects.filter(contest=self.contest).order_by("sort_order", "pk")
        return {"prize": [ALL, *((str(prize.pk), str(prize)) for prize in prizes)]}


def _awards(about: About) -> QuerySet:
    awards = Award.objects.effective().filter(contest=about.contest).order_by()
    return awards.filter(prize=about.filters["prize"]) if about.filters.get("prize") else awards


def _winners(about: About) -> QuerySet:
    awards, condition = _awards(about), Q(pk__in=[])
    for path in ("registration", "entry__registration", "member__registration"):
        condition |= Q(pk__in=awards.filter(**{f"{path}__isnull": False}).values(path))
    return Registration.objects.filter(condition, contest=about.contest)


def _prizes(registration: Registration, about: About) -> str:
    mine = (
        Q(registration=registration)
        | Q(entry__registration=registration)
        | Q(member__registration=registration)
    )
    awards = _awards(about).filter(mine).select_related("prize").in_order()
    return ", ".join(dict.fromkeys(str(award.prize) for award in awards))


WINNERS = contestant_audience(
    "winners",
    _("Winners of published prizes"),
    rows=_winners,
    form=WinnerFilters,
    placeholders={"prizes": Placeholder(NAMES["prizes"], _prizes)},
)

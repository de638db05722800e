"""Units as recipients of mailings: the contacts who keep their rosters, and the units' own offices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contest_pages.notices.audiences import ALL, NAMES, About, Audience, AudienceFilters, Placeholder
from contest_pages.registrations.audiences import contestant_audience
from contest_pages.registrations.enums import RegistrationKind
from contest_pages.registrations.models import ContestRegistrationPage, Registration
from contest_pages.units.models import Unit
from contest_pages.vietnamese import closing_moment

from .enums import QuotaState
from .queries.quotas import quota_table

_WITH, _WITHOUT = "with", "without"


class RosterFilters(AudienceFilters):
    """A form, and the state of the units' counts."""

    form = forms.ChoiceField(label=_("Registration form"))
    state = forms.ChoiceField(
        label=_("Contestants of the unit"), choices=[ALL, *QuotaState.choices], required=False
    )

    def choices(self) -> dict[str, list[tuple[Any, Any]]]:
        """Offer the forms of the contest."""
        pages = ContestRegistrationPage.objects.child_of(self.contest).order_by("path")
        return {"form": [(str(pk), title) for pk, title in pages.values_list("pk", "title")]}


class UnitFilters(RosterFilters):
    """The same, and whether the unit has a contact."""

    contact = forms.ChoiceField(
        label=_("Contact of the unit"),
        choices=[ALL, (_WITHOUT, _("Nobody has registered yet")), (_WITH, _("Has registered"))],
        required=False,
    )


def _page(about: About) -> ContestRegistrationPage | None:
    pages = ContestRegistrationPage.objects.child_of(about.contest)
    return pages.filter(pk=about.filters.get("form") or None).first()


def _rows(about: About):
    page = _page(about)
    if page is None:
        return []
    return quota_table(page, timezone.localdate()).rows_in(about.filters.get("state", ""))


def _contacts(about: About) -> QuerySet:
    rosters = Registration.objects.filter(
        contest=about.contest, page=about.filters.get("form") or None, kind=RegistrationKind.ROSTER
    )
    return (
        rosters.filter(unit__in=[row.pk for row in _rows(about)]) if about.filters.get("state") else rosters
    )


def _offices(about: About) -> QuerySet:
    contact = about.filters.get("contact", "")
    wanted = [row.pk for row in _rows(about) if not contact or bool(row.roster_pk) == (contact == _WITH)]
    return Unit.objects.filter(pk__in=wanted)


def _deadline(recipient, about: About) -> str:
    page = _page(about)
    closes_at = page.closing() if page is not None else None
    return closing_moment(closes_at) if closes_at else ""


def _address(recipient, about: About) -> str:
    page = _page(about)
    return page.full_url or "" if page is not None else ""


_OF_FORM = {
    "deadline": Placeholder(NAMES["deadline"], _deadline, is_personal=False),
    "form": Placeholder(NAMES["form"], _address, is_personal=False),
}

CONTACTS = contestant_audience(
    "rosters", _("Contacts of units"), rows=_contacts, form=RosterFilters, placeholders=_OF_FORM
)
OFFICES = Audience(
    "units",
    _("Units, at their official e-mail"),
    rows=_offices,
    form=UnitFilters,
    placeholders={"name": Placeholder(NAMES["name"], lambda unit, about: unit.name), **_OF_FORM},
)

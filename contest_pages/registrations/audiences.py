"""Contestants as recipients of mailings, and what all audiences of contestants have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from contest_pages.notices.audiences import ALL, NAMES, About, Audience, AudienceFilters, Placeholder
from contest_pages.privacy.models import ConsentPurpose
from contest_pages.units.models import Unit

from .enums import RegistrationKind, RegistrationStatus
from .letters import personal_link
from .models import ConsentRecord, ContestRegistrationPage, Registration
from .queries.registered import registered_in


def consenting(rows: QuerySet, purpose: str) -> QuerySet:
    """Return the registrations whose latest answer about a purpose is a yes."""
    answers = ConsentRecord.objects.filter(registration=OuterRef("pk"), key=purpose).order_by("-at", "-pk")
    return rows.annotate(purpose_agreed=Subquery(answers.values("given")[:1])).filter(purpose_agreed=True)


def free_purposes(contest) -> list[tuple[str, str]]:
    """Return (key, words) of the purposes that registrants of a contest may agree to or not."""
    notices = ContestRegistrationPage.objects.child_of(contest).values("consent_notice")
    purposes = ConsentPurpose.objects.filter(notice__in=notices, required=False)
    return [(purpose.key, purpose.text) for purpose in purposes.order_by("notice", "sort_order")]


def names_of(registration: Registration, about: About | None = None) -> str:
    """Return whom a letter greets: the team's or all people's names."""
    return registration.team_name or ", ".join(
        member.full_name for member in registration.members.all() if member.full_name
    )


def contestant_audience(
    key: str,
    name,
    *,
    rows: Callable[[About], QuerySet],
    form: type[AudienceFilters],
    placeholders: Mapping[str, Placeholder] | None = None,
) -> Audience:
    """Return an audience of registrations: of those in `rows` the valid ones, by the consent of each."""
    return Audience(
        key,
        name,
        rows=lambda about: rows(about) & registered_in(about.contest),
        form=form,
        placeholders={
            "name": Placeholder(NAMES["name"], names_of),
            "code": Placeholder(NAMES["code"], lambda registration, about: registration.code),
            "link": Placeholder(NAMES["link"], lambda registration, about: personal_link(registration)),
            **(placeholders or {}),
        },
        has_phones=True,
        reachable=Q(email_bounced_at=None),
        is_wanted=lambda registration: (
            registration.status == RegistrationStatus.ACTIVE and registration.erased_at is None
        ),
        purposes=free_purposes,
        consenting=consenting,
    )


class ContestantFilters(AudienceFilters):
    """The filters of contestants."""

    form = forms.ChoiceField(label=_("Registration form"), required=False)
    kind = forms.ChoiceField(label=_("Kind of registration"), required=False)
    division = forms.ChoiceField(label=_("Division"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def choices(self) -> dict[str, list[tuple[Any, Any]]]:
        """Offer the forms of the contest, and the divisions and units that its registrations name."""
        registered = registered_in(self.contest)
        divisions = registered.exclude(division="").order_by("division").values_list("division", flat=True)
        units = Unit.objects.filter(pk__in=registered.order_by().values("unit"))
        pages = ContestRegistrationPage.objects.child_of(self.contest)
        return {
            "form": [ALL, *((str(pk), title) for pk, title in pages.values_list("pk", "title"))],
            "kind": [ALL, *(choice for choice in RegistrationKind.choices if choice[0] != "roster")],
            "division": [ALL, *((name, name) for name in divisions.distinct())],
            "unit": [ALL, *((str(pk), name) for pk, name in units.values_list("pk", "name"))],
        }


def _contestants(about: About) -> QuerySet:
    names = {"form": "page", "kind": "kind", "division": "division", "unit": "unit"}
    chosen = {names[name]: value for name, value in about.filters.items() if value and name in names}
    return Registration.objects.contestants().filter(contest=about.contest, **chosen)


CONTESTANTS = contestant_audience(
    "registrations", _("Contestants"), rows=_contestants, form=ContestantFilters
)

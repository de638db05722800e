"""Contestants as recipients of mailings, chosen by what became of their entries."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from contest_pages.notices.audiences import ALL, NAMES, About, AudienceFilters, Placeholder
from contest_pages.registrations.audiences import contestant_audience
from contest_pages.registrations.models import Registration
from contest_pages.vietnamese import closing_moment

from .enums import EntryState
from .models import Entry, EntryRoundPage

#: The choices of a filter → the condition of the entries; of contestants without an entry there is none.
NO_ENTRY = "none"
_STATES = {
    "draft_video": (_("Video uploaded, not handed in"), Q(state=EntryState.DRAFT, video__isnull=False)),
    "draft": (_("Begun, without a video"), Q(state=EntryState.DRAFT, video=None)),
    "handed_in": (
        _("Handed in, not decided yet"),
        Q(state__in=[EntryState.CHECKING, EntryState.SUBMITTED]),
    ),
    "failed": (_("Video breaks the rules"), Q(state=EntryState.FAILED)),
    "changes": (_("Changes asked for"), Q(state=EntryState.CHANGES_ASKED)),
    "accepted": (_("Accepted"), Q(state=EntryState.ACCEPTED)),
    "rejected": (_("Rejected"), Q(state=EntryState.REJECTED)),
}


class EntryFilters(AudienceFilters):
    """The filters of contestants by their entries."""

    round = forms.ChoiceField(label=_("Round"), required=False)
    states = forms.MultipleChoiceField(
        label=_("State of the entry"),
        choices=[
            *((key, label) for key, (label, _condition) in _STATES.items()),
            (NO_ENTRY, _("No entry yet")),
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one state.")},
    )

    def choices(self) -> dict[str, list[tuple[Any, Any]]]:
        """Offer the rounds of the contest that take entries."""
        rounds = _rounds(self.contest).values_list("pk", "title")
        return {"round": [ALL, *((str(pk), title) for pk, title in rounds)]}


def _rounds(contest) -> QuerySet:
    return EntryRoundPage.objects.child_of(contest).order_by("path")


def _entries(about: About) -> QuerySet:
    condition = Q(pk__in=[])
    for key in about.filters.get("states", ()):
        if key in _STATES:
            condition |= _STATES[key][1]
    return _of_round(about).filter(condition)


def _of_round(about: About) -> QuerySet:
    entries = Entry.objects.filter(contest=about.contest)
    return entries.filter(round=about.filters["round"]) if about.filters.get("round") else entries


def _contestants(about: About) -> QuerySet:
    states = set(about.filters.get("states", ()))
    condition = Q(Exists(_entries(about).filter(registration=OuterRef("pk")))) if states - {NO_ENTRY} else Q()
    if NO_ENTRY in states:
        counted = _of_round(about).counted().filter(registration=OuterRef("pk"))
        condition |= ~Exists(counted)
    found = Registration.objects.contestants().filter(condition, contest=about.contest)
    if about.filters.get("round"):
        found = found.filter(Q(for_round=None) | Q(for_round=about.filters["round"]))
    return found


def _codes(registration: Registration, about: About) -> str:
    entries = _entries(about).filter(registration=registration, number__isnull=False).order_by("number")
    return ", ".join(entry.code for entry in entries)


def _deadline(registration: Registration, about: About) -> str:
    """Return when the chosen round closes, or the only one."""
    rounds = list(_rounds(about.contest))
    chosen = [page for page in rounds if str(page.pk) == about.filters.get("round")] or rounds
    closes_at = chosen[0].closes_at if len(chosen) == 1 else None
    return closing_moment(closes_at) if closes_at else ""


ENTRANTS = contestant_audience(
    "entries",
    _("Contestants by the state of their entries"),
    rows=_contestants,
    form=EntryFilters,
    placeholders={
        "entries": Placeholder(NAMES["entries"], _codes),
        "deadline": Placeholder(NAMES["deadline"], _deadline, is_personal=False),
    },
)

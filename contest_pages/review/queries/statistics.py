"""Statistics of a round's review: works by unit and by result, decisions by moderator, step and day.

Works and decisions are different units: a work passes several steps, before one or more moderators, and an appeal
brings it back. `by_result` has both, so that each sum of the page can be found in another table of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.contrib.auth import get_user_model
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry, EntryRoundPage
from contest_pages.review.enums import VOTES, Decision
from contest_pages.review.models import Review
from contest_pages.vietnamese import person_name

_WAITING = (EntryState.SUBMITTED, EntryState.CHANGES_ASKED)
_NOT_ACCEPTED = (EntryState.REJECTED, EntryState.DISQUALIFIED)


@dataclass(frozen=True)
class Bar:
    """A row of a chart: accepted and rejected, and their shares of the longest row in percent.

    `waiting` are works without a result, `works` the works that decisions are about; None where they are not counted.
    """

    label: str
    accepted: int
    rejected: int
    waiting: int | None = None
    works: int | None = None
    accepted_percent: float = 0
    rejected_percent: float = 0

    @property
    def total(self) -> int:
        """Return accepted and rejected together."""
        return self.accepted + self.rejected


@dataclass(frozen=True)
class Chart:
    """Rows of one unit; `caption` says what a number counts, `head` what a row is."""

    title: str
    caption: str
    head: str
    bars: list[Bar]

    @property
    def has_waiting(self) -> bool:
        """Return whether the rows count works without a result."""
        return any(bar.waiting is not None for bar in self.bars)

    @property
    def has_works(self) -> bool:
        """Return whether the rows count works beside decisions."""
        return any(bar.works is not None for bar in self.bars)

    @property
    def total(self) -> Bar:
        """Return the sum of all rows."""
        return Bar(
            _("Total"),
            sum(bar.accepted for bar in self.bars),
            sum(bar.rejected for bar in self.bars),
            sum(bar.waiting or 0 for bar in self.bars) if self.has_waiting else None,
            sum(bar.works or 0 for bar in self.bars) if self.has_works else None,
        )


def charts_of(round_page: EntryRoundPage) -> list[Chart]:
    """Return all charts of a round: works first, then decisions."""
    decisions = _(
        "Each decision that was not taken back counts once. A work has one at every step, and as many as the step has moderators."
    )
    return [
        Chart(
            _("Works by unit"),
            _("Each work counts once, by its result at this moment. Disqualified works count as rejected."),
            _("Unit"),
            _scaled(by_unit(round_page)),
        ),
        Chart(
            _("From decisions to results"),
            _(
                "The works of each result at this moment, and the decisions about them. A work may have several."
            ),
            _("Result of the work"),
            _scaled(by_result(round_page)),
        ),
        Chart(_("Decisions by moderator"), decisions, _("Moderator"), _scaled(by_moderator(round_page))),
        Chart(_("Decisions by step"), decisions, _("Step of the review"), _scaled(by_step(round_page))),
        Chart(_("Decisions by day"), decisions, _("Day"), _scaled(by_day(round_page))),
    ]


def _scaled(bars: Iterable[Bar]) -> list[Bar]:
    bars = list(bars)
    longest = max((bar.total for bar in bars), default=0) or 1
    return [
        replace(
            bar,
            accepted_percent=round(bar.accepted * 100 / longest, 2),
            rejected_percent=round(bar.rejected * 100 / longest, 2),
        )
        for bar in bars
    ]


_VOTED = {
    "accepted": Count("pk", filter=Q(decision=Decision.ACCEPT)),
    "rejected": Count("pk", filter=Q(decision=Decision.REJECT)),
}


def _votes(round_page: EntryRoundPage) -> QuerySet[Review]:
    return Review.objects.effective().filter(round=round_page, decision__in=VOTES).order_by()


def by_moderator(round_page: EntryRoundPage) -> list[Bar]:
    """Return the number of decisions of each moderator, the highest first."""
    rows = _votes(round_page).values("moderator").annotate(**_VOTED)
    counts = {row.pop("moderator"): row for row in rows}
    people = get_user_model().objects.in_bulk(counts)
    bars = [Bar(person_name(people[pk]), **row) for pk, row in counts.items()]
    return sorted(bars, key=lambda bar: (-bar.total, bar.label))


def by_step(round_page: EntryRoundPage) -> list[Bar]:
    """Return the number of decisions at each step, in the steps' order."""
    rows = _votes(round_page).values("step__name", "step__sort_order", "step").annotate(**_VOTED)
    return [
        Bar(row["step__name"], row["accepted"], row["rejected"])
        for row in rows.order_by("step__sort_order", "step")
    ]


def by_day(round_page: EntryRoundPage) -> list[Bar]:
    """Return the number of decisions of each day."""
    rows = _votes(round_page).annotate(day=TruncDate("decided_at")).values("day").annotate(**_VOTED)
    return [Bar(f"{row['day']:%d/%m/%Y}", row["accepted"], row["rejected"]) for row in rows.order_by("day")]


def by_result(round_page: EntryRoundPage) -> list[Bar]:
    """Return, for each state that works are in, their number and that of the decisions about them.

    Works in other states than those of the review count where decisions about them are on record: withdrawn later, or
    with a new video that is being checked.
    """
    votes = {
        row.pop("entry__state"): row
        for row in _votes(round_page)
        .values("entry__state")
        .annotate(**_VOTED, decided=Count("entry", distinct=True))
    }
    works = dict(
        Entry.objects.filter(round=round_page, state__in=[*_WAITING, EntryState.ACCEPTED, *_NOT_ACCEPTED])
        .values_list("state")
        .annotate(Count("pk"))
        .order_by()
    )
    bars = []
    for state in EntryState:
        row = votes.get(state, {"accepted": 0, "rejected": 0, "decided": 0})
        if number := works.get(state, row["decided"]):
            bars.append(Bar(str(state.label), row["accepted"], row["rejected"], works=number))
    return bars


def by_unit(round_page: EntryRoundPage) -> list[Bar]:
    """Return the numbers of accepted, rejected and waiting works of each unit, in the units' order."""
    rows = (
        Entry.objects.filter(round=round_page, state__in=[*_WAITING, EntryState.ACCEPTED, *_NOT_ACCEPTED])
        .values("unit__name", "unit__path")
        .annotate(
            accepted=Count("pk", filter=Q(state=EntryState.ACCEPTED)),
            rejected=Count("pk", filter=Q(state__in=_NOT_ACCEPTED)),
            waiting=Count("pk", filter=Q(state__in=_WAITING)),
        )
        .order_by(F("unit__path").asc(nulls_last=True))
    )
    return [
        Bar(row["unit__name"] or _("Without a unit"), row["accepted"], row["rejected"], row["waiting"])
        for row in rows
    ]

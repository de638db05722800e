"""Statistics of a round's review by moderator, unit and day."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry, EntryRoundPage
from contest_pages.review.enums import VOTES, Decision
from contest_pages.review.models import Review
from contest_pages.review.staff import staff_name


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: accepted and rejected, and their shares of the longest bar in percent."""

    label: str
    accepted: int
    rejected: int
    accepted_percent: float = 0
    rejected_percent: float = 0

    @property
    def total(self) -> int:
        """Return both together."""
        return self.accepted + self.rejected


def _scaled(bars: list[Bar]) -> list[Bar]:
    longest = max((bar.total for bar in bars), default=0) or 1
    return [
        Bar(
            bar.label,
            bar.accepted,
            bar.rejected,
            round(bar.accepted * 100 / longest, 2),
            round(bar.rejected * 100 / longest, 2),
        )
        for bar in bars
    ]


_VOTED = {
    "accepted": Count("pk", filter=Q(decision=Decision.ACCEPT)),
    "rejected": Count("pk", filter=Q(decision=Decision.REJECT)),
}


def by_moderator(round_page: EntryRoundPage) -> list[Bar]:
    """Return the number of decisions of each moderator, the highest first."""
    votes = Review.objects.effective().filter(round=round_page, decision__in=VOTES)
    counts = {row.pop("moderator"): row for row in votes.values("moderator").annotate(**_VOTED).order_by()}
    people = get_user_model().objects.in_bulk(counts)
    bars = [Bar(staff_name(people[pk]), **row) for pk, row in counts.items()]
    return _scaled(sorted(bars, key=lambda bar: (-bar.total, bar.label)))


def by_day(round_page: EntryRoundPage) -> list[Bar]:
    """Return the number of decisions of each day."""
    votes = Review.objects.effective().filter(round=round_page, decision__in=VOTES)
    rows = votes.annotate(day=TruncDate("decided_at")).values("day").annotate(**_VOTED).order_by("day")
    return _scaled([Bar(f"{row['day']:%d/%m/%Y}", row["accepted"], row["rejected"]) for row in rows])


def by_unit(round_page: EntryRoundPage) -> list[Bar]:
    """Return the numbers of accepted and rejected works of each unit, in the units' order."""
    rows = (
        Entry.objects.filter(round=round_page)
        .values("unit__name", "unit__path")
        .annotate(
            accepted=Count("pk", filter=Q(state=EntryState.ACCEPTED)),
            rejected=Count("pk", filter=Q(state__in=[EntryState.REJECTED, EntryState.DISQUALIFIED])),
        )
        .order_by(F("unit__path").asc(nulls_last=True))
    )
    return _scaled(
        [
            Bar(row["unit__name"] or _("Without a unit"), row["accepted"], row["rejected"])
            for row in rows
            if row["accepted"] or row["rejected"]
        ]
    )

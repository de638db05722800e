"""The content of the minutes of a preliminary review (biên bản sơ loại)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Prefetch

from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry, EntryRoundPage
from contest_pages.review.enums import UNDECIDED, VOTES
from contest_pages.review.models import Review, ReviewChain, ReviewStep
from contest_pages.vietnamese import person_name

from .contestant import reasons_of


@dataclass(frozen=True)
class Line:
    """A work in the minutes."""

    code: str
    title: str
    author: str
    unit: str
    reason: str = ""


@dataclass(frozen=True)
class Minutes:
    """The content of the minutes of a round, as plain words and numbers."""

    round: EntryRoundPage
    counts: dict[str, int]
    accepted: list[Line]
    rejected: list[Line]
    disqualified: list[Line]
    steps: list[ReviewStep]
    moderators: list[str]
    begun: datetime.datetime | None
    ended: datetime.datetime | None
    records: int
    last_hash: str
    closed_at: datetime.datetime | None

    @property
    def undecided(self) -> int:
        """Return the number of undecided works."""
        return sum(self.counts.get(state, 0) for state in UNDECIDED)

    @property
    def received(self) -> int:
        """Return the number of reviewed works."""
        return len(self.accepted) + len(self.rejected) + len(self.disqualified) + self.undecided


def minutes_of(round_page: EntryRoundPage) -> Minutes:
    """Return the minutes of a round, in a fixed number of queries for any number of works."""
    entries = list(
        Entry.objects.filter(round=round_page)
        .handed_in()
        .with_author()
        .prefetch_related(
            Prefetch("reviews", Review.objects.effective().select_related("moderator").order_by("place"))
        )
        .order_by("number")
    )
    records = [review for entry in entries for review in entry.reviews.all()]
    counts: dict[str, int] = {}
    for entry in entries:
        counts[entry.state] = counts.get(entry.state, 0) + 1
    chain = ReviewChain.objects.filter(round=round_page).first()
    return Minutes(
        round=round_page,
        counts=counts,
        accepted=[_line(entry) for entry in entries if entry.state == EntryState.ACCEPTED],
        rejected=[_line(entry) for entry in entries if entry.state == EntryState.REJECTED],
        disqualified=[_line(entry) for entry in entries if entry.state == EntryState.DISQUALIFIED],
        steps=list(ReviewStep.objects.filter(plan__round=round_page).select_related("group")),
        moderators=sorted({person_name(r.moderator) for r in records if r.decision in VOTES}),
        begun=min((review.decided_at for review in records), default=None),
        ended=max((review.decided_at for review in records), default=None),
        records=chain.length if chain else 0,
        last_hash=chain.last_hash if chain else "",
        closed_at=round_page.list_closed_at,
    )


def _line(entry: Entry) -> Line:
    reasons = []
    for review in reasons_of(entry, list(entry.reviews.all())):
        if entry.state != EntryState.ACCEPTED:
            reasons.append(review.full_reason)
    return Line(
        code=entry.code,
        title=entry.title,
        author=entry.office_author,
        unit=entry.unit.name if entry.unit else "",
        reason="; ".join(reasons),
    )

"""The record of a round: appended under a lock, verified from the first row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from contest_pages.data.hash_chain import GENESIS_HASH, first_broken, record_hash
from contest_pages.entries.models import Entry
from contest_pages.review.enums import EXPLAINS
from contest_pages.review.models import Review, ReviewChain

_ROWS_AT_ONCE = 1000


def chain_of(round_id: int) -> ReviewChain:
    """Return the chain of a round's record, created empty if there is none."""
    return ReviewChain.objects.get_or_create(round_id=round_id, defaults={"last_hash": GENESIS_HASH})[0]


def append(entry: Entry, **fields: Any) -> Review:
    """Append one decision about a locked entry to its round's record, in the caller's transaction.

    The chain is locked after the entry, always in this order.
    """
    chain = ReviewChain.objects.select_for_update().filter(round_id=entry.round_id).first()
    if chain is None:
        chain_of(entry.round_id)
        chain = ReviewChain.objects.select_for_update().get(round_id=entry.round_id)
    review = Review(
        round_id=entry.round_id,
        place=chain.length + 1,
        entry=entry,
        revision=entry.revision,
        video_sha256=entry.video.sha256 if entry.video else "",
        previous_hash=chain.last_hash,
        **fields,
    )
    review.step_name = review.step.name
    review.record_hash = record_hash(review.previous_hash, review.content)
    review.save()
    chain.length, chain.last_hash = review.place, review.record_hash
    chain.save(update_fields=["length", "last_hash"])
    return review


@dataclass(frozen=True)
class Verified:
    """The result of verifying a round's record. `broken` is the first place that does not match."""

    round_id: int
    length: int
    last_hash: str
    broken: int | None
    problems: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Return whether the record is sound."""
        return self.broken is None and not self.problems


def verify(round_id: int) -> Verified:
    """Recompute a round's chain, and compare the states of its entries with the decisions on record."""
    chain = chain_of(round_id)
    records = (
        (review.place, review.previous_hash, review.record_hash, review.content)
        for review in Review.objects.filter(round_id=round_id)
        .order_by("place")
        .iterator(chunk_size=_ROWS_AT_ONCE)
    )
    broken = first_broken(records)
    problems = []
    if broken is None:
        last = Review.objects.filter(round_id=round_id).order_by("place").last()
        found = (last.place, last.record_hash) if last else (0, GENESIS_HASH)
        if found != (chain.length, chain.last_hash):
            broken = found[0] + 1
            problems.append(
                _("Records are missing at the end: %(found)d are there, %(expected)d were made.")
                % {"found": found[0], "expected": chain.length}
            )
    for state, decision in EXPLAINS.items():
        decided = Review.objects.effective().filter(round_id=round_id, decision=decision)
        for entry in Entry.objects.filter(round_id=round_id, state=state).exclude(
            pk__in=decided.values("entry")
        )[:20]:
            problems.append(
                _("%(entry)s is “%(state)s” without a decision on record.")
                % {"entry": entry.code, "state": state.label}
            )
    return Verified(round_id, chain.length, chain.last_hash, broken, tuple(problems))

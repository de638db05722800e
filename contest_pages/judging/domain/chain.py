"""The record of a judged round: sheets are appended under a lock, and verified from the first one."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from contest_pages.data.hash_chain import GENESIS_HASH, first_broken, record_hash
from contest_pages.judging.logic.points import total_of
from contest_pages.judging.logic.rules import rules_digest
from contest_pages.judging.models import Score, ScoreSheet, SheetChain

_AT_ONCE = 1000


def lock_chain(round_id: int) -> SheetChain:
    """Lock and return the end of a round's record, created empty if there is none.

    All changes of sheets, candidates and plans of a round take this lock first, so that they run one after another.
    """
    chain = SheetChain.objects.select_for_update().filter(round_id=round_id).first()
    if chain is None:
        SheetChain.objects.get_or_create(round_id=round_id, defaults={"last_hash": GENESIS_HASH})
        chain = SheetChain.objects.select_for_update().get(round_id=round_id)
    return chain


def append(chain: SheetChain, sheet: ScoreSheet, *, now: datetime.datetime) -> ScoreSheet:
    """Give a new record its place in the locked chain, and save it with its scores. A record before it is live no longer."""
    sheet.round_id = chain.round_id
    sheet.place = chain.length + 1
    sheet.sealed_at = now
    sheet.previous_hash = chain.last_hash
    sheet.record_hash = record_hash(sheet.previous_hash, sheet.content)
    if sheet.supersedes is not None:
        ScoreSheet.objects.filter(pk=sheet.supersedes.pk).update(is_live=False)
        sheet.supersedes.is_live = False
    sheet.save(force_insert=True)
    Score.objects.bulk_create(
        Score(
            sheet=sheet,
            criterion_key=criterion.key,
            points=sheet.points[criterion.key],
            most=criterion.most,
            step=criterion.step,
        )
        for criterion in sheet.plan.judging_rules.criteria
        if criterion.key in sheet.points
    )
    chain.length, chain.last_hash = sheet.place, sheet.record_hash
    chain.save(update_fields=["length", "last_hash"])
    return sheet


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
        """Say whether every record is as it was sealed."""
        return self.broken is None and not self.problems


def verify(round_id: int) -> Verified:
    """Compute a round's chain again, and what follows from it: which sheets are live, their totals, their scores."""
    chain = SheetChain.objects.filter(round_id=round_id).first()
    length, last_hash = (chain.length, chain.last_hash) if chain else (0, GENESIS_HASH)
    sheets = list(
        ScoreSheet.objects.filter(round_id=round_id)
        .select_related("candidate", "seat", "plan", "supersedes")
        .prefetch_related("scores")
        .order_by("place")
    )
    records: Iterator[tuple[int, str, str, dict[str, Any]]] = (
        (sheet.place, sheet.previous_hash, sheet.record_hash, sheet.content) for sheet in sheets
    )
    broken = first_broken(records)
    problems = []
    found = (sheets[-1].place, sheets[-1].record_hash) if sheets else (0, GENESIS_HASH)
    if broken is None and found != (length, last_hash):
        broken = found[0] + 1
        problems.append(
            _("Records are missing at the end: %(found)d are there, %(expected)d were made.")
            % {"found": found[0], "expected": length}
        )
    superseded = {sheet.supersedes_id for sheet in sheets}
    for sheet in sheets:
        words = {"place": sheet.place}
        if rules_digest(sheet.plan.rules) != sheet.plan.digest:
            problems.append(_("Record %(place)d: its plan of judging was changed.") % words)
        if sheet.kind != "sheet":
            continue
        if sheet.is_live != (sheet.pk not in superseded):
            problems.append(_("Record %(place)d does not count as the records after it say.") % words)
        if sheet.total != total_of(sheet.points, sheet.plan.judging_rules.criteria):
            problems.append(_("Record %(place)d: the total is not the sum of its points.") % words)
        if {score.criterion_key: score.points for score in sheet.scores.all()} != sheet.points:
            problems.append(_("Record %(place)d: the single points differ from the record.") % words)
    return Verified(round_id, length, last_hash, broken, tuple(problems))

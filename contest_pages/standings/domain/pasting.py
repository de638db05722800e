"""Standings that the organisers paste from their table, for works and for teams on stage."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.contests.models import ContestPage, ContestRoundPage
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.registrations.models import Registration
from contest_pages.standings.enums import Step
from contest_pages.standings.errors import RankingRefused
from contest_pages.standings.logic.pasting import contradiction, read_lines
from contest_pages.standings.models import RankedRow, Ranking, Subject
from contest_pages.standings.pasted import PASTED

from .ranking import clear, locked, next_number, record_step, seal_rows, under_way


@dataclass
class Reading:
    """The result of reading pasted text: unsaved rows, and a sentence for each problem; any problem refuses the paste."""

    rows: list[RankedRow] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_standings(*, contest: ContestPage, round_page: ContestRoundPage, text: str) -> Reading:
    """Read lines of number (TP-0007) or registration code, rank and points, separated by tabs or semicolons.

    A work must have passed the preliminary review and a registration be active, both of this contest; no code
    may repeat. Work numbers are per round: they refer to works of this round where it has any. Ranks must not
    contradict points.
    """
    works = _works(contest, round_page)
    people = {row.code.upper(): row for row in Registration.objects.contestants().filter(contest=contest)}
    read = read_lines(text, works.keys() | people.keys())
    rows = []
    for line in read.lines:
        entry = works.get(line.code)
        registration = entry.registration if entry is not None else people[line.code]
        rows.append(
            RankedRow(
                entry=entry,
                registration=registration,
                unit_id=entry.unit_id if entry is not None else registration.unit_id,
                code=line.code,
                division=registration.division,
                score=line.score,
                rank=line.rank,
            )
        )
    problems = read.problems
    if not problems:
        problem = contradiction((row.code, row.rank, row.score, row.division) for row in rows)
        problems = [problem] if problem else [] if rows else [_("There is no line to take.")]
    return Reading(sorted(rows, key=lambda row: row.rank), problems)


def _works(contest: ContestPage, round_page: ContestRoundPage) -> dict[str, Entry]:
    """Return the works that may be ranked, by code; ambiguous codes, of works in two rounds, are left out."""
    states = [EntryState.ACCEPTED, EntryState.DISQUALIFIED]
    entries = Entry.objects.filter(contest=contest, state__in=states).select_related("registration")
    own = [entry for entry in entries if entry.round_id == round_page.pk]
    candidates = own or list(entries)
    times = Counter(entry.code for entry in candidates)
    return {entry.code: entry for entry in candidates if times[entry.code] == 1}


@transaction.atomic
def paste_standings(
    *, round_page: ContestRoundPage, text: str, actor, now: datetime.datetime
) -> tuple[Ranking | None, list[str]]:
    """Create the round's next ranking from pasted lines, unpublished. Returns it, or the problems of the lines.

    An earlier unpublished paste is replaced. Raises RankingRefused for a round that is ranked by its submissions.
    """
    subject = locked(Subject.of_round(round_page))
    if subject.source is not PASTED:
        raise RankingRefused(_("This round is ranked by what was handed in; nothing is pasted for it."))
    reading = read_standings(contest=subject.contest, round_page=subject.round or round_page, text=text)
    if reading.problems:
        return None, reading.problems
    ranking = Ranking.objects.filter(subject.rankings, published_at=None).first()
    if ranking is None:
        ranking = Ranking.objects.create(
            contest=subject.contest,
            round=subject.round,
            basis=subject.basis,
            number=next_number(subject),
            rules_revision=subject.page.live_revision_id,
            frozen_at=now,
        )
    clear(ranking)
    for row in reading.rows:
        row.ranking = ranking
    RankedRow.objects.bulk_create(reading.rows, batch_size=1000)
    ranking.ranked_at = now
    ranking.save(update_fields=["ranked_at"])
    seal_rows(ranking)
    record_step(ranking, Step.PASTE, actor, now, _("%(count)d lines.") % {"count": len(reading.rows)})
    audit.record(
        "contest.paste_standings", subject.page, actor=actor, ranking=ranking.number, rows=len(reading.rows)
    )
    return ranking, []


@transaction.atomic
def discard_pasted(*, round_page: ContestRoundPage, actor) -> None:
    """Delete the unpublished pasted ranking of a round. Raises RankingRefused where there is none."""
    subject = Subject.of_round(round_page)
    ranking = under_way(subject)
    if ranking.basis != PASTED.basis:
        raise RankingRefused(_("This round is ranked by what was handed in; nothing is pasted for it."))
    clear(ranking)
    ranking.steps.all().delete()
    number = ranking.number
    ranking.delete()
    audit.record("contest.discard_standings", subject.page, actor=actor, ranking=number)

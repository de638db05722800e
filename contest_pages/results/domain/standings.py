"""Standings that the organisers paste from their table, for works and for teams on stage."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages.contests.models import ContestRoundPage
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.registrations.models import Registration
from contest_pages.results.models import ContestResultsPage, Standing

_BETWEEN = re.compile(r"[\t;]")
MOST_LINES = 5000


@dataclass
class Pasted:
    """What was read: standings, not saved, and a sentence for each line that is wrong."""

    standings: list[Standing] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def _score(text: str) -> Decimal | None:
    """Return points with a comma or a point; None for an empty cell. Raises InvalidOperation."""
    if not text:
        return None
    score = Decimal(text.replace(",", "."))
    if not score.is_finite() or abs(score) >= 10**6:
        raise InvalidOperation
    return score.quantize(Decimal("0.01"))


def read_standings(*, contest, round_page: ContestRoundPage, text: str) -> Pasted:
    """Read lines of number (TP-0007) or registration code, rank and points, between tabs or semicolons.

    A work must have passed the preliminary review and a registration be active, both of this contest;
    each may stand once. Empty lines and a heading are passed over.
    """
    found = Pasted()
    works = {
        entry.code: entry
        for entry in Entry.objects.filter(
            contest=contest, state__in=[EntryState.ACCEPTED, EntryState.DISQUALIFIED]
        )
    }
    people = {row.code.upper(): row for row in Registration.objects.contestants().filter(contest=contest)}
    seen: set[str] = set()
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        found.problems.append(_("At most %(count)d lines are taken at once.") % {"count": MOST_LINES})
        return found
    for place, line in enumerate(lines, 1):
        cells = [cell.strip() for cell in _BETWEEN.split(line)]
        code, rank, points = (*cells, "", "")[:3]
        code = code.upper()
        is_heading = place == 1 and not rank.isdecimal() and code not in works and code not in people
        if is_heading or not any(cells):
            continue
        try:
            score = _score(points)
        except InvalidOperation:
            found.problems.append(
                _("Line %(line)d: “%(cell)s” is no number of points.") % {"line": place, "cell": points}
            )
            continue
        if not rank.isdecimal() or not 1 <= int(rank) <= 100_000:
            found.problems.append(_("Line %(line)d: “%(cell)s” is no rank.") % {"line": place, "cell": rank})
        elif code in seen:
            found.problems.append(_("Line %(line)d: %(code)s stands twice.") % {"line": place, "code": code})
        elif code in works or code in people:
            seen.add(code)
            who = {"entry": works[code]} if code in works else {"registration": people[code]}
            found.standings.append(Standing(round=round_page, rank=int(rank), score=score, **who))
        else:
            found.problems.append(
                _("Line %(line)d: this contest has no accepted work and no registration “%(code)s”.")
                % {"line": place, "code": code}
            )
    return found


@transaction.atomic
def put_standings(
    *, page: ContestResultsPage, round_page: ContestRoundPage, standings: list[Standing], actor
) -> None:
    """Set the standings of a round in a new draft of the page; those of other rounds stay. Nothing is published."""
    page = (
        ContestResultsPage.objects.select_for_update(of=("self",))
        .get(pk=page.pk)
        .get_latest_revision_as_object()
    )
    others = [standing for standing in page.standings.all() if standing.round_id != round_page.pk]
    ordered = sorted(standings, key=lambda standing: standing.rank)
    for place, standing in enumerate([*others, *ordered]):
        standing.sort_order = place
    page.standings = [*others, *ordered]
    page.save_revision(user=actor, log_action=True)

"""The part of the minutes of a judging that only those get who may see points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_pages.documents.document import Block, Column, Heading, Items, Paragraph, Table
from contest_pages.judging.enums import GapEnd, SheetKind
from contest_pages.judging.logic.paper import SheetNumber
from contest_pages.judging.logic.points import WHOLE
from contest_pages.judging.logic.rounding import fixed_points
from contest_pages.judging.models import GapCase, ScoreSheet
from contest_pages.judging.queries.minutes import Findings, JudgingMinutes
from contest_pages.judging.queries.sheets import SheetCell, difference
from contest_pages.standings.logic.lines import points_of
from contest_pages.vietnamese import moment, points

#: So many seats stand beside each other in a table of points; more follow in a table of their own.
_SEATS = 9
#: So many criteria stand beside each other in the table of means.
_CRITERIA = 8
_NONE = "–"


def runs(numbers: Iterable[int]) -> str:
    """Return numbers with neighbours as one: 1, 2, 3, 5 → "1–3, 5"."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in found)


def findings_blocks(minutes: JudgingMinutes) -> list[Block]:
    """Return the sections about points and the ranking; without points how many sheets are sealed."""
    words = ngettext(
        "%(sealed)d of %(count)d expected sheet is sealed.",
        "%(sealed)d of %(count)d expected sheets are sealed.",
        minutes.expected,
    ) % {"sealed": minutes.sealed, "count": minutes.expected}
    found: list[Block] = [Heading(_("4. Points")), Paragraph(words)]
    findings = minutes.findings
    if findings is None:
        return [
            *found,
            Paragraph(_("Points stand in the minutes once the judging is over.")),
            Heading(_("5. Ranking")),
            Paragraph(_("Not ranked yet.")),
        ]
    return [
        *found,
        *(Paragraph(sentence) for sentence in findings.refusals),
        *_points(findings),
        *_means(minutes, findings),
        *_paper(findings),
        *_cases(findings),
        *_corrections(findings),
        *_ranking(findings),
    ]


def _points(findings: Findings) -> list[Block]:
    """Return the totals by work and seat, so many seats at a time, results in the last table."""
    if not findings.rows or not findings.seats:
        return []
    places = range(0, len(findings.seats), _SEATS)
    tables: list[Block] = []
    for start in places:
        seats = findings.seats[start : start + _SEATS]
        is_last = start == places[-1]
        columns = [Column(_("Work"), 14, "center"), Column(_("Code"), 22)]
        columns += [Column(str(seat.number), 12, "right") for seat in seats]
        columns += [Column(_("Result"), 17, "right")] if is_last else []
        rows = []
        for row in findings.rows:
            cells = [_cell(cell) for cell in row.cells[start : start + _SEATS]]
            result = [points_of(row.result)] if is_last else []
            rows.append([str(row.candidate.number), row.candidate.code, *cells, *result])
        caption = _("Totals of the sheets by work and seat")
        tables.append(Table(columns, rows, caption=caption, size=10 if len(seats) > 6 else 11))
    notes = [_("In brackets: left out by the rule. A dash: no counted sheet.")]
    if any(not seat.counts for seat in findings.seats):
        numbers = runs(seat.number for seat in findings.seats if not seat.counts)
        notes.append(_("Trainees, whose points do not count: %(seats)s.") % {"seats": numbers})
    return [*tables, Paragraph(" ".join(notes), is_italic=True)]


def _cell(cell: SheetCell) -> str:
    if cell.total is None:
        return _NONE
    return f"({points(cell.total)})" if cell.is_dropped else points(cell.total)


def _means(minutes: JudgingMinutes, findings: Findings) -> list[Block]:
    """Return the means of each criterion over the sheets that make the result."""
    rows = [row for row in findings.rows if row.outcome is not None and row.outcome.facts.criteria]
    criteria = minutes.rules.criteria[:_CRITERIA]
    if not rows or len(minutes.rules.criteria) > _CRITERIA:
        return []
    columns = [
        Column(_("Work"), 14, "center"),
        *(Column(criterion.name, 24, "right") for criterion in criteria),
    ]
    lines = [
        [
            str(row.candidate.number),
            *(
                fixed_points(row.outcome.facts.criteria[criterion.key], minutes.rules.decimals)
                if row.outcome and criterion.key in row.outcome.facts.criteria
                else _NONE
                for criterion in criteria
            ),
        ]
        for row in rows
    ]
    return [Table(columns, lines, caption=_("Means of the criteria"), size=10 if len(criteria) > 5 else 11)]


def _paper(findings: Findings) -> list[Block]:
    """Return which sheets came in on paper."""
    if not findings.paper:
        return []
    works: dict[int, list[int]] = {}
    for seat, work in findings.paper:
        works.setdefault(seat, []).append(work)
    lines = [
        _("Juror %(seat)d: works %(works)s") % {"seat": seat, "works": runs(numbers)}
        for seat, numbers in works.items()
    ]
    words = ngettext(
        "%(count)d sheet came in on paper; the secretaries typed and compared it:",
        "%(count)d sheets came in on paper; the secretaries typed and compared them:",
        len(findings.paper),
    )
    return [Paragraph(words % {"count": len(findings.paper)}), Items(lines)]


def _cases(findings: Findings) -> list[Block]:
    if not findings.cases:
        return []
    words = _("Cases in which the jurors differed by more than the rules allow:")
    return [Paragraph(words), Items([_case(case) for case in findings.cases])]


def _case(case: GapCase) -> str:
    words = _("Work %(number)d: from %(lowest)s to %(highest)s points, %(difference)s apart") % {
        "number": case.candidate.number,
        "lowest": points(case.lowest // WHOLE),
        "highest": points(case.highest // WHOLE),
        "difference": points(difference(case)),
    }
    if case.closed_at is None:
        return words + "; " + _("not closed yet.")
    end = str(GapEnd(case.how).label)
    if case.closed_by_seat is not None:
        end += f" ({case.closed_by_seat})"
    return f"{words}; {end.lower()}, {moment(case.closed_at)}: {case.reason}"


def _corrections(findings: Findings) -> list[Block]:
    if not findings.corrections:
        return []
    words = _("Sheets that were written again or declared void; the earlier ones stay in the record:")
    return [Paragraph(words), Items([_correction(sheet) for sheet in findings.corrections])]


def _correction(sheet: ScoreSheet) -> str:
    before = sheet.supersedes
    values = {
        "sheet": SheetNumber(sheet.candidate.number, sheet.seat.number),
        "time": moment(sheet.sealed_at),
        "before": points(before.total // WHOLE) if before and before.total is not None else _NONE,
        "after": points(sheet.total // WHOLE) if sheet.total is not None else _NONE,
        "reason": sheet.reason,
    }
    if sheet.kind == SheetKind.VOID:
        return _("Sheet %(sheet)s, %(time)s: declared void (%(before)s points): %(reason)s") % values
    return _("Sheet %(sheet)s, %(time)s: from %(before)s to %(after)s points: %(reason)s") % values


def _ranking(findings: Findings) -> list[Block]:
    found: list[Block] = [Heading(_("5. Ranking"))]
    if findings.ranking is None:
        return [*found, Paragraph(_("Not ranked yet."))]
    numbers = {row.candidate.code: str(row.candidate.number) for row in findings.rows}
    with_divisions = any(row.division for row in findings.ranked)
    columns = [Column(_("Rank"), 16, "center"), Column(_("Code"), 24), Column(_("Work"), 16, "center")]
    columns += [Column(_("Division"), 30)] if with_divisions else []
    columns += [Column(_("Title of the work"), 70), Column(_("Points"), 20, "right")]
    rows = []
    for row in findings.ranked:
        title = row.entry.title if row.entry else row.registration.team_name if row.registration else ""
        line = [str(row.shown_place), row.code, numbers.get(row.code, _NONE)]
        line += [row.division] if with_divisions else []
        rows.append([*line, title, row.points])
    return [*found, Table(columns, rows), *_ties(findings)]


def _ties(findings: Findings) -> list[Block]:
    """Return what decided between equals: published comparators, then lot or chair; who still shares a rank."""
    lines = [
        _("%(before)s before %(after)s, both with %(points)s points: %(comparator)s")
        % {
            "before": decided.before.code,
            "after": decided.after.code,
            "points": decided.before.points,
            "comparator": decided.comparator,
        }
        for decided in findings.decided
    ]
    lines += [f"{step.get_step_display()}, {moment(step.at)}: {step.words}" for step in findings.steps]
    lines += [
        _("Rank %(rank)d is shared by %(codes)s") % {"rank": place, "codes": ", ".join(codes)}
        for place, codes in _shared(findings)
    ]
    if not lines:
        return [Paragraph(_("No two works were equal."))]
    return [Paragraph(_("What decided between equal points:")), Items(lines)]


def _shared(findings: Findings) -> Sequence[tuple[int, list[str]]]:
    places: dict[tuple[str, int], list[str]] = {}
    for row in findings.ranked:
        places.setdefault((row.division, row.shown_place), []).append(row.code)
    return [(place, codes) for (_division, place), codes in places.items() if len(codes) > 1]

"""Reading lists of people from files: each wrong cell is named, and valid rows can be imported alone."""

from __future__ import annotations

import datetime

from contest_pages.lists.reading import BY_HEADINGS, Choices, read_list
from contest_pages.registrations.logic.questions import match_choice
from contest_pages.registrations.models import ContestRegistrationPage, Member, Registration
from contest_pages.rosters.domain.comparing import Verdict, compare
from contest_pages.rosters.logic.lines import Line, RosterReading
from contest_pages.rosters.queries.persons import persons_of

from .columns import code_column, columns_of, data_of, person_form_of


def read_roster_list(
    file, roster: Registration, now: datetime.datetime, choices: Choices = BY_HEADINGS
) -> RosterReading:
    """Read a list for a roster and compare it with the roster; nothing is changed. Raises RegistrationClosed."""
    columns = columns_of(roster.page)
    found = read_list(file, [code_column(), *columns], choices)
    reading = RosterReading(columns, found, [Line(row, found.row_address(row)) for row in found.rows])
    form_class = person_form_of(roster.page)
    known = {
        person.code: person.members.all()[0] for person in persons_of(roster).prefetch_related("members")
    }
    for line in reading.lines:
        line.texts["code"] = line.texts["code"].upper()
        for name, problem in line.found.problems.items():
            _add_error(line, reading, name, problem)
        _check(line, form_class, roster.page, reading, known.get(line.texts["code"]))
    fine = [line for line in reading.lines if line.entered is not None]
    for line, verdict in zip(fine, compare(roster, [line.entered for line in fine], now), strict=True):
        line.state = verdict.state
        if verdict.refused is not None:
            _add_refusal(line, reading, verdict)
    return reading


def _check(
    line: Line, form_class, page: ContestRegistrationPage, reading: RosterReading, member: Member | None
) -> None:
    """Validate a row with the page's form; errors are added by cell. `member` is the member of the row's code."""
    for column in reading.columns:
        # A choice may be written without marks or in other letters.
        if column.choices and not column.is_many and (text := line.texts[column.name]):
            line.texts[column.name] = match_choice(text, column.choices) or text
    readable = {**line.texts, **dict.fromkeys(line.found.problems, "")}
    form = form_class(
        data_of(readable, reading.columns, member), page=page, known={member.pk: member} if member else {}
    )
    known_wrong = {wrong.heading for wrong in line.wrong}
    if form.is_valid() and not line.wrong:
        line.entered = form.entered(
            code=line.texts["code"], row=line.row, columns=reading.found.tables[line.found.sheet].places
        )
        return
    labels = {column.name: column.label for column in reading.columns}
    for name, errors in form.errors.items():
        if labels.get(name) not in known_wrong:
            _add_error(line, reading, name, " ".join(errors))


def _add_refusal(line: Line, reading: RosterReading, verdict: Verdict) -> None:
    name = verdict.refused.field
    if name not in line.texts:
        name = "full_name"
    _add_error(line, reading, name, verdict.refused.message)


def _add_error(line: Line, reading: RosterReading, name: str, reason: str) -> None:
    line.wrong.append(reading.found.wrong_cell(line.found, name, reason))

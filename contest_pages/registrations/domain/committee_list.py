"""Committee members from a spreadsheet: all of it, or nothing and a list of what is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.contests.enums import Committee
from contest_pages.contests.models import ContestPage
from contest_pages.registrations.logic.people import (
    identity_hash,
    name_key,
    tidy_identity,
    tidy_name,
    tidy_phone,
)
from contest_pages.registrations.models import CommitteeMatch, CommitteeMember
from contest_pages.spreadsheets import Reading, new_list, read_date, rows_of
from contest_pages.vietnamese import fold


@dataclass
class Outcome(Reading):
    """What became of a list; with anything wrong in it nothing was added."""

    added: int = 0
    known: int = 0
    to_decide: int = 0


def columns() -> list[str]:
    """Return the headings of the list, in the order of the template."""
    return [
        _("Full name"),
        _("Committee"),
        _("Birth date"),
        _("Phone"),
        _("E-mail"),
        _("Identity number"),
    ]


def template(file) -> None:
    """Write an empty list with its headings and the committees' names into `file`."""
    workbook = new_list(columns(), (32, 28, 14, 16, 28, 18))
    names = workbook.create_sheet(_("Committee names"))
    for choice in Committee:
        names.append([str(choice.label)])
    workbook.save(file)


@transaction.atomic
def import_committee(*, contest: ContestPage, file, actor) -> Outcome:
    """Add the members that the first sheet of an XLSX file lists; those known already stay as they are.

    The same file twice changes nothing. Contestants who are or may be among them are noted for the
    organisers to decide (`to_decide`).
    """
    outcome = Outcome()
    committees = {fold(str(choice.label)): choice.value for choice in Committee}
    rows = [
        _read_row(number, cells, committees, outcome)
        for number, cells in rows_of(file, columns=6, reading=outcome)
    ]
    if outcome.wrong:
        return outcome
    before = CommitteeMatch.objects.filter(committee_member__contest=contest).count()
    known = {(m.committee, m.name_key, m.birth_date) for m in CommitteeMember.objects.filter(contest=contest)}
    for row in rows:
        key = (row["committee"], name_key(row["full_name"]), row["birth_date"])
        if key in known:
            outcome.known += 1
            continue
        known.add(key)
        CommitteeMember.objects.create(contest=contest, **row)
        outcome.added += 1
    outcome.to_decide = CommitteeMatch.objects.filter(committee_member__contest=contest).count() - before
    audit.record("contest.import_committee", contest, actor=actor, added=outcome.added)
    return outcome


def _read_row(number: int, cells: list, committees: dict[str, str], outcome: Outcome) -> dict:
    def wrong(column: int, reason: str) -> None:
        outcome.refuse(number, column, cells[column - 1], reason)

    name = tidy_name(str(cells[0]))[:150]
    if not name:
        wrong(1, _("A name is missing."))
    committee = committees.get(fold(str(cells[1])), "")
    if not committee:
        wrong(2, _("Write one of: %(names)s.") % {"names": ", ".join(str(c.label) for c in Committee)})
    birth_date = read_date(cells[2])
    if birth_date is None and cells[2] != "":
        wrong(3, _("Write the date as day/month/year, for example 05/8/1990."))
    phone = identity = ""
    try:
        phone = tidy_phone(_digits(cells[3], 10)) if cells[3] != "" else ""
    except ValueError:
        wrong(4, _("Write a Vietnamese phone number, for example 0912 345 678."))
    try:
        identity = tidy_identity(_digits(cells[5], 12)) if cells[5] != "" else ""
    except ValueError:
        wrong(6, _("The number has 12 digits and begins with 0, as on the identity card or in VNeID."))
    return {
        "full_name": name,
        "committee": committee,
        "birth_date": birth_date,
        "phone": phone,
        "email": str(cells[4]).strip().lower(),
        "identity_hash": identity_hash(identity) if identity else "",
        "identity_last": identity[-3:],
    }


def _digits(cell, length: int) -> str:
    """Return a cell as text; a number that a spreadsheet robbed of its first zero gets it back."""
    return str(int(cell)).zfill(length) if isinstance(cell, int | float) else str(cell)

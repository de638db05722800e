"""The minutes of a judging as a document in the form of Decree 30/2020, as PDF to sign or as DOCX to go on writing."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from contest_pages.documents.document import (
    Block,
    Column,
    Composition,
    Document,
    Heading,
    Items,
    Paragraph,
    Person,
    Signature,
    Table,
)
from contest_pages.documents.docx import to_docx
from contest_pages.documents.pdf import to_pdf
from contest_pages.judging.enums import CandidateState, Excuse, SeatRole
from contest_pages.judging.logic.points import WHOLE
from contest_pages.judging.logic.sentences import judging_sentences
from contest_pages.judging.queries.minutes import JudgingMinutes, SeatLine, WorkLine
from contest_pages.vietnamese import moment, place_and_date, points

from .minutes_findings import findings_blocks, runs

#: What an office fills in by hand where nobody is known.
BLANK = "……………………"

_KINDS = {"pdf": to_pdf, "docx": to_docx}


def write_minutes(minutes: JudgingMinutes, kind: str, now: datetime.datetime) -> bytes:
    """Return the minutes as "pdf" or "docx"."""
    with translation.override(settings.LANGUAGE_CODE):
        return _KINDS[kind](minutes_document(minutes, now))


def minutes_document(minutes: JudgingMinutes, now: datetime.datetime) -> Document:
    """Return the minutes in the active language; a draft until the ranking is sealed."""
    contest = minutes.round.contest
    chair = minutes.chair
    chair_name = _name(chair) if chair else ""
    secretary = minutes.secretaries[0] if len(minutes.secretaries) == 1 else ""
    return Document(
        kind=_("Minutes"),
        subject=_("Judging of the works of “%(round)s”, %(contest)s")
        % {"round": minutes.round.title, "contest": contest.title},
        issuer=contest.organiser or contest.title,
        number=_("No.: ……/BB-……"),
        place_and_date=place_and_date(now) if minutes.is_sealed else _("…………, day …… month …… year ……"),
        body=[
            *_opening(minutes),
            *_composition(minutes),
            *_works(minutes),
            *_rules(minutes),
            *findings_blocks(minutes),
            *_record(minutes),
            *_jurors(minutes),
        ],
        closing=[
            _("The minutes were read to those present, who agreed with them and signed. They are made in …… copies of equal worth; the session ended at …… on the same day.")
        ],
        signatures=[
            Signature(_("Secretary"), _("(signature, full name)"), secretary),
            Signature(_("Chair of the jury"), _("(signature, full name)"), chair_name),
        ],
        draft="" if minutes.is_sealed else pgettext("document", "DRAFT"),
        language=settings.LANGUAGE_CODE,
    )  # fmt: skip


def _opening(minutes: JudgingMinutes) -> list[Block]:
    found: list[Block] = [
        Paragraph(_("According to %(document)s;") % {"document": document}, is_italic=True)
        for document in minutes.documents
    ]
    found.append(
        Paragraph(
            _("Today, at …… on ……/……/……, at ……………………………, the jury of %(contest)s met about the results of the round “%(round)s”.")
            % {"contest": minutes.round.contest.title, "round": minutes.round.title}
        )
    )  # fmt: skip
    if minutes.begun and minutes.ended:
        found.append(
            Paragraph(
                _("The jurors sealed their score sheets from %(begun)s to %(ended)s.")
                % {"begun": moment(minutes.begun), "ended": moment(minutes.ended)}
            )
        )
    return found


def _name(line: SeatLine) -> str:
    return (line.term.member.full_name if line.term else "") or BLANK


def _office(line: SeatLine) -> str:
    offices = {
        SeatRole.CHAIR.value: _("Chair of the jury"),
        SeatRole.DEPUTY.value: _("Deputy chair of the jury"),
    }
    words = f"{offices.get(line.seat.role, line.seat.get_role_display())}, {line.seat}"
    return words if line.seat.counts else f"{words} ({line.seat.get_kind_display()})"


def _composition(minutes: JudgingMinutes) -> list[Block]:
    people = [Person(_name(line), _office(line)) for line in minutes.seats if line.seat.removed_at is None]
    people += [Person(name, _("Secretary")) for name in minutes.secretaries or [BLANK]]
    found: list[Block] = [Heading(_("1. Composition")), Composition(people)]
    if changes := [*_changes(minutes), *_excused(minutes)]:
        found += [Paragraph(_("Changes and absences:"), is_italic=True), Items(changes)]
    return found


def _changes(minutes: JudgingMinutes) -> list[str]:
    """Return who left a seat, when and why, and which seats were removed."""
    found = []
    for line in minutes.seats:
        for term in line.terms:
            if term.until_at is None:
                continue
            words = _("%(seat)s: %(name)s until %(time)s") % {
                "seat": line.seat,
                "name": term.member.full_name or BLANK,
                "time": moment(term.until_at),
            }
            found.append(f"{words}: {term.because}" if term.because else f"{words}.")
        if line.seat.removed_at is not None:
            found.append(
                _("%(seat)s: removed from the jury at %(time)s; its points do not count.")
                % {"seat": line.seat, "time": moment(line.seat.removed_at)}
            )
    return found


def _excused(minutes: JudgingMinutes) -> list[str]:
    """Return for which works a seat gives no sheet, with equal reasons in one sentence."""
    works: dict[tuple, list[int]] = {}
    for assignment in minutes.excused:
        key = (assignment.seat, assignment.excuse, assignment.excused_because)
        works.setdefault(key, []).append(assignment.candidate.number)
    found = []
    for (seat, excuse, because), numbers in works.items():
        words = ngettext(
            "%(seat)s gives no sheet for work %(works)s: %(excuse)s",
            "%(seat)s gives no sheet for the works %(works)s: %(excuse)s",
            len(numbers),
        ) % {"seat": seat, "works": runs(numbers), "excuse": str(Excuse(excuse).label).lower()}
        found.append(f"{words} ({because})" if because else f"{words}.")
    return found


def _works(minutes: JudgingMinutes) -> list[Block]:
    counted = [line for line in minutes.works if not line.candidate.is_sample]
    words = ngettext("%(count)d work is judged.", "%(count)d works are judged.", len(counted))
    found: list[Block] = [Heading(_("2. Works")), Paragraph(words % {"count": len(counted)})]
    if not minutes.works:
        return found
    with_divisions = any(line.candidate.division for line in minutes.works)
    with_authors = any(line.authors for line in minutes.works)
    with_notes = any(_note(line, minutes) for line in minutes.works)
    columns = [Column(_("No."), 12, "center"), Column(_("Code"), 24), Column(_("Title of the work"), 60)]
    columns += [Column(_("Division"), 24)] if with_divisions else []
    columns += [Column(_("Authors, unit"), 40)] if with_authors else []
    columns += [Column(_("Note"), 34)] if with_notes else []
    rows = []
    for line in minutes.works:
        row = [str(line.candidate.number), line.candidate.code, line.title]
        row += [line.candidate.division] if with_divisions else []
        row += ["; ".join(line.authors)] if with_authors else []
        row += [_note(line, minutes)] if with_notes else []
        rows.append(row)
    return [*found, Table(columns, rows)]


def _note(line: WorkLine, minutes: JudgingMinutes) -> str:
    candidate, found = line.candidate, []
    if candidate.is_sample:
        found.append(_("Sample, counts nothing"))
    if candidate.state != CandidateState.IN:
        found.append(f"{CandidateState(candidate.state).label}: {candidate.state_reason}")
    if candidate.added_because and not candidate.is_sample:
        found.append(_("Added later: %(reason)s") % {"reason": candidate.added_because})
    registration = candidate.entry.registration_id if candidate.entry else candidate.registration_id
    found += [
        _("Not ranked: %(reason)s") % {"reason": exclusion.reason}
        for exclusion in minutes.exclusions
        if exclusion.registration_id == registration
    ]
    return "; ".join(found)


def _rules(minutes: JudgingMinutes) -> list[Block]:
    rules = minutes.rules
    rows = [
        [
            str(place),
            criterion.name,
            points(criterion.most),
            points(criterion.step),
            f"{criterion.weight}%",
        ]
        for place, criterion in enumerate(rules.criteria, start=1)
    ]
    whole = ["", _("Most points of a sheet"), points(rules.most_total // WHOLE), "", ""]
    columns = [
        Column(_("No."), 12, "center"),
        Column(_("Criterion"), 76),
        Column(_("Most points"), 26, "right"),
        Column(_("Step"), 20, "right"),
        Column(_("Weight"), 22, "right"),
    ]
    found: list[Block] = [Heading(_("3. Criteria and rule")), Table(columns, [*rows, whole])]
    found.append(Items(judging_sentences(rules)))
    found += [
        Paragraph(
            _("Plan of judging %(number)d applies from %(time)s: %(reason)s")
            % {"number": plan.number, "time": moment(plan.made_at), "reason": plan.reason}
        )
        for plan in minutes.plans
        if plan.reason
    ]
    return found


def _record(minutes: JudgingMinutes) -> list[Block]:
    """Return the digests and where they can be checked."""
    found: list[Block] = [Heading(_("6. Record and check"))]
    findings = minutes.findings
    if findings and findings.ranking and findings.ranking.digest:
        found += [
            Paragraph(_("The seal of the ranking, which also stands on the results page (SHA-256):")),
            Paragraph(findings.ranking.digest, is_code=True),
        ]
    if minutes.records:
        words = ngettext(
            "%(count)d record of sheets is kept as a chain, each with the checksum of the one before; the last is:",
            "%(count)d records of sheets are kept as a chain, each with the checksum of the one before; the last is:",
            minutes.records,
        )
        found += [
            Paragraph(words % {"count": minutes.records}),
            Paragraph(minutes.last_hash, is_code=True),
        ]
    found.append(
        Paragraph(
            _("Everybody can count the ranking again: the organisers give out the file without names (button “%(button)s” of the ranking), and the guide docs/verifying-rankings.md with the program check_jury.py says how.")
            % {"button": _("Export that names nobody, for checking")}
        )
    )  # fmt: skip
    return found


def _jurors(minutes: JudgingMinutes) -> list[Block]:
    rows = [
        [str(line.seat.number), _name(line), ""] for line in minutes.seats if line.seat.removed_at is None
    ]
    if not rows:
        return []
    columns = [Column(_("Seat"), 16, "center"), Column(_("Full name"), 74), Column(_("Signature"), 70)]
    return [Heading(_("7. Signatures of the jurors")), Table(columns, rows, row_height=11)]

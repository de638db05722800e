"""A juror's own sealed sheets as a document to sign by hand, with the check codes of the receipts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_pages.documents.document import Block, Column, Document, Paragraph, Signature, Table
from contest_pages.documents.pdf import to_pdf
from contest_pages.judging.logic.points import WHOLE, Criterion
from contest_pages.judging.models import JudgingPlan, JuryRoundPage, SeatTerm
from contest_pages.judging.queries.juror import OwnWork
from contest_pages.vietnamese import moment, place_and_date, points

#: So many criteria stand beside each other; more follow in a table of their own.
_CRITERIA = 6


def own_sheets_pdf(
    round_page: JuryRoundPage, term: SeatTerm, sealed: Sequence[OwnWork], now: datetime.datetime
) -> bytes:
    """Return the PDF of the sealed sheets of a juror; each plan of judging has a table of its own."""
    with translation.override(settings.LANGUAGE_CODE):
        return to_pdf(own_sheets_document(round_page, term, sealed, now))


def own_sheets_document(
    round_page: JuryRoundPage, term: SeatTerm, sealed: Sequence[OwnWork], now: datetime.datetime
) -> Document:
    """Return the document in the active language."""
    contest = round_page.contest
    plans: dict[JudgingPlan, list[OwnWork]] = {}
    for work in sorted(sealed, key=lambda work: work.number):
        if work.sheet is not None:
            plans.setdefault(work.sheet.plan, []).append(work)
    words = ngettext(
        "%(name)s, %(seat)s of the jury of %(contest)s, has sealed %(count)d score sheet.",
        "%(name)s, %(seat)s of the jury of %(contest)s, has sealed %(count)d score sheets.",
        len(sealed),
    )
    values = {
        "name": term.member.full_name,
        "seat": term.seat,
        "contest": contest.title,
        "count": len(sealed),
    }
    body: list[Block] = [Paragraph(words % values)]
    for plan, works in plans.items():
        body += _tables(plan, works)
    return Document(
        kind=_("Score sheets of a juror"),
        subject=_("Round “%(round)s”, %(contest)s") % {"round": round_page.title, "contest": contest.title},
        issuer=contest.organiser or contest.title,
        number="",
        place_and_date=place_and_date(now),
        body=body,
        closing=[
            _("The points above are those of my sealed sheets; the check codes are those of my receipts.")
        ],
        signatures=[Signature(_("Juror"), _("(signature, full name)"), term.member.full_name)],
        recipients_heading=_("Kept by:"),
        recipients=[_("the secretaries of the jury"), _("the juror")],
        language=settings.LANGUAGE_CODE,
    )


def _tables(plan: JudgingPlan, works: Sequence[OwnWork]) -> list[Block]:
    criteria = plan.judging_rules.criteria
    starts = range(0, max(len(criteria), 1), _CRITERIA)
    return [
        _table(plan, works, criteria[start : start + _CRITERIA], is_last=start == starts[-1])
        for start in starts
    ]


def _table(
    plan: JudgingPlan, works: Sequence[OwnWork], criteria: Sequence[Criterion], *, is_last: bool
) -> Table:
    columns = [Column(_("Work"), 14, "center")]
    columns += [Column(criterion.name, 18, "right") for criterion in criteria]
    if is_last:
        columns += [
            Column(_("Total"), 16, "right"),
            Column(_("Check code"), 26, "center"),
            Column(_("Sealed at"), 44),
        ]
    rows = []
    for work in works:
        sheet = work.sheet
        if sheet is None:
            continue
        row = [str(work.number), *(_points(sheet.points.get(criterion.key)) for criterion in criteria)]
        if is_last:
            total = None if sheet.total is None else sheet.total // WHOLE
            row += [_points(total), sheet.check_code, moment(sheet.sealed_at)]
        rows.append(row)
    caption = _("Plan of judging %(number)d") % {"number": plan.number}
    return Table(columns, rows, caption=caption, size=11 if len(criteria) <= 4 else 10)


def _points(thousandths: int | None) -> str:
    return "–" if thousandths is None else points(thousandths)

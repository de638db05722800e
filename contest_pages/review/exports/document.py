"""The minutes as a document in the form of Decree 30/2020: PDF to sign, DOCX to go on writing."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from contest_pages.documents.document import (
    Block,
    Column,
    Document,
    Heading,
    Items,
    Paragraph,
    Signature,
    Table,
)
from contest_pages.documents.docx import to_docx
from contest_pages.documents.pdf import to_pdf
from contest_pages.review.queries.minutes import Line, Minutes
from contest_pages.vietnamese import place_and_date

from . import words

#: Shares of the width: number, title, authors, unit, reason.
_WIDTHS = (22, 45, 35, 32, 46)


def minutes_as_pdf(minutes: Minutes, now: datetime.datetime) -> bytes:
    """Return the minutes as PDF."""
    with translation.override(settings.LANGUAGE_CODE):
        return to_pdf(minutes_document(minutes, now))


def minutes_as_docx(minutes: Minutes, now: datetime.datetime) -> bytes:
    """Return the minutes as DOCX."""
    with translation.override(settings.LANGUAGE_CODE):
        return to_docx(minutes_document(minutes, now))


def minutes_document(minutes: Minutes, now: datetime.datetime) -> Document:
    """Return the minutes in the active language; a draft until the list is closed."""
    contest = minutes.round.contest
    return Document(
        kind=_("Minutes"),
        subject=_("Preliminary review of the works of “%(round)s”") % {"round": minutes.round.title},
        issuer=contest.organiser or contest.title,
        number=_("No.: ……/BB-……"),
        place_and_date=place_and_date(now),
        body=[
            *(Paragraph(sentence) for sentence in words.opening(minutes)),
            Heading(_("1. Numbers")),
            Items(words.counts(minutes)),
            *_list(_("2. Works that passed"), minutes.accepted, has_reasons=False),
            *_list(_("3. Works that did not pass"), minutes.rejected),
            *(_list(_("4. Works disqualified later"), minutes.disqualified) if minutes.disqualified else ()),
            Heading(_("Record of the decisions")),
            Paragraph(words.record_sentence(minutes)),
            Paragraph(minutes.last_hash, is_code=True),
        ],
        signatures=[
            Signature(office, _("(signature, full name)"))
            for office in (_("Secretary"), _("Moderators"), _("Chair"))
        ],
        draft=words.draft_note(minutes) if minutes.closed_at is None else "",
        language=settings.LANGUAGE_CODE,
    )


def _list(heading: str, lines: list[Line], *, has_reasons: bool = True) -> list[Block]:
    if not lines:
        return [Heading(heading), Paragraph(_("None."))]
    shown = 5 if has_reasons else 4
    columns = [
        Column(name, width) for name, width in zip(words.columns()[:shown], _WIDTHS[:shown], strict=True)
    ]
    return [Heading(heading), Table(columns, [words.cells(line)[:shown] for line in lines])]

"""A list of people as an annex to an administrative document (Decree 30/2020): XLSX, and PDF set by typst."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import typst
from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

from contest_pages.files.downloads import name_download
from contest_pages.files.print_layout import lay_out
from contest_pages.files.spreadsheets import escape_formula, send_workbook
from contest_pages.files.tables import DAY
from contest_pages.rosters.queries.annex import Annex, AnnexLine
from contest_pages.vietnamese import place_and_date

_TEMPLATE = Path(__file__).with_name("annex.typ")
_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTER = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LINE = Alignment(vertical="top", wrap_text=True)


def annex_as_pdf(annex: Annex, now: datetime.datetime) -> bytes:
    """Return the annex as a PDF to be signed."""
    with translation.override(settings.LANGUAGE_CODE):
        data = _data(annex, now)
    return typst.compile(_TEMPLATE, sys_inputs={"data": json.dumps(data, ensure_ascii=False)})


def write_annex(annex: Annex, now: datetime.datetime, file) -> None:
    """Write the annex as a workbook that prints on A4, with the same heading, columns and place to sign."""
    with translation.override(settings.LANGUAGE_CODE):
        _book(annex, now).save(file)


def _title(annex: Annex) -> str:
    return _("List of teams") if annex.has_teams else _("List of contestants")


def _columns(annex: Annex) -> list[tuple[str, int, str]]:
    """Return (heading, width in letters, attribute of a line); roles and divisions only where there are any."""
    columns = [
        (_("Running no."), 6, "number"),
        (_("Full name"), 30, "full_name"),
        (_("Birth date"), 13, "birth_date"),
    ]
    if annex.has_teams:
        columns.append((_("Role"), 16, "role"))
    columns += [(_("Registration code"), 14, "code"), (_("Phone, e-mail"), 28, "contact")]
    if any(line.division for part in annex.parts for line in part.lines):
        columns.append((_("Division"), 18, "division"))
    return [*columns, (_("Note"), 14, "")]


def _cells(line: AnnexLine, columns) -> list[str]:
    return [
        str(getattr(line, attribute) or "") if attribute else "" for _heading, _width, attribute in columns
    ]


def _summary(annex: Annex) -> str:
    return _("The list has %(count)d persons.") % {"count": annex.persons}


def _signatures(annex: Annex) -> list[str]:
    return [_("Drawn up by"), _("Head of the unit") if annex.unit else _("For the organisers")]


def _data(annex: Annex, now: datetime.datetime) -> dict:
    contest = annex.page.contest
    columns = _columns(annex)
    return {
        "language": settings.LANGUAGE_CODE,
        "issuer": str(annex.unit) if annex.unit else contest.organiser or contest.title,
        "columns": [heading for heading, _width, _attribute in columns],
        "widths": [width for _heading, width, _attribute in columns],
        "parts": [
            {"unit": part.unit, "lines": [_cells(line, columns) for line in part.lines]}
            for part in annex.parts
        ],
        "shows_units": len(annex.parts) > 1,
        "signatures": _signatures(annex),
        "words": {
            "country": _("Socialist Republic of Viet Nam"),
            "motto": _("Independence - Freedom - Happiness"),
            "annex": _("Annex"),
            "title": _title(annex),
            "contest": contest.title,
            "attached": _("(Attached to document No. ……/…… of ……/……/……)"),
            "place_and_date": place_and_date(now),
            "summary": _summary(annex),
            "none": _("None."),
            "sign_here": _("(signature, full name)"),
        },
    }


def _book(annex: Annex, now: datetime.datetime) -> Workbook:
    columns = _columns(annex)
    book = Workbook()
    sheet = book.active
    sheet.title = _("Annex")
    contest = annex.page.contest
    heads = [
        (str(annex.unit) if annex.unit else contest.organiser or contest.title, Font(bold=True)),
        (_("Annex").upper(), Font(bold=True, size=14)),
        (f"{_title(annex).upper()}", Font(bold=True, size=13)),
        (contest.title, Font(bold=True)),
        (_("(Attached to document No. ……/…… of ……/……/……)"), Font(italic=True)),
        (place_and_date(now), Font(italic=True)),
    ]
    for row, (text, font) in enumerate(heads, start=1):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(columns))
        cell = sheet.cell(row, 1, escape_formula(text))
        cell.font, cell.alignment = font, _CENTER
    header = len(heads) + 2
    for place, (heading, _width, _attribute) in enumerate(columns, start=1):
        cell = sheet.cell(header, place, heading)
        cell.font, cell.alignment, cell.border = Font(bold=True), _CENTER, _BOX
    row = header + 1
    for part in annex.parts:
        if len(annex.parts) > 1:
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(columns))
            sheet.cell(row, 1, escape_formula(part.unit)).font = Font(bold=True)
            row += 1
        for line in part.lines:
            for place, text in enumerate(_cells(line, columns), start=1):
                cell = sheet.cell(row, place, escape_formula(text))
                cell.border, cell.alignment = _BOX, _LINE
            _set_dates(sheet, row, line, columns)
            row += 1
    sheet.cell(row + 1, 1, _summary(annex)).font = Font(italic=True)
    for place, words in zip((2, len(columns) - 1), _signatures(annex), strict=True):
        sheet.cell(row + 3, place, words.upper()).font = Font(bold=True)
        sheet.cell(row + 4, place, _("(signature, full name)")).font = Font(italic=True)
    lay_out(sheet, [width for _heading, width, _attribute in columns], header=header)
    return book


def _set_dates(sheet, row: int, line: AnnexLine, columns) -> None:
    """Make running numbers numbers and days dates, so that a spreadsheet sorts by them."""
    for place, (_heading, _width, attribute) in enumerate(columns, start=1):
        if attribute == "number":
            sheet.cell(row, place).value = line.number
        elif attribute == "birth_date" and line.birth_date and line.birth_date.day:
            sheet.cell(row, place).value, sheet.cell(row, place).number_format = line.birth_date.day, DAY


def send_annex(annex: Annex, form: str) -> HttpResponse:
    """Return an annex as "xlsx" or "pdf"; 404 for anything else."""
    name, now = f"{_('Annex')} - {annex.unit or annex.page.contest}", timezone.now()
    if form == "xlsx":
        return send_workbook(lambda file: write_annex(annex, now, file), name)
    if form != "pdf":
        raise Http404
    response = HttpResponse(annex_as_pdf(annex, now), content_type="application/pdf")
    response["Cache-Control"] = "private, no-store"
    return name_download(response, f"{name}.pdf")

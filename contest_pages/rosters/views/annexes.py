"""Annexes as answers: the same for a contact and for the office."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils import timezone

from contest_pages.rosters.exports.annex import annex_as_pdf, write_annex
from contest_pages.rosters.queries.annex import Annex
from contest_pages.spreadsheets import send_workbook


def send_annex(annex: Annex, form: str) -> HttpResponse:
    """Return an annex as "xlsx" or "pdf"; 404 for anything else."""
    name, now = "phu-luc-danh-sach", timezone.now()
    if form == "xlsx":
        return send_workbook(lambda file: write_annex(annex, now, file), f"{name}.xlsx")
    if form != "pdf":
        raise Http404
    response = HttpResponse(annex_as_pdf(annex, now), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response

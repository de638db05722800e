"""Addresses of the secretaries' screens."""

from __future__ import annotations

from django.urls import path

from . import paper, paper_pictures

_ROUND = "contest/judging/paper/<number:round_id>"

PAPER_URLS = [
    path("contest/judging/paper/", paper.rounds, name="contest_paper_rounds"),
    path("contest/judging/paper/guide/", paper.guide, name="contest_paper_guide"),
    path(f"{_ROUND}/", paper.table, name="contest_paper_round"),
    path(f"{_ROUND}/sheet/", paper.sheet, name="contest_paper_sheet"),
    path(f"{_ROUND}/pictures/<number:picture_id>/", paper_pictures.picture, name="contest_paper_picture"),
    path(f"{_ROUND}/sheets.pdf", paper.sheets_pdf, name="contest_paper_sheets"),
    path(f"{_ROUND}/spare.pdf", paper.spare_pdf, name="contest_paper_spare"),
    path(f"{_ROUND}/replacement.pdf", paper.replacement_pdf, name="contest_paper_replacement"),
    path(f"{_ROUND}/tables.pdf", paper.tables_pdf, name="contest_paper_tables"),
]

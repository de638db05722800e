"""Paper score sheets for jurors, set by typst: one on A5 for each seat and work, or a table on A4 for each seat."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import typst
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contest_pages.judging.enums import CandidateState, Remarks
from contest_pages.judging.logic.paper import SheetNumber
from contest_pages.judging.logic.points import PARTS_OF_A_POINT, WHOLE, Criterion
from contest_pages.judging.logic.rules import JudgingRules
from contest_pages.judging.models import Assignment, JudgingPlan, JuryRoundPage
from contest_pages.judging.queries.juror import author_words
from contest_pages.judging.queries.paper import seats_of
from contest_pages.publishing.qr_code import qr_code
from contest_pages.vietnamese import points

#: So many spare sheets are printed at once.
SPARE_SHEETS = 10
_FOLDER = Path(__file__).parent
_FONTS = Path(__file__).resolve().parents[2] / "static/contest_pages/vendor/fonts"


def render_sheets(round_page: JuryRoundPage, plan: JudgingPlan, seat: int | None = None) -> bytes | None:
    """Return a PDF of A5 with a sheet for each assigned work, of all seats or one; None where there is none."""
    with translation.override(settings.LANGUAGE_CODE):
        data = _data(round_page, plan, _assignments(round_page, seat), with_codes=True)
    return _compile("paper_sheets.typ", data)


def render_replacement(round_page: JuryRoundPage, plan: JudgingPlan, number: SheetNumber) -> bytes | None:
    """Return the sheet of a seat and a work once more, with the words that it replaces one that was lost; None where there is none."""
    with translation.override(settings.LANGUAGE_CODE):
        data = _data(
            round_page, plan, _assignments(round_page, number.seat, number.candidate), with_codes=True
        )
        data["note"] = _("Replaces a sheet that was lost or cannot be read")
    return _compile("paper_sheets.typ", data)


def render_spare(round_page: JuryRoundPage, plan: JudgingPlan, count: int = SPARE_SHEETS) -> bytes:
    """Return a PDF of A5 with sheets that name neither seat nor work: both are written by hand, in the boxes of the number."""
    with translation.override(settings.LANGUAGE_CODE):
        data = _data(round_page, plan, [], with_codes=False)
        work = {"number": "", "work": "", "title": "", "author": [], "qr": ""}
        data["seats"] = [{"seat": _("Juror"), "name": "", "works": [work] * count}]
    return _compile("paper_sheets.typ", data)


def render_tables(round_page: JuryRoundPage, plan: JudgingPlan, seat: int | None = None) -> bytes | None:
    """Return a PDF of A4 with a table of all assigned works for each seat; None where there is none."""
    with translation.override(settings.LANGUAGE_CODE):
        data = _data(round_page, plan, _assignments(round_page, seat), with_codes=False)
    return _compile("paper_tables.typ", data)


def _compile(template: str, data: dict) -> bytes | None:
    if not data["seats"]:
        return None
    return typst.compile(
        _FOLDER / template,
        font_paths=[_FONTS],
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )


def _assignments(round_page: JuryRoundPage, seat: int | None, candidate: int | None = None):
    """Return who is to give a sheet for what: excused seats and works that left are not printed."""
    found = Assignment.objects.filter(
        candidate__round_id=round_page.pk,
        candidate__state__in=(CandidateState.IN, CandidateState.EXHIBITION),
        excuse="",
        seat__removed_at=None,
    )
    if seat is not None:
        found = found.filter(seat__number=seat)
    if candidate is not None:
        found = found.filter(candidate__number=candidate)
    return found.select_related(
        "seat",
        "candidate__entry__registration__unit",
        "candidate__entry__unit",
        "candidate__registration__unit",
    ).order_by("seat__number", "candidate__number")


def _data(
    round_page: JuryRoundPage, plan: JudgingPlan, found: Iterable[Assignment], *, with_codes: bool
) -> dict:
    rules, contest = plan.judging_rules, round_page.contest
    names = {found.seat.pk: found.name for found in seats_of(round_page)}
    seats = [
        {
            "seat": str(sitting),
            "name": names.get(sitting.pk, ""),
            "works": [_work(assignment, rules, with_codes) for assignment in assignments],
        }
        for sitting, assignments in groupby(found, lambda assignment: assignment.seat)
    ]
    decimals = max((_decimals(criterion) for criterion in rules.criteria), default=0)
    return {
        "language": settings.LANGUAGE_CODE,
        "host": contest.organiser,
        "contest": contest.title,
        "round": round_page.title,
        "plan": _("Rules of judging: plan %(number)d") % {"number": plan.number},
        "criteria": [_criterion(criterion) for criterion in rules.criteria],
        "sum": _boxes(sum(criterion.most for criterion in rules.criteria), decimals),
        "note": "",
        "has_remark": rules.remarks != Remarks.NONE,
        "seats": seats,
        "words": _words(),
    }


def _words() -> dict[str, str]:
    return {
        "sheet": _("Score sheet"),
        "table": _("Table of points"),
        "work": _("Work"),
        "number": _("Sheet no."),
        "criterion": _("Criterion"),
        "points": _("Points given"),
        "sum": _("Sum of the points above"),
        "sum_short": _("Sum"),
        "remark": pgettext("score sheet", "Remark"),
        "declared": _("I have judged by the published criteria, and am neither close to an author of these works nor of their unit."),
        "correct": _("To correct a number, strike it out, write the new one beside it and sign there."),
        "dated": _("Day … month … year …"),
        "sign": _("Juror"),
        "sign_here": _("(signature, full name)"),
    }  # fmt: skip


def _work(assignment: Assignment, rules: JudgingRules, with_codes: bool) -> dict:
    candidate = assignment.candidate
    number = str(SheetNumber(candidate.number, assignment.seat.number))
    return {
        "number": number,
        "work": candidate.number,
        "title": candidate.entry.title if candidate.entry else "",
        "author": author_words(candidate, rules),
        "qr": qr_code(number) if with_codes else "",
    }


def _criterion(criterion: Criterion) -> dict:
    return {
        "name": criterion.name,
        "description": criterion.description,
        "limit": _("at most %(most)s, in steps of %(step)s")
        % {"most": points(criterion.most), "step": points(criterion.step)},
        "most": points(criterion.most),
        "weight": "" if criterion.weight == WHOLE else _("weight %(count)d%%") % {"count": criterion.weight},
        **_boxes(criterion.most, _decimals(criterion)),
    }


def _boxes(most: int, decimals: int) -> dict[str, int]:
    """Return how many boxes stand before and after the comma."""
    return {"digits": len(str(most // PARTS_OF_A_POINT)), "decimals": decimals}


def _decimals(criterion: Criterion) -> int:
    """Return how many decimals points in these steps have."""
    return next(count for count in range(4) if criterion.step * 10**count % PARTS_OF_A_POINT == 0)

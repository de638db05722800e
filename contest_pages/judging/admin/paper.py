"""The secretaries' screens: the table of paper sheets, typing, comparing two copies, printing."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from contest_pages.contests.permissions import may_work_on
from contest_pages.files.downloads import name_download
from contest_pages.http import query_params
from contest_pages.http.decorators import only
from contest_pages.judging.domain import paper as domain
from contest_pages.judging.domain.planning import plan_in_force
from contest_pages.judging.errors import (
    JudgingRefused,
    OwnSumDiffers,
    PointsRefused,
    SheetIncomplete,
    SheetSealed,
)
from contest_pages.judging.exports.paper import render_replacement, render_sheets, render_spare, render_tables
from contest_pages.judging.logic.paper import SheetNumber, differing, read_sheet_number
from contest_pages.judging.models import Candidate, JudgingPlan, JuryRoundPage, PaperCopy, Seat
from contest_pages.judging.permissions import may_enter_paper
from contest_pages.judging.queries.paper import (
    paper_rounds,
    paper_table,
    pictures_of,
    seat_digits,
    seats_of,
)
from contest_pages.vietnamese import person_name

from .paper_forms import DiscardForm, SettlingForm, TypingForm
from .paper_pictures import change_pictures

for_secretaries = only(may_enter_paper)


@require_GET
@for_secretaries
def rounds(request: HttpRequest) -> HttpResponse:
    """Show the jury rounds with something to judge; with one of them, its table."""
    found = [page for page in paper_rounds() if may_work_on(request.user, page)]
    if len(found) == 1:
        return redirect("contest_paper_round", found[0].pk)
    return render(request, "contest_judging/admin/paper_rounds.html", {"rounds": found})


@require_GET
@for_secretaries
def guide(request: HttpRequest) -> HttpResponse:
    """Show what secretaries see to before, during and after a judging."""
    return render(request, "contest_judging/admin/paper_guide.html", {"is_guide": True})


@require_GET
@for_secretaries
def table(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show the table of sheets and the field for a number, which has the focus; a number leads to its sheet."""
    page = get_object_or_404(JuryRoundPage, pk=round_id)
    written = query_params.words(request.GET, "number")
    found = paper_table(page, request.user)
    return render(
        request,
        "contest_judging/admin/paper_round.html",
        {
            "round": page,
            "table": found,
            "written": written,
            "example": SheetNumber(3, 4),
            "compact": f"03{4:0{found.seat_digits}}",
            "refusal": _("There is no sheet “%(number)s” in this round.") % {"number": written}
            if written
            else "",
        },
    )


class _Sheet:
    """A paper sheet that an address names, with its open copies."""

    def __init__(self, page: JuryRoundPage, seat: Seat, candidate: Candidate):
        self.page, self.seat, self.candidate = page, seat, candidate
        self.number = SheetNumber(candidate.number, seat.number)
        self.plan: JudgingPlan = plan_in_force(page, now=timezone.now())
        self.copies: list[PaperCopy] = domain.open_copies(seat, candidate)

    @property
    def url(self) -> str:
        """Return its address."""
        return f"{reverse('contest_paper_sheet', args=[self.page.pk])}?number={self.number}"

    def context(self, **more) -> dict:
        """Return what every template about it shows."""
        return {
            "round": self.page,
            "sheet_number": self.number,
            "seat": self.seat,
            "candidate": self.candidate,
            "sheet_url": self.url,
            "pictures": pictures_of(self.seat, self.candidate),
            **more,
        }


def _named(page: JuryRoundPage, text: str) -> _Sheet | None:
    seats = [found.seat for found in seats_of(page)]
    number = read_sheet_number(text, seat_digits=seat_digits(seats))
    if number is None:
        return None
    seat = next((found for found in seats if found.number == number.seat), None)
    candidate = (
        Candidate.objects.select_related("round", "entry__video")
        .filter(round_id=page.pk, number=number.candidate)
        .first()
    )
    return _Sheet(page, seat, candidate) if seat and candidate else None


@require_http_methods(["GET", "POST"])
@for_secretaries
def sheet(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show the sheet of `?number=` to be typed, or compared where two copies differ; POST types, settles or sends it back."""
    page = get_object_or_404(JuryRoundPage, pk=round_id)
    written = query_params.words(request.GET, "number")
    found = _named(page, written)
    if found is None:
        if request.method == "POST":
            raise Http404
        url = reverse("contest_paper_round", args=[page.pk])
        return redirect(f"{url}?{request.GET.urlencode()}" if written else url)
    if change_pictures(request, found.seat, found.candidate):
        return redirect(found.url)
    if "discard" in request.POST:
        return _discard(request, found)
    if len(found.copies) > 1:
        return _compare(request, found)
    return _type(request, found)


def _type(request: HttpRequest, found: _Sheet) -> HttpResponse:
    form = TypingForm(
        request.POST if request.method == "POST" else None, rules=found.plan.judging_rules, auto_id="%s"
    )
    own = next((copy for copy in found.copies if copy.typed_by_id == request.user.pk), None)
    if request.method == "POST" and form.is_valid():
        typed = form.typed(is_signed="signed" in request.POST)
        try:
            copy = domain.type_copy(
                round_page=found.page,
                seat=found.seat,
                candidate=found.candidate,
                typed=typed,
                actor=request.user,
                now=timezone.now(),
            )
            return _answer(request, found, copy)
        except (PointsRefused, SheetIncomplete) as refused:
            form.refuse(refused.message, refused.fields)
        except OwnSumDiffers as refused:
            form.refuse_sum(refused.message)
        except SheetSealed as refused:
            return _beside_sealed(request, found, typed, refused)
        except JudgingRefused as refused:
            form.add_error(None, refused.message)
    return render(
        request,
        "contest_judging/admin/paper_sheet.html",
        found.context(form=form, own=own, discard_form=DiscardForm(), is_second=bool(found.copies)),
        status=422 if form.errors else 200,
    )


def _answer(request: HttpRequest, found: _Sheet, copy: PaperCopy) -> HttpResponse:
    """Lead back to the number of the next sheet; to the comparison where two copies differ."""
    words = {"number": str(found.number)}
    if copy.sheet is not None:
        words["code"] = copy.sheet.check_code
        messages.success(request, _("%(number)s: both copies agree, the sheet is sealed (%(code)s).") % words)
    elif copy.nth == 1:
        messages.success(request, _("%(number)s: kept. A colleague types it the second time.") % words)
    else:
        messages.warning(request, _("%(number)s: the two copies differ. Look at the paper together.") % words)
        return redirect(found.url)
    return redirect("contest_paper_round", found.page.pk)


def _beside_sealed(request, found: _Sheet, typed: domain.Typed, refused: SheetSealed) -> HttpResponse:
    """Show the sealed sheet beside the paper one."""
    rows = domain.compare_with_sealed(sheet=refused.sheet, typed=typed, actor=request.user)
    return render(
        request,
        "contest_judging/admin/paper_sealed.html",
        found.context(rows=rows, sealed=refused.sheet, is_same=not any(row.differs for row in rows)),
        status=409,
    )


def _compare(request: HttpRequest, found: _Sheet) -> HttpResponse:
    """Show two copies that differ, with a field for each cell in which they do; POST settles them."""
    first, second = found.copies
    criteria = found.plan.judging_rules.criteria
    open_cells = tuple(differing(first.points, second.points, criteria))
    form = SettlingForm(request.POST if "settle" in request.POST else None, criteria=open_cells)
    if "settle" in request.POST and form.is_valid():
        try:
            sealed = domain.settle(
                round_page=found.page,
                seat=found.seat,
                candidate=found.candidate,
                decided=form.points(),
                reason=form.cleaned_data["words"],
                actor=request.user,
                now=timezone.now(),
            )
            messages.success(
                request,
                _("%(number)s: settled by the paper, the sheet is sealed (%(code)s).")
                % {"number": found.number, "code": sealed.check_code},
            )
            return redirect("contest_paper_round", found.page.pk)
        except (PointsRefused, SheetIncomplete) as refused:
            form.refuse(refused.message, refused.fields)
        except JudgingRefused as refused:
            form.add_error(None, refused.message)
    rows = [
        (
            criterion,
            first.points.get(criterion.key),
            second.points.get(criterion.key),
            form[form.name_of(criterion.key)] if criterion in open_cells else None,
        )
        for criterion in criteria
    ]
    return render(
        request,
        "contest_judging/admin/paper_compare.html",
        found.context(
            form=form,
            rows=rows,
            typists=[(copy, person_name(copy.typed_by)) for copy in found.copies],
            discard_form=DiscardForm(),
        ),
        status=422 if form.errors else 200,
    )


def _discard(request: HttpRequest, found: _Sheet) -> HttpResponse:
    form = DiscardForm(request.POST)
    try:
        domain.give_back(
            seat=found.seat,
            candidate=found.candidate,
            reason=form.cleaned_data["words"] if form.is_valid() else "",
            actor=request.user,
            now=timezone.now(),
        )
    except JudgingRefused as refused:
        messages.error(request, refused.message)
        return redirect(found.url)
    messages.success(
        request,
        _("%(number)s goes back to the juror; what was typed counts no more.") % {"number": found.number},
    )
    return redirect("contest_paper_round", found.page.pk)


def _print(round_id: int, render_pdf, name: str, *more) -> HttpResponse:
    page = get_object_or_404(JuryRoundPage, pk=round_id)
    pdf = render_pdf(page, plan_in_force(page, now=timezone.now()), *more)
    if pdf is None:
        raise Http404
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Cache-Control"] = "private, no-store"
    return name_download(response, f"{name} - {page.title}.pdf")


@require_GET
@for_secretaries
def sheets_pdf(request: HttpRequest, round_id: int) -> HttpResponse:
    """Send a sheet for each seat and work, on A5; `?seat=` for one seat. 404 where nothing is assigned."""
    return _print(round_id, render_sheets, _("Score sheets"), query_params.number(request.GET, "seat"))


@require_GET
@for_secretaries
def spare_pdf(request: HttpRequest, round_id: int) -> HttpResponse:
    """Send spare sheets without seat and work, on A5."""
    return _print(round_id, render_spare, _("Spare score sheets"))


@require_GET
@for_secretaries
def replacement_pdf(request: HttpRequest, round_id: int) -> HttpResponse:
    """Send the sheet of `?number=` once more, marked as a replacement. 404 where there is none to be given."""
    page = get_object_or_404(JuryRoundPage, pk=round_id)
    found = _named(page, query_params.words(request.GET, "number"))
    if found is None:
        raise Http404
    return _print(round_id, render_replacement, str(found.number), found.number)


@require_GET
@for_secretaries
def tables_pdf(request: HttpRequest, round_id: int) -> HttpResponse:
    """Send a table of all works for each seat, on A4; `?seat=` for one seat. 404 where nothing is assigned."""
    return _print(round_id, render_tables, _("Score tables"), query_params.number(request.GET, "seat"))

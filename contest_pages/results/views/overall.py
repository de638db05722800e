"""The organisers' screen on which the rounds of a quiz are added up, for persons or for units."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from contest_pages import asked
from contest_pages.contests.enums import PrizeBasis
from contest_pages.contests.models import ContestPage, Prize
from contest_pages.contests.sentences import prize_sentences
from contest_pages.errors import ContestError
from contest_pages.quizzes.views.guards import for_runners
from contest_pages.results.domain import overall as doing
from contest_pages.results.logic.awarding import Proposal
from contest_pages.results.models import OverallRanking
from contest_pages.results.queries.overall import prizes_for, published_rankings_of, rounds_of

#: The last part of the address, and whose sums it shows.
_BASES = {"ca-nhan": PrizeBasis.QUIZ_OVERALL, "don-vi": PrizeBasis.QUIZ_UNITS}


class OrderForm(forms.Form):
    """What the chair decided about one shared rank: a number for each of those who share it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        for row in rows:
            self.fields[f"place-{row.pk}"] = forms.IntegerField(
                label=str(row.unit or row.registration.code), min_value=1, max_value=len(rows)
            )
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    @property
    def order(self) -> dict[int, int]:
        """Return {row: number}."""
        return {
            int(name.removeprefix("place-")): value
            for name, value in self.cleaned_data.items()
            if name != "reason"
        }


@require_http_methods(["GET", "POST"])
@for_runners
def rank_overall(request: HttpRequest, contest_id: int, whose: str) -> HttpResponse:
    """Show where the overall ranking stands; on POST do one step."""
    contest = get_object_or_404(ContestPage, pk=contest_id)
    basis = _BASES.get(whose)
    if basis is None:
        raise Http404
    current = (
        OverallRanking.objects.filter(contest=contest, basis=basis)
        .select_related("counted_by")
        .order_by("-number")
        .first()
    )
    is_under_way = current is not None and current.published_at is None
    proposals = doing.proposals_of(current) if is_under_way else {}
    prizes = {prize.pk: prize for prize in prizes_for(contest, basis)}
    ties = _ties(current, proposals, prizes)
    if request.method == "POST":
        try:
            if _do(request, contest, basis, ties):
                return redirect("contest_rank_overall", contest_id, whose)
        except ContestError as refused:
            messages.error(request, refused.message)
            return redirect("contest_rank_overall", contest_id, whose)
    published = {found.round_id for found in published_rankings_of(contest)}
    rows = Paginator(current.rows.select_related("registration", "unit", "prize"), 50) if current else None
    return render(
        request,
        "contest_results/admin/overall.html",
        {
            "contest": contest,
            "for_units": basis == PrizeBasis.QUIZ_UNITS,
            "sentences": prize_sentences([basis]),
            "rounds": [(found, found.pk in published) for found in rounds_of(contest)],
            "prizes": prizes,
            "overall": current,
            "is_under_way": is_under_way,
            "missing": doing.what_is_missing(current, proposals) if is_under_way else "",
            "proposed": _proposed(current, proposals, prizes),
            "ties": ties,
            "rows": rows.get_page(asked.number(request.GET, "p") or 1) if rows else None,
        },
        status=422 if any(tie["form"].is_bound for tie in ties) else 200,
    )


def _ties(
    current: OverallRanking | None, proposals: dict[str, Proposal], prizes: dict[int, Prize]
) -> list[dict]:
    """Return each shared rank that keeps a prize open, with its form."""
    ties = []
    for division, proposal in proposals.items():
        for prize, rank, _count in proposal.open_ties:
            rows = doing.rows_in(current, division).filter(rank=rank, place=None)
            rows = list(rows.select_related("registration", "unit"))
            ties.append(
                {
                    "prize": prizes[prize],
                    "rank": rank,
                    "form": OrderForm(rows=rows),
                    "rows": rows,
                }
            )
    return ties


def _proposed(
    current: OverallRanking | None, proposals: dict[str, Proposal], prizes: dict[int, Prize]
) -> list[tuple]:
    """Return (prize, row) pairs as they would be published now."""
    given = [pair for proposal in proposals.values() for pair in proposal.given]
    if not given:
        return []
    rows = current.rows.select_related("registration", "unit").in_bulk([row for _prize, row in given])
    return [(prizes[prize], rows[row]) for prize, row in given]


def _do(request: HttpRequest, contest: ContestPage, basis: str, ties: list[dict]) -> bool:
    """Do the step that was asked for; False where its form must be corrected first."""
    said = {"contest": contest, "basis": basis, "actor": request.user, "now": timezone.now()}
    if "count" in request.POST:
        doing.count(**said)
        messages.success(request, _("The rounds are added up."))
    elif "publish" in request.POST:
        doing.publish_overall(**said)
        messages.success(request, _("The overall ranking is published."))
    elif "chair" in request.POST:
        tie = next((tie for tie in ties if str(tie["rank"]) == request.POST["chair"]), None)
        if tie is None:
            return True
        form = tie["form"] = OrderForm(request.POST, rows=tie["rows"])
        if not form.is_valid():
            return False
        doing.decide_tie(order=form.order, reason=form.cleaned_data["reason"], **said)
        messages.success(request, _("The tie is settled as the chair decided."))
    return True

"""The staff's screen on which a round, or a whole contest, is ranked step by step."""

from __future__ import annotations

import csv
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin.views.mixins import Echo

from contest_pages import audit
from contest_pages.contests.models import ContestPage, ContestRoundPage
from contest_pages.data.numbers import KEY_DIGITS, read_number
from contest_pages.errors import ContestError
from contest_pages.http import query_params
from contest_pages.http.decorators import only
from contest_pages.http.reauthentication import with_recent_identity
from contest_pages.standings.domain import awarding, publishing, ranking
from contest_pages.standings.enums import Step, Ties
from contest_pages.standings.models import Award, Exclusion, LotSeed, Ranking, Subject
from contest_pages.standings.pasted import PASTED
from contest_pages.standings.permissions import may_export, may_rank
from contest_pages.standings.queries.proof import write_proof
from contest_pages.standings.queries.proposals import OpenTie, open_ties, prizes_of, proposals_of, tied_rows
from contest_pages.standings.queries.rankings import changes_between
from contest_pages.standings.queries.tables import TableRow, ranks_units, rows_of_table, shown_rows

from .forms import MOST_NUMBERED, ChairForm, ExclusionForm, ReasonForm

PAGE_SIZE = 50
#: Steps that seal, decide or publish; counting and ranking may be repeated at will.
SEALING = ("freeze", "lot", "chair", "exclude", "lift", "publish", "revoke")


@dataclass(frozen=True)
class TieSection:
    """An open tie with the rows that share it and the form for the chair's decision."""

    tie: OpenTie
    rows: list[TableRow]
    form: ChairForm


@require_http_methods(["GET", "POST"])
@only(may_rank)
@with_recent_identity(actions=SEALING)
def rank_round(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show the state of a round's ranking; on POST run a step."""
    page = get_object_or_404(ContestRoundPage, pk=round_id).specific
    subject = Subject.of_round(page)
    if subject.source is PASTED:
        return redirect("contest_paste_standings", subject.contest.original.pk)
    return _screen(request, subject)


@require_http_methods(["GET", "POST"])
@only(may_rank)
@with_recent_identity(actions=SEALING)
def rank_contest(request: HttpRequest, contest_id: int, basis: str) -> HttpResponse:
    """Show the state of a whole contest's ranking; on POST run a step."""
    contest = get_object_or_404(ContestPage, pk=contest_id)
    try:
        return _screen(request, Subject.of_contest(contest, basis))
    except LookupError:
        raise Http404 from None


def _screen(request: HttpRequest, subject: Subject) -> HttpResponse:
    bound: dict[str, forms.Form] = {}
    if request.method == "POST":
        try:
            if _run_step(request, subject, bound):
                return redirect(request.path)
        except ContestError as refused:
            messages.error(request, refused.message)
            return redirect(request.path)
    return render(
        request,
        "contest_standings/admin/ranking.html",
        _context(request, subject, bound),
        status=422 if bound else 200,
    )


def _run_step(request: HttpRequest, subject: Subject, bound: dict) -> bool:
    """Run the requested step; return False where its form must be corrected first."""
    by = {"actor": request.user, "now": timezone.now()}
    kwargs = {"subject": subject, **by}
    post = request.POST
    simple = {
        "freeze": (ranking.freeze, _("The round is frozen.")),
        "count": (ranking.count, _("The rounds are added up.")),
        "rank": (ranking.rank, _("Everybody is counted and ranked.")),
        "lot": (awarding.draw_lot, _("The lot is drawn.")),
        "award": (awarding.propose_awards, _("The prizes are proposed.")),
        "publish": (publishing.publish, _("The ranking is published.")),
    }
    for name, (action, message) in simple.items():
        if name in post:
            action(**kwargs)
            messages.success(request, message)
            return True
    if "exclude" in post and subject.round is not None:
        form = bound["exclude"] = ExclusionForm(post, subject=subject)
        if form.is_valid():
            data = form.cleaned_data
            ranking.exclude(registration=data["code"], reason=data["reason"], **kwargs)
            messages.success(request, _("Excluded. Please count and rank again."))
    elif "lift" in post and subject.round is not None:
        form = bound["lift"] = ReasonForm(post)
        if form.is_valid():
            exclusion = get_object_or_404(Exclusion, pk=_number(post["lift"]), round=subject.round.pk)
            ranking.lift_exclusion(exclusion=exclusion, reason=form.cleaned_data["reason"], **by)
            messages.success(request, _("The exclusion is lifted. Please count and rank again."))
    elif "chair" in post:
        return _decide(request, subject, bound, kwargs)
    elif "revoke" in post:
        form = bound["revoke"] = ReasonForm(post)
        if form.is_valid():
            awards = Award.objects.filter(ranking__in=Ranking.objects.filter(subject.rankings))
            award = get_object_or_404(awards, pk=_number(post["revoke"]))
            publishing.revoke_award(award=award, reason=form.cleaned_data["reason"], **by)
            messages.success(request, _("The prize is revoked; the notice stays on the results page."))
    return all(form.is_valid() for form in bound.values())


def _number(text: str) -> int:
    """Return the primary key in a button's value; 0, which no row has, for anything else."""
    return read_number(text, KEY_DIGITS) or 0


def _decide(request: HttpRequest, subject: Subject, bound: dict, kwargs: dict) -> bool:
    """Settle the tie whose form was submitted; do nothing where it is settled already."""
    current = Ranking.objects.filter(subject.rankings, published_at=None).first()
    rank, division = _number(request.POST["chair"]), request.POST.get("division", "")
    ties = open_ties(current) if current is not None and current.ranked_at else []
    tie = next((tie for tie in ties if (tie.rank, tie.division) == (rank, division)), None)
    if tie is None:
        return True
    form = bound[f"chair {rank} {division}"] = ChairForm(request.POST, rows=_tied(current, tie))
    if not form.is_valid():
        return False
    awarding.decide_by_chair(
        division=division, rank=rank, codes=form.codes, reason=form.cleaned_data["reason"], **kwargs
    )
    messages.success(request, _("The tie is settled as the chair decided."))
    return True


def _tied(current: Ranking, tie: OpenTie) -> list:
    """Return the rows that share a rank, as far as the screen lists them."""
    rows = tied_rows(current, tie.division, tie.rank).select_related("registration", "entry", "unit")
    return list(rows[: MOST_NUMBERED + 1])


def _tie_sections(current: Ranking, ties: list[OpenTie], bound: dict) -> list[TieSection]:
    sections = []
    for tie in ties:
        rows = _tied(current, tie)
        form = bound.get(f"chair {tie.rank} {tie.division}")
        sections.append(
            TieSection(
                tie=tie,
                rows=rows_of_table(current, shown_rows(current).filter(pk__in=[row.pk for row in rows])),
                form=form or ChairForm(rows=rows, initial={"division": tie.division}),
            )
        )
    return sections


def _context(request: HttpRequest, subject: Subject, bound: dict) -> dict:
    now = timezone.now()
    rankings = list(
        Ranking.objects.filter(subject.rankings).select_related("contest", "round").order_by("-number")
    )
    current = rankings[0] if rankings else None
    is_under_way = current is not None and current.is_under_way
    is_ranked = current is not None and current.ranked_at is not None
    pages = Paginator(shown_rows(current), PAGE_SIZE) if is_ranked else None
    page = pages.get_page(query_params.number(request.GET, "p") or 1) if pages else None
    has_previous = len(rankings) > 1 and is_ranked
    changes, changed = changes_between(rankings[1], current) if has_previous else ([], 0)
    proposals = proposals_of(current) if is_under_way and is_ranked else None
    steps = list(current.steps.select_related("by")) if current is not None else []
    return {
        "subject": subject,
        "round": subject.round,
        "sentences": subject.source.sentences(subject),
        "ranking": current,
        "is_under_way": is_under_way,
        "refusal": "" if is_under_way else subject.source.refusal(subject, now),
        "missing": publishing.missing_of(current, proposals) if proposals else "",
        "words": subject.source.count_words(current) if is_ranked else "",
        "corrected": _corrected_since(current, steps),
        "frozen": next((step.words for step in steps if step.step == Step.FREEZE), ""),
        "of_units": current is not None and ranks_units(current),
        "columns": subject.source.columns(current) if current is not None else [],
        "pages": page,
        "rows": rows_of_table(current, page) if page is not None else [],
        "ties": _tie_sections(current, proposals.open_ties, bound) if proposals else [],
        "by_lot": is_under_way and current.ties == Ties.LOT,
        "prizes": proposals.prizes if proposals else prizes_of(current) if current is not None else [],
        "awards": list(current.awards.named()) if current is not None else [],
        "exclusions": _exclusions(subject),
        "steps": steps,
        "seal": LotSeed.objects.filter(round=subject.round.pk).first() if subject.round else None,
        "has_proof": subject.round is not None and is_ranked and subject.source.has_proof,
        "changes": changes,
        "changed": changed,
        "previous": rankings[1] if len(rankings) > 1 else None,
        "exclusion_form": bound.get("exclude") or ExclusionForm(subject=subject),
        "reason_form": bound.get("lift") or bound.get("revoke") or ReasonForm(),
    }


def _corrected_since(current: Ranking | None, steps: list) -> list:
    """Return the corrections of keys after the publication, which the published ranks do not have."""
    if current is None or current.published_at is None:
        return []
    return [step for step in steps if step.step == Step.CORRECT and step.at >= current.published_at]


def _exclusions(subject: Subject) -> list[Exclusion]:
    if subject.round is None:
        return []
    exclusions = Exclusion.objects.filter(round=subject.round.pk)
    return list(exclusions.select_related("registration", "by", "lifted_by"))


@require_GET
@only(may_export)
def export_proof(request: HttpRequest, round_id: int) -> HttpResponse | StreamingHttpResponse:
    """Stream the file with which the ranking can be verified, without names: rules, submissions without answers, ranks, seal."""
    page = get_object_or_404(ContestRoundPage, pk=round_id)
    ranking = Ranking.objects.filter(round=page.pk, ranked_at__isnull=False).order_by("-number").first()
    proof = ranking.source.proof(ranking) if ranking is not None else None
    if proof is None:
        messages.error(request, _("Count and rank first."))
        return redirect("contest_rank_round", round_id)
    audit.record("contest.export_ranking", page, actor=request.user, ranking=ranking.number)
    return StreamingHttpResponse(
        write_proof(*proof, csv.writer(Echo())),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="xep-hang-{page.pk}-{ranking.number}.csv"',
            "Cache-Control": "private, no-store",
        },
    )

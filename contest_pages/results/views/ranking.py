"""The organisers' screen on which a round is ranked, step by step."""

from __future__ import annotations

import csv
import json

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin.views.mixins import Echo

from contest_pages import asked, audit
from contest_pages.errors import ContestError
from contest_pages.quizzes.logic.predictions import write_prediction
from contest_pages.quizzes.models import QuizRoundPage
from contest_pages.quizzes.views.guards import for_exporters, for_runners
from contest_pages.registrations.models import Registration
from contest_pages.results.domain import awarding, publishing, ranking
from contest_pages.results.models import LotSeed, QuizAward, Ranking, Strike
from contest_pages.results.queries.proof import header_of, lines_of
from contest_pages.results.queries.rankings import changes_between, shown_rows


class ReasonForm(forms.Form):
    """A reason that stays on record."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}), strip=True
    )


class StrikeForm(ReasonForm):
    """Whom to strike out, and why."""

    code = forms.CharField(label=gettext_lazy("Registration code or receipt code"), max_length=12)
    field_order = ["code", "reason"]

    def __init__(self, *args, round_page, **kwargs):
        super().__init__(*args, **kwargs)
        self.round_page = round_page

    def clean_code(self):
        """Return the registration that the code names, if it has an attempt in the round."""
        code = self.cleaned_data["code"].strip().upper()
        found = Registration.objects.filter(quiz_attempts__round=self.round_page)
        registration = found.filter(code=code).first() or found.filter(quiz_attempts__code=code).first()
        if registration is None:
            raise forms.ValidationError(_("Nobody with an attempt in this round has that code."))
        return registration


class ChairForm(ReasonForm):
    """What the chair decided about one tie."""

    division = forms.CharField(widget=forms.HiddenInput, required=False)
    rank = forms.IntegerField(widget=forms.HiddenInput)
    codes = forms.CharField(
        label=gettext_lazy("Receipt codes in the order decided, one on each line"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ["division", "rank", "codes", "reason"]


@require_http_methods(["GET", "POST"])
@for_runners
def rank_round(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show where the ranking of a round stands; on POST do one step."""
    page = get_object_or_404(QuizRoundPage, pk=round_id)
    bound: dict[str, forms.Form] = {}
    if request.method == "POST":
        try:
            if _do(request, page, bound):
                return redirect("contest_rank_round", round_id)
        except ContestError as refused:
            messages.error(request, refused.message)
            return redirect("contest_rank_round", round_id)
    return render(
        request,
        "contest_results/admin/ranking.html",
        _context(request, page, bound),
        status=422 if bound else 200,
    )


def _do(request: HttpRequest, page: QuizRoundPage, bound: dict) -> bool:
    """Do the step that was asked for; False where a form of it must be corrected first."""
    said = {"round_page": page, "actor": request.user, "now": timezone.now()}
    person = {"actor": request.user, "now": said["now"]}
    post = request.POST
    simple = {
        "freeze": (ranking.freeze, _("The round is frozen.")),
        "rank": (ranking.rank, _("Everybody is counted and ranked.")),
        "lot": (awarding.draw_lot, _("The lot is drawn.")),
        "award": (awarding.propose_awards, _("The prizes are proposed.")),
        "publish": (publishing.publish, _("The ranking is published.")),
    }
    for name, (deed, done) in simple.items():
        if name in post:
            deed(**said)
            messages.success(request, done)
            return True
    if "strike" in post:
        form = bound["strike"] = StrikeForm(post, round_page=page)
        if form.is_valid():
            ranking.strike(registration=form.cleaned_data["code"], reason=form.cleaned_data["reason"], **said)
            messages.success(request, _("Struck out. Please count and rank again."))
    elif "lift" in post:
        form = bound["lift"] = ReasonForm(post)
        if form.is_valid():
            found = get_object_or_404(Strike, pk=post["lift"], round=page.pk)
            ranking.lift_strike(strike=found, reason=form.cleaned_data["reason"], **person)
            messages.success(request, _("The strike is taken back. Please count and rank again."))
    elif "chair" in post:
        form = bound["chair"] = ChairForm(post)
        if form.is_valid():
            data = form.cleaned_data
            awarding.decide_by_chair(
                division=data["division"], rank=data["rank"], codes=data["codes"].split(), reason=data["reason"], **said
            )  # fmt: skip
            messages.success(request, _("The tie is settled as the chair decided."))
    elif "revoke" in post:
        form = bound["revoke"] = ReasonForm(post)
        if form.is_valid():
            award = get_object_or_404(QuizAward, pk=post["revoke"], ranking__round=page.pk)
            publishing.revoke_award(award=award, reason=form.cleaned_data["reason"], **person)
            messages.success(request, _("The prize is revoked; the notice stays on the results page."))
    else:
        return True
    return all(form.is_valid() for form in bound.values())


def _context(request: HttpRequest, page: QuizRoundPage, bound: dict) -> dict:
    now = timezone.now()
    rankings = list(Ranking.objects.filter(round=page.pk).order_by("-number"))
    current = rankings[0] if rankings else None
    is_under_way = current is not None and current.published_at is None
    rows = Paginator(shown_rows(current), 50) if current is not None and current.ranked_at else None
    ties = awarding.open_ties(current) if is_under_way and current.ranked_at else []
    changes, changed = ([], 0)
    if len(rankings) > 1 and current.ranked_at:
        changes, changed = changes_between(rankings[1], current)
    return {
        "round": page,
        "ranking": current,
        "is_under_way": is_under_way,
        "is_closed": page.has_closed(now),
        "target": write_prediction(current.target) if current is not None else "",
        "rows": rows.get_page(asked.number(request.GET, "p") or 1) if rows else None,
        "ties": [
            {
                "division": division,
                "prize": prize,
                "rank": rank,
                "count": count,
                "rows": list(awarding.tied_rows(current, division, rank).select_related("attempt", "registration")[:30]),
            }
            for division, prize, rank, count in ties
        ],
        "by_lot": is_under_way and current.quiz_rules.ties == "lot",
        "prizes": awarding.prizes_of(current) if current is not None else [],
        "awards": list(current.awards.select_related("prize", "row__registration", "row__attempt")) if current else [],
        "strikes": list(Strike.objects.filter(round=page.pk).select_related("registration", "by", "lifted_by")),
        "steps": list(current.steps.select_related("by")) if current is not None else [],
        "seal": LotSeed.objects.filter(round=page.pk).first(),
        "changes": changes,
        "changed": changed,
        "previous": rankings[1] if len(rankings) > 1 else None,
        "strike_form": bound.get("strike") or StrikeForm(round_page=page),
        "reason_form": bound.get("lift") or bound.get("revoke") or ReasonForm(),
        "chair_form": bound.get("chair") or ChairForm(),
    }  # fmt: skip


@require_GET
@for_exporters
def export_proof(request: HttpRequest, round_id: int) -> HttpResponse | StreamingHttpResponse:
    """Stream what anybody needs to rank again, naming nobody: rules, attempts without answers, ranks, seal."""
    page = get_object_or_404(QuizRoundPage, pk=round_id)
    found = Ranking.objects.filter(round=page.pk, ranked_at__isnull=False).order_by("-number").first()
    if found is None:
        messages.error(request, _("Count and rank first."))
        return redirect("contest_rank_round", round_id)
    audit.record("contest.export_ranking", page, actor=request.user, ranking=found.number)
    writer = csv.writer(Echo())

    def stream():
        yield f"# {json.dumps(header_of(found), ensure_ascii=False)}\r\n"
        for line in lines_of(found):
            yield writer.writerow(line)

    return StreamingHttpResponse(
        stream(),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="xep-hang-{page.pk}-{found.number}.csv"',
            "Cache-Control": "private, no-store",
        },
    )

"""The staff's screen on which standings are pasted from a table, previewed, and published or discarded."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from contest_pages.contests.models import ContestPage, ContestRoundPage
from contest_pages.data.numbers import read_number
from contest_pages.errors import ContestError
from contest_pages.http.reauthentication import with_recent_identity
from contest_pages.standings.domain.pasting import discard_pasted, paste_standings
from contest_pages.standings.domain.publishing import publish
from contest_pages.standings.models import Ranking, Subject
from contest_pages.standings.pasted import PASTED
from contest_pages.standings.permissions import may_propose, may_publish
from contest_pages.standings.queries.tables import TableRow, rows_of_table, shown_rows

from .forms import PasteForm

_PREVIEWED = 100


@dataclass(frozen=True)
class PastedPreview:
    """A pasted ranking that is not published, with its first rows; `more` is the number of rows left out."""

    ranking: Ranking
    rows: list[TableRow]
    more: int


@require_http_methods(["GET", "POST"])
@with_recent_identity(actions=("publish",))
def paste(request: HttpRequest, contest_id: int) -> HttpResponse:
    """Show the pasted rankings and the form; on POST show errors line by line, or save, publish, discard."""
    contest = get_object_or_404(ContestPage, pk=contest_id)
    if not may_propose(request.user, contest):
        raise PermissionDenied
    form, problems = PasteForm(contest=contest), []
    if request.method == "POST":
        if "publish" in request.POST or "discard" in request.POST:
            return _publish_or_discard(request, contest)
        form = PasteForm(request.POST, contest=contest)
        if form.is_valid():
            problems = _paste(request, form)
            if not problems:
                return redirect("contest_paste_standings", contest_id)
    context = {
        "contest": contest,
        "form": form,
        "problems": problems[:50],
        "more": max(0, len(problems) - 50),
        "previews": _previews(contest),
        "published": list(
            Ranking.objects.published()
            .filter(contest=contest, basis=PASTED.basis)
            .select_related("round")
            .order_by("round__path")
        ),
        "may_publish": may_publish(request.user, contest),
    }
    is_wrong = bool(problems or form.errors)
    return render(request, "contest_standings/admin/paste.html", context, status=422 if is_wrong else 200)


def _paste(request: HttpRequest, form: PasteForm) -> list[str]:
    data = form.cleaned_data
    try:
        ranking, problems = paste_standings(
            round_page=data["round"], text=data["lines"], actor=request.user, now=timezone.now()
        )
    except ContestError as refused:
        return [refused.message]
    if ranking is not None:
        count = ranking.facts["ranked"]
        words = ngettext(
            "%(count)d standing waits below. Check it and publish it.",
            "%(count)d standings wait below. Check them and publish them.",
            count,
        )
        messages.success(request, words % {"count": count})
    return problems


def _publish_or_discard(request: HttpRequest, contest: ContestPage) -> HttpResponse:
    key = request.POST.get("publish") or request.POST.get("discard") or ""
    rounds = ContestRoundPage.objects.child_of(contest)
    page = get_object_or_404(rounds, pk=read_number(key))
    try:
        if "publish" in request.POST:
            if not may_publish(request.user, contest):
                raise PermissionDenied
            publish(subject=Subject.of_round(page), actor=request.user, now=timezone.now())
            messages.success(request, _("The ranking is published."))
        else:
            discard_pasted(round_page=page, actor=request.user)
            messages.success(request, _("What was pasted is dropped."))
    except ContestError as refused:
        messages.error(request, refused.message)
    return redirect("contest_paste_standings", contest.pk)


def _previews(contest: ContestPage) -> list[PastedPreview]:
    """Return the pasted rankings that are not published, by round."""
    rankings = Ranking.objects.filter(contest=contest, basis=PASTED.basis, published_at=None)
    return [
        PastedPreview(
            ranking=ranking,
            rows=rows_of_table(ranking, shown_rows(ranking).order_by("rank", "pk")[:_PREVIEWED]),
            more=max(0, ranking.facts.get("ranked", 0) - _PREVIEWED),
        )
        for ranking in rankings.select_related("round", "contest").order_by("round__path")
    ]

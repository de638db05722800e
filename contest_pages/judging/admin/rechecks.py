"""The register of checks of the sum, and the screen of one: sheets added up again beside the published total, one reply."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from contest_pages.http.reauthentication import with_recent_identity
from contest_pages.judging.domain.chain import verify
from contest_pages.judging.domain.rechecking import answer_recheck
from contest_pages.judging.models import JuryRoundPage, RecheckRequest
from contest_pages.judging.permissions import may_arrange
from contest_pages.judging.queries.rechecks import asking_until, published_ranking, register_of, sum_check
from contest_pages.standings.permissions import may_rank
from contest_pages.vietnamese import days_until

from .forms import RecheckReplyForm
from .guards import attempt, for_readers_of_sheets, round_or_404


@require_GET
@for_readers_of_sheets
def rechecks(request: HttpRequest, round_id: int) -> HttpResponse:
    """List the requests of a round, those that wait first, with the days left in which contestants may ask."""
    page, now = round_or_404(round_id), timezone.now()
    ranking = published_ranking(page.pk)
    until = asking_until(ranking) if ranking else None
    return render(
        request,
        "contest_judging/admin/rechecks.html",
        _context(request, page)
        | {
            "rechecks": register_of(page.pk),
            "ranking": ranking,
            "until": until,
            "is_over": until is not None and now >= until,
            "days_left": days_until(until, now, is_closing=True) if until and now < until else "",
        },
    )


@require_http_methods(["GET", "POST"])
@for_readers_of_sheets
@with_recent_identity(actions=("answer",))
def recheck(request: HttpRequest, round_id: int, recheck_id: int) -> HttpResponse:
    """Show the sheets of a work added up again beside what is published; on POST reply to the request, once."""
    page = round_or_404(round_id)
    found = get_object_or_404(
        RecheckRequest.objects.select_related(
            "candidate__entry", "candidate__registration", "registration", "ranking", "answered_by"
        ),
        round_id=page.pk,
        pk=recheck_id,
    )
    form = RecheckReplyForm(request.POST if "answer" in request.POST else None)
    if "answer" in request.POST:
        words = _("The reply is recorded, and the contestant is written to.")
        by = {"actor": request.user, "now": timezone.now()}
        if attempt(request, words, answer_recheck, form, recheck=found, **by):
            return redirect("contest_jury_rechecks", page.pk)
    return render(
        request,
        "contest_judging/admin/recheck.html",
        _context(request, page)
        | {
            "recheck": found,
            "check": sum_check(found, is_sound=verify(page.pk).is_sound),
            "is_corrected": found.ranking != published_ranking(page.pk),
            "form": form,
            "may_rank": may_rank(request.user),
        },
        status=422 if form.errors else 200,
    )


def _context(request: HttpRequest, page: JuryRoundPage) -> dict:
    return {
        "round": page,
        "contest": page.contest,
        "at": "rechecks",
        "may_see_sheets": True,
        "may_arrange": may_arrange(request.user),
    }

"""The contestant's page of one own work: ask for a check of the sum, read the reply."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_pages.judging.domain.rechecking import ask_recheck
from contest_pages.judging.errors import JudgingRefused
from contest_pages.judging.forms import RecheckAskForm
from contest_pages.judging.models import Candidate, JuryRoundPage, RecheckRequest
from contest_pages.judging.queries.rechecks import asking_until, is_own, published_ranking, row_of
from contest_pages.registrations.access.decorators import with_fresh_link


@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_link
def recheck(request: HttpRequest, registration, round_id: int, number: int) -> HttpResponse:
    """Show the request of an own work with its state; POST enters one. Works of others, and all before the publication, are not found."""
    candidate, ranking = _own_or_404(registration, round_id, number)
    now, until = timezone.now(), asking_until(ranking)
    if until is None:
        raise Http404
    asked = RecheckRequest.objects.filter(candidate=candidate, ranking=ranking).first()
    form = RecheckAskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and asked is None and form.is_valid():
        words = form.cleaned_data["words"]
        try:
            asked = ask_recheck(registration=registration, candidate=candidate, words=words, now=now)
        except JudgingRefused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(
                request, _("Your request has number %(number)d in the register.") % {"number": asked.number}
            )
            return redirect(request.path)
    return render(
        request,
        "contest_judging/recheck.html",
        {
            "registration": registration,
            "contest": registration.contest,
            "token": request.contestant_token,
            "round": ranking.round,
            "work": candidate.entry,
            "row": row_of(candidate, ranking),
            "asked": asked,
            "until": until,
            "is_over": now >= until,
            "form": form,
        },
        status=422 if form.errors and asked is None else 200,
    )


def _own_or_404(registration, round_id: int, number: int):
    """Return an own work of a number as a candidate with its published ranking; all else answers alike."""
    page = JuryRoundPage.objects.live().filter(pk=round_id).first()
    ranking = published_ranking(page.pk) if page else None
    candidate = (
        Candidate.objects.filter(round_id=round_id, entry__number=number, entry__registration=registration)
        .select_related("entry")
        .first()
    )
    if ranking is None or candidate is None or not is_own(candidate, registration, ranking):
        raise Http404
    return candidate, ranking

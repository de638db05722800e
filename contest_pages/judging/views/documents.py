"""What a juror downloads, and what the panel sees of the samples."""

from __future__ import annotations

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from contest_pages.files.downloads import name_download
from contest_pages.judging.access import for_juror
from contest_pages.judging.domain.planning import plan_in_force
from contest_pages.judging.exports.own_sheets import own_sheets_pdf
from contest_pages.judging.queries.calibration import has_samples, sample_spreads
from contest_pages.judging.queries.juror import own_list


@require_GET
@for_juror
def own_sheets(request: HttpRequest, term, page) -> HttpResponse:
    """Download the juror's own sealed sheets with their check codes; 404 while none is sealed."""
    now = timezone.now()
    sealed = own_list(page, term, plan_in_force(page, now=now)).sealed
    if not sealed:
        raise Http404
    prefetch_related_objects([work.sheet for work in sealed if work.sheet], "plan")
    response = HttpResponse(own_sheets_pdf(page, term, sealed, now), content_type="application/pdf")
    return name_download(response, f"{_('Score sheets')} - {term.seat}.pdf")


@require_GET
@for_juror
def samples(request: HttpRequest, term, page) -> HttpResponse:
    """Show how far the points for the samples lie apart, once all jurors have sealed theirs; 404 without samples."""
    if not has_samples(page.pk):
        raise Http404
    return render(
        request,
        "contest_judging/juror/samples.html",
        {
            "term": term,
            "seat": term.seat,
            "round": page,
            "token": request.juror_token,
            "spreads": sample_spreads(page.pk, term.seat_id),
        },
    )

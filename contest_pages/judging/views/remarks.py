"""The chair's page of remarks: which ones contestants read after the publication."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_pages.data.numbers import KEY_DIGITS, read_number
from contest_pages.judging.access import for_chair
from contest_pages.judging.domain.remarks import decide_remark
from contest_pages.judging.errors import JudgingRefused
from contest_pages.judging.queries.panel import is_over
from contest_pages.judging.queries.remarks import are_for_contestants, are_published, remarks_for

_ON_A_PAGE = 30


@require_http_methods(["GET", "POST"])
@for_chair
def remarks(request: HttpRequest, term, page) -> HttpResponse:
    """List the remarks of sealed sheets once the judging is over; POST releases one (`release`) or holds it back (`hold`)."""
    if not are_for_contestants(page.pk):
        raise Http404
    if request.method == "POST":
        return _decide(request, term, page)
    over = is_over(page, timezone.now())
    found = remarks_for(term) if over else ()
    return render(
        request,
        "contest_judging/juror/remarks.html",
        {
            "term": term,
            "seat": term.seat,
            "round": page,
            "token": request.juror_token,
            "is_over": over,
            "is_published": are_published(page.pk),
            "sheets": Paginator(found, _ON_A_PAGE).get_page(request.GET.get("p")),
        },
    )


def _decide(request, term, page) -> HttpResponse:
    """Run a decision and lead back to the same page of the list; a press without a known remark is not found."""
    release = "release" in request.POST
    key = read_number(request.POST.get("release" if release else "hold", ""), KEY_DIGITS)
    sheet = get_object_or_404(remarks_for(term), pk=key or 0) if is_over(page, timezone.now()) else None
    if sheet is None:
        raise Http404
    try:
        decide_remark(
            round_page=page,
            sheet=sheet,
            release=release,
            chair=term,
            actor=request.user if request.user.is_authenticated else None,
            now=timezone.now(),
        )
    except JudgingRefused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(
            request,
            _("Work %(number)d: the contestant reads this remark after the publication.")
            % {"number": sheet.candidate.number}
            if release
            else _("Work %(number)d: the remark stays with the jury.") % {"number": sheet.candidate.number},
        )
    number = read_number(request.GET.get("p", "")) or 1
    return redirect(f"{request.path}?p={number}#nhan-xet-{sheet.pk}")

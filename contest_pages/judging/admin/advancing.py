"""The screen of the works that go on from a jury round: by the ranking, then as the list was closed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_pages.http.reauthentication import with_recent_identity
from contest_pages.judging.domain import advancing
from contest_pages.judging.queries.advancing import closed_list, proposed
from contest_pages.standings.permissions import may_rank

from .forms import ReasonForm
from .guards import attempt, for_readers_of_sheets, round_or_404


@require_http_methods(["GET", "POST"])
@for_readers_of_sheets
@with_recent_identity(actions=("close_list", "reopen_list"))
def advance(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show who goes on; POST closes the list, or opens it again with a reason."""
    page, form = round_or_404(round_id), ReasonForm(request.POST if "reopen_list" in request.POST else None)
    if request.method == "POST" and may_rank(request.user) and _change(request, page, form):
        return redirect("contest_jury_advance", page.pk)
    advance_list, rows = closed_list(page)
    return render(
        request,
        "contest_judging/admin/advance.html",
        {
            "round": page,
            "contest": page.contest,
            "at": "advance",
            "may_see_sheets": True,
            "may_rank": may_rank(request.user),
            "advance_list": advance_list,
            "rows": rows,
            "proposed": None if advance_list else proposed(page),
            "form": form,
        },
        status=422 if form.errors else 200,
    )


def _change(request: HttpRequest, page, form: ReasonForm) -> bool:
    if "close_list" in request.POST:
        words, now = _("The list is closed: the next round can take these works."), timezone.now()
        return attempt(request, words, advancing.close_list, round_page=page, actor=request.user, now=now)
    if "reopen_list" in request.POST:
        words = _("The list is open again.")
        return attempt(request, words, advancing.reopen_list, form, round_page=page, actor=request.user)
    return True

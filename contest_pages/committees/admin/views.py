"""Committee members from a spreadsheet."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from contest_pages.committees.domain import (
    LISTS,
    Outcome,
    import_committee,
    read_committee_list,
    template,
)
from contest_pages.committees.permissions import may_change
from contest_pages.contests.models import ContestPage
from contest_pages.files.spreadsheets import send_workbook
from contest_pages.http.decorators import only
from contest_pages.lists.reading import Choices
from contest_pages.lists.uploads import drop_list, keep_list, kept_list

from .forms import CommitteeListForm

for_organisers = only(may_change)


@require_http_methods(["GET", "POST"])
@for_organisers
def import_committee_list(request: HttpRequest) -> HttpResponse:
    """Upload a list of committee members and go on to its preview."""
    form = CommitteeListForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        keep_list(request, LISTS, form.cleaned_data["file"], timezone.now())
        return redirect("contest_preview_committee", form.cleaned_data["contest"].pk)
    return render(
        request,
        "contest_committees/admin/import.html",
        {"form": form},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@for_organisers
def preview_committee_list(request: HttpRequest, contest_id: int) -> HttpResponse:
    """Show what the uploaded list would add to a contest; on POST add it."""
    contest = get_object_or_404(ContestPage, pk=contest_id)
    kept = kept_list(request, LISTS)
    if kept is None:
        return redirect("contest_import_committee")
    file, name = kept
    choices = Choices.of(request.GET)
    with file:
        found = read_committee_list(file, choices)
    if request.method == "POST" and found.members:
        outcome = import_committee(contest=contest, members=found.members, actor=request.user)
        drop_list(request, LISTS)
        return _imported(request, outcome)
    return render(
        request,
        "contest_pages/lists/admin_preview.html",
        {
            "note": contest.title,
            "again": "contest_import_committee",
            "name": name,
            "reading": found.reading,
            "choices": choices,
        },
    )


def _imported(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    words = ngettext("%(count)d member was added.", "%(count)d members were added.", outcome.added)
    same = _("%(count)d stood there already.") % {"count": outcome.known} if outcome.known else ""
    if outcome.added:
        messages.success(request, f"{words % {'count': outcome.added}} {same}".strip())
    else:
        messages.info(request, _("Nothing changes: all members of the list are there already."))
    if outcome.to_decide:
        messages.warning(
            request,
            ngettext(
                "%(count)d contestant may be among them: please decide.",
                "%(count)d contestants may be among them: please decide.",
                outcome.to_decide,
            )
            % {"count": outcome.to_decide},
        )
        return redirect(outcome.decide_at)
    return redirect("contest_committees_committeemember_modeladmin_index")


@require_GET
@for_organisers
def committee_template(request: HttpRequest) -> HttpResponse:
    """Download the empty list."""
    return send_workbook(template, _("Template of committee members"))

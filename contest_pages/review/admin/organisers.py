"""The organisers' screens: closing the list, minutes, statistics, disqualification, three steps."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from contest_pages import audit
from contest_pages.documents import DOCX, PDF
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.files.downloads import name_download
from contest_pages.files.spreadsheets import CONTENT_TYPE
from contest_pages.http.reauthentication import with_recent_identity
from contest_pages.review.admin.forms import ReasonForm
from contest_pages.review.domain import closing, disqualifying, planning
from contest_pages.review.domain.recording import verify
from contest_pages.review.errors import ReviewRefused
from contest_pages.review.exports.document import minutes_as_docx, minutes_as_pdf
from contest_pages.review.exports.xlsx import minutes_as_xlsx
from contest_pages.review.permissions import may_arrange
from contest_pages.review.queries.minutes import minutes_of
from contest_pages.review.queries.statistics import charts_of

from .guards import for_exporters, for_managers, round_or_404


@require_http_methods(["GET", "POST"])
@for_managers
@with_recent_identity
def disqualify(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Disqualify an accepted entry with a reason."""
    entry = get_object_or_404(Entry.objects.filter(state=EntryState.ACCEPTED), pk=entry_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            disqualifying.disqualify(
                entry=entry, actor=request.user, reason=form.cleaned_data["reason"], now=timezone.now()
            )
        except ReviewRefused as refused:
            form.add_error("reason", refused.message)
        else:
            messages.success(request, _("%(entry)s is disqualified.") % {"entry": entry.code})
            return redirect("contest_review_desk", entry.pk)
    return render(
        request,
        "contest_review/admin/disqualify.html",
        {"entry": entry, "form": form},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@for_managers
@with_recent_identity(actions=("close", "reopen"))
def close(request: HttpRequest, round_id: int) -> HttpResponse:
    """Preview the closing of the list; POST closes it, or reopens a closed list with a reason."""
    round_page, now = round_or_404(round_id), timezone.now()
    form = ReasonForm(request.POST or None)
    try:
        if request.method == "POST" and "reopen" in request.POST and form.is_valid():
            closing.reopen_list(round_page=round_page, actor=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("The list is open again."))
            return redirect("contest_review_close", round_id)
        if request.method == "POST" and "close" in request.POST:
            closed = closing.close_list(round_page=round_page, actor=request.user, now=now)
            messages.success(request, _("The list is closed with %(count)d works.") % {"count": closed.count})
            return redirect("contest_review_close", round_id)
    except ReviewRefused as refused:
        form.add_error("reason", refused.message) if "reopen" in request.POST else messages.error(
            request, refused.message
        )
    return render(
        request,
        "contest_review/admin/close.html",
        {
            "round": round_page,
            "form": form,
            "obstacle": _why_not_ready(round_page, now),
            "minutes": minutes_of(round_page),
            "record": verify(round_page.pk),
            "now": now,
        },
        status=422 if form.is_bound and form.errors else 200,
    )


def _why_not_ready(round_page, now) -> str:
    try:
        closing.check_ready(round_page, now)
    except ReviewRefused as refused:
        return refused.message
    return ""


@require_GET
@for_exporters
def minutes(request: HttpRequest, round_id: int, kind: str) -> HttpResponse:
    """Download the minutes as a PDF to sign, as a DOCX to go on writing, or as a workbook."""
    kinds = {
        "pdf": (minutes_as_pdf, PDF),
        "docx": (minutes_as_docx, DOCX),
        "xlsx": (minutes_as_xlsx, CONTENT_TYPE),
    }
    if kind not in kinds:
        raise Http404
    round_page = round_or_404(round_id)
    write, content_type = kinds[kind]
    content = write(minutes_of(round_page), timezone.now())
    audit.record("contest.export_minutes", round_page, actor=request.user, kind=kind)
    response = HttpResponse(
        content, content_type=content_type, headers={"Cache-Control": "private, no-store"}
    )
    return name_download(response, f"{_('Minutes of the preliminary review')} - {round_page.title}.{kind}")


@require_GET
@for_managers
def statistics(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show works by unit and result, and decisions by moderator, step and day."""
    round_page = round_or_404(round_id)
    return render(
        request,
        "contest_review/admin/statistics.html",
        {"round": round_page, "charts": charts_of(round_page)},
    )


@require_POST
@for_managers
def three_steps(request: HttpRequest, round_id: int) -> HttpResponse:
    """Replace the steps by technical check, content check and sign-off, if the review has not begun."""
    round_page = round_or_404(round_id)
    if may_arrange(request.user):
        try:
            planning.create_three_steps(round_page.review_plan)
            messages.success(request, _("The review now has three steps. Set their deadlines and save."))
        except ReviewRefused as refused:
            messages.error(request, refused.message)
    return redirect("wagtailsnippets_contest_review_reviewplan:edit", round_page.review_plan.pk)

"""The organisers' screens: units, reminders, annexes, statistics."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from contest_pages import audit
from contest_pages.contests.models import ContestPage
from contest_pages.contests.permissions import may_work_on
from contest_pages.errors import ContestError
from contest_pages.files.spreadsheets import send_workbook
from contest_pages.http import query_params
from contest_pages.http.decorators import only
from contest_pages.registrations.enums import RegistrationKind
from contest_pages.registrations.logic.composition import per_unit
from contest_pages.registrations.models import ContestRegistrationPage, Registration
from contest_pages.rosters.domain.handing_over import hand_over
from contest_pages.rosters.domain.reminding import PAUSE, Reminded, remind_units
from contest_pages.rosters.enums import QuotaState
from contest_pages.rosters.exports.annex import send_annex
from contest_pages.rosters.exports.tables import write_quotas, write_statistics
from contest_pages.rosters.permissions import may_export, may_watch
from contest_pages.rosters.queries.annex import annex_of
from contest_pages.rosters.queries.forms import forms_with_counts
from contest_pages.rosters.queries.quotas import quota_table
from contest_pages.rosters.queries.statistics import tables_of
from contest_pages.units.models import Unit
from contest_pages.vietnamese import duration

from .forms import HandOverForm, ReminderForm

for_watchers = only(may_watch)
for_exporters = only(may_export)
_PAGE_SIZE = 50


@require_GET
@for_watchers
def forms(request: HttpRequest) -> HttpResponse:
    """Show the registration pages with their counts."""
    rows = [row for row in forms_with_counts() if may_work_on(request.user, row.page)]
    return render(request, "contest_rosters/admin/forms.html", {"forms": rows})


@require_GET
@for_watchers
def units(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the units with their counts, filtered by state and name; `?as=xlsx` exports them."""
    page = get_object_or_404(ContestRegistrationPage, pk=page_id)
    table = quota_table(page, timezone.localdate())
    state = request.GET.get("state", "")
    state = state if state in QuotaState.values else ""
    named = query_params.words(request.GET, "q")
    rows = table.rows_in(state, named)
    if request.GET.get("as") == "xlsx":
        return send_workbook(lambda file: write_quotas(table, rows, file), _("Units registered"))
    return render(
        request,
        "contest_rosters/admin/units.html",
        {
            "page": page,
            "contest": page.contest,
            "table": table,
            "rows": Paginator(rows, _PAGE_SIZE).get_page(query_params.number(request.GET, "p")),
            "count": len(rows),
            "state": state,
            "named": named,
            "states": QuotaState.choices,
            "quota": per_unit(page.composition),
            "query": query_params.parameters(state=state, q=named),
            "may_export": may_export(request.user),
        },
    )


@require_http_methods(["GET", "POST"])
@for_watchers
def remind(request: HttpRequest, page_id: int) -> HttpResponse:
    """Preview the reminder and its recipients; POST sends it to all of them."""
    page = get_object_or_404(ContestRegistrationPage, pk=page_id)
    missing = quota_table(page, timezone.localdate()).missing
    form = ReminderForm(
        request.POST or None,
        initial={
            "subject": _("Please register your contestants: %(contest)s") % {"contest": page.contest.title},
            "words": _(
                "The registration of your unit for the contest is not complete yet. Please register your contestants before the closing time below."
            ),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            done = remind_units(
                page=page, rows=missing, actor=request.user, now=timezone.now(), **form.cleaned_data
            )
        except ContestError as refused:
            form.add_error(None, refused.message)
        else:
            _add_messages(request, done)
            return redirect("contest_roster_units", page.pk)
    return render(
        request,
        "contest_rosters/admin/remind.html",
        {
            "page": page,
            "form": form,
            "reachable": [row for row in missing if row.address],
            "without_address": [row for row in missing if not row.address],
        },
        status=422 if form.errors else 200,
    )


def _add_messages(request, done: Reminded) -> None:
    words = ngettext("%(count)d unit is written to.", "%(count)d units are written to.", done.written)
    messages.success(request, words % {"count": done.written})
    if done.just_before:
        words = _("%(count)d were written to within the last %(time)s and are left alone.")
        messages.info(request, words % {"count": done.just_before, "time": duration(PAUSE)})
    if done.without_address:
        words = _("%(count)d have no e-mail address: call them, or give the address at the unit.")
        messages.warning(request, words % {"count": done.without_address})


@require_http_methods(["GET", "POST"])
@for_watchers
def change_contact(request: HttpRequest, roster_id: int) -> HttpResponse:
    """Give a roster to another contact."""
    roster = get_object_or_404(
        Registration.objects.active().select_related("unit", "page"),
        pk=roster_id,
        kind=RegistrationKind.ROSTER,
        erased_at=None,
    )
    form = HandOverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            hand_over(roster=roster, actor=request.user, **form.cleaned_data)
        except ContestError as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("The new contact gets the link; all links sent before are closed."))
        return redirect("contest_roster_units", roster.page_id)
    return render(
        request,
        "contest_rosters/admin/hand_over.html",
        {"roster": roster, "form": form},
        status=422 if form.errors else 200,
    )


@require_GET
@for_exporters
def annex(request: HttpRequest, page_id: int, form: str) -> HttpResponse:
    """Export the people of a form as an annex, of the unit `?unit=` or of all; each export is logged."""
    page = get_object_or_404(ContestRegistrationPage, pk=page_id)
    number = query_params.number(request.GET, "unit")
    unit = get_object_or_404(Unit, pk=number) if number else None
    audit.record("contest.export_registrations", page, actor=request.user)
    return send_annex(annex_of(page, unit), form)


@require_GET
@for_watchers
def statistics(request: HttpRequest, contest_id: int) -> HttpResponse:
    """Show registrations by unit, kind, division and day; `?as=xlsx` exports them."""
    contest = get_object_or_404(ContestPage, pk=contest_id)
    forms = list(ContestRegistrationPage.objects.child_of(contest))
    chosen = query_params.number(request.GET, "form")
    if chosen and chosen not in [page.pk for page in forms]:
        raise Http404
    tables = tables_of(contest, chosen)
    if request.GET.get("as") == "xlsx":
        return send_workbook(lambda file: write_statistics(tables, file), _("Statistics of registrations"))
    return render(
        request,
        "contest_rosters/admin/statistics.html",
        {"contest": contest, "forms": forms, "chosen": chosen, "tables": tables},
    )

"""A list of units is handed in, looked at, and applied."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from contest_pages.spreadsheets import send_workbook
from contest_pages.units.domain.importing import apply_list, hand_in, preview, template
from contest_pages.units.enums import Difference
from contest_pages.units.errors import UnitRefused
from contest_pages.units.forms import UnitListForm
from contest_pages.units.models import UnitList
from contest_pages.units.policies import may_change
from contest_pages.view_guards import only

for_keepers = only(may_change)
#: Rows of each sort that the preview shows; the counts say how many there are.
_SHOWN = 200


@require_http_methods(["GET", "POST"])
@for_keepers
def bring(request: HttpRequest) -> HttpResponse:
    """Take the file and show what it would do."""
    form = UnitListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        found = hand_in(actor=request.user, now=timezone.now(), **form.cleaned_data)
        return redirect("contest_unit_list", found.pk)
    lists = UnitList.objects.select_related("brought_by")[:20]
    return render(
        request,
        "contest_units/admin/bring.html",
        {"form": form, "lists": lists},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@for_keepers
def look(request: HttpRequest, list_id: int) -> HttpResponse:
    """Show what a list would do to the tree as it is now; on POST do it."""
    found = get_object_or_404(UnitList.objects.select_related("brought_by"), pk=list_id)
    if request.method == "POST":
        try:
            count = apply_list(unit_list=found, actor=request.user, now=timezone.now())
        except UnitRefused as refused:
            messages.error(request, refused.message)
            return redirect("contest_unit_list", list_id)
        words = ngettext("%(count)d unit is up to date.", "%(count)d units are up to date.", count)
        messages.success(request, words % {"count": count})
        return redirect("wagtailsnippets_contest_units_unit:list")
    with found.file.open() as file:
        comparison = preview(file, found.file.name)
    sorts = [
        (
            difference,
            comparison.count(difference),
            [c for c in comparison.changes if difference in c.differences][:_SHOWN],
        )
        for difference in Difference
    ]
    return render(
        request,
        "contest_units/admin/look.html",
        {
            "list": found,
            "comparison": comparison,
            "sorts": [sort for sort in sorts if sort[1]],
            "wrong": comparison.wrong[:_SHOWN],
        },
    )


@require_GET
@for_keepers
def list_template(request: HttpRequest) -> HttpResponse:
    """Hand out the empty list."""
    return send_workbook(template, "mau-don-vi.xlsx")

"""Staff views of lists of units: upload, preview, apply."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from contest_pages.files.spreadsheets import send_workbook
from contest_pages.http.decorators import only
from contest_pages.lists.reading import Choices
from contest_pages.units.admin.forms import UnitListForm
from contest_pages.units.domain.list_import import apply_list, preview, template
from contest_pages.units.domain.list_import import upload_list as store_list
from contest_pages.units.enums import Difference
from contest_pages.units.errors import UnitRefused
from contest_pages.units.models import UnitList
from contest_pages.units.permissions import may_change

requires_change_permission = only(may_change)
#: Rows of each kind of difference that the preview shows at most; the counts are complete.
_SHOWN = 200


@require_http_methods(["GET", "POST"])
@requires_change_permission
def upload_list(request: HttpRequest) -> HttpResponse:
    """Upload a list and redirect to its preview."""
    form = UnitListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        found = store_list(actor=request.user, now=timezone.now(), **form.cleaned_data)
        return redirect("contest_unit_list", found.pk)
    lists = UnitList.objects.select_related("uploaded_by")[:20]
    return render(
        request,
        "contest_units/admin/upload_list.html",
        {"form": form, "lists": lists},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@requires_change_permission
def preview_list(request: HttpRequest, list_id: int) -> HttpResponse:
    """Preview what a list changes in the present tree; on POST apply it."""
    found = get_object_or_404(UnitList.objects.select_related("uploaded_by"), pk=list_id)
    choices = Choices.of(request.GET)
    if request.method == "POST":
        try:
            count = apply_list(unit_list=found, actor=request.user, now=timezone.now(), choices=choices)
        except UnitRefused as refused:
            messages.error(request, refused.message)
            return redirect("contest_unit_list", list_id)
        words = ngettext("%(count)d unit is up to date.", "%(count)d units are up to date.", count)
        messages.success(request, words % {"count": count})
        return redirect("wagtailsnippets_contest_units_unit:list")
    with found.file.open() as file:
        reading, comparison = preview(file, choices)
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
        "contest_units/admin/preview_list.html",
        {
            "list": found,
            "reading": reading,
            "choices": choices,
            "comparison": comparison,
            "sorts": [sort for sort in sorts if sort[1]],
            "wrong": comparison.wrong[:_SHOWN],
        },
    )


@require_GET
@requires_change_permission
def list_template(request: HttpRequest) -> HttpResponse:
    """Serve the template of a list."""
    return send_workbook(template, _("Template of units"))

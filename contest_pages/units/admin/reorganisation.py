"""Staff views that merge and split units: a preview of the effects, then the action."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_pages.units.admin.forms import MergeForm, SplitForm
from contest_pages.units.domain.reorganisation import check_mergeable, check_splittable, merge, split
from contest_pages.units.errors import UnitRefused
from contest_pages.units.models import Unit
from contest_pages.units.queries import ending_of

from .lists import requires_change_permission

_LIST = "wagtailsnippets_contest_units_unit:list"


def _reshape(
    request: HttpRequest, form: forms.Form, *, title: str, subtitle: str, check: Callable, act: Callable
) -> HttpResponse:
    """Show the form, then the effects, and on confirmation apply it."""
    endings = []
    if request.method == "POST" and form.is_valid():
        try:
            ended, new = check(form.cleaned_data)
            if "sure" in request.POST:
                act(form.cleaned_data)
                messages.success(request, _("Done. What pointed to the old units still does."))
                return redirect(_LIST)
            endings = [ending_of(unit) for unit in ended]
        except UnitRefused as refused:
            form.add_error(None, refused.message)
    return render(
        request,
        "contest_units/admin/reorganise.html",
        {
            "form": form,
            "title": title,
            "subtitle": subtitle,
            "endings": endings,
            "new": new if endings else [],
            "on": form.cleaned_data.get("on") if endings else None,
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@requires_change_permission
def merge_units(request: HttpRequest) -> HttpResponse:
    """Merge several units of today into a new one."""

    def check(data):
        check_mergeable(data["units"], data["code"], data["on"])
        return data["units"], [data["name"]]

    return _reshape(
        request,
        MergeForm(request.POST or None),
        title=_("Merge units"),
        subtitle="",
        check=check,
        act=lambda data: merge(actor=request.user, **data),
    )


@require_http_methods(["GET", "POST"])
@requires_change_permission
def split_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Split a unit of today into new ones."""
    unit = get_object_or_404(Unit, pk=unit_id)

    def check(data):
        check_splittable(unit, data["parts"], data["on"])
        return [unit], [name for name, _code in data["parts"]]

    return _reshape(
        request,
        SplitForm(request.POST or None),
        title=_("Split the unit"),
        subtitle=unit.name,
        check=check,
        act=lambda data: split(unit=unit, actor=request.user, **data),
    )

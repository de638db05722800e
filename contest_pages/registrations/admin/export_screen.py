"""The screen where the columns of an export are chosen."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from .export_columns import AnswerColumn, chosen_before, columns_of, contest_of
from .registrations import RegistrationAdmin


@require_GET
def export_screen(request: HttpRequest) -> HttpResponse:
    """Let an organiser choose the columns of an export; the filters of the list stay."""
    if not request.user.has_perm("contest_registrations.export_registration"):
        raise PermissionDenied
    contest = contest_of(request.GET, request.user)
    columns = columns_of(contest, RegistrationAdmin(), request.user)
    chosen = chosen_before(request.user, contest, columns)
    groups = [
        (_("Registration"), [c for c in columns if not c.is_identity and not isinstance(c, AnswerColumn)]),
        (_("Answers"), [c for c in columns if not c.is_identity and isinstance(c, AnswerColumn)]),
        (_("Who they are and where to reach them"), [c for c in columns if c.is_identity]),
    ]
    kept = [
        (key, value)
        for key in request.GET
        if key not in ("p", "columns", "export")
        for value in request.GET.getlist(key)
    ]
    return render(
        request,
        "contest_registrations/admin/export.html",
        {
            "groups": [
                (title, [(column, column.key in chosen) for column in group])
                for title, group in groups
                if group
            ],
            "contest": contest,
            "kept": kept,
            "list_url": reverse("contest_registrations_registration_modeladmin_index"),
        },
    )

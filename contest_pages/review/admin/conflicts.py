"""A moderator's own conflicts of interest."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_pages.contests.permissions import within
from contest_pages.registrations.domain.conflicts import withdraw_conflict
from contest_pages.registrations.models import ConflictOfInterest
from contest_pages.review.admin.forms import UnitConflictForm
from contest_pages.review.domain.conflicts import declare_conflict_with_unit
from contest_pages.review.queries.queue import reviewed_contests

from .guards import for_moderators


@require_http_methods(["GET", "POST"])
@for_moderators
def own_conflicts(request: HttpRequest) -> HttpResponse:
    """Show the declarations of a moderator; POST adds a unit or withdraws a declaration."""
    declared = ConflictOfInterest.objects.of_user(request.user)
    contests = within(reviewed_contests(), request.user)
    form = UnitConflictForm(request.POST if "unit" in request.POST else None, contests=contests)
    if request.method == "POST" and "withdraw" in request.POST:
        conflict = get_object_or_404(declared, pk=request.POST["withdraw"])
        withdraw_conflict(conflict=conflict, actor=request.user, now=timezone.now())
        messages.success(request, _("The declaration is taken back."))
        return redirect("contest_review_conflicts")
    if request.method == "POST" and form.is_valid():
        declare_conflict_with_unit(moderator=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Noted. You decide about no work of this unit."))
        return redirect("contest_review_conflicts")
    return render(
        request,
        "contest_review/admin/conflicts.html",
        {
            "form": form,
            "conflicts": declared.select_related("unit", "registration", "member__contest"),
        },
        status=422 if form.is_bound and form.errors else 200,
    )

"""A moderator's own ties."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_pages.review.domain import ties
from contest_pages.review.forms import UnitTieForm
from contest_pages.review.models import Tie

from .guards import for_moderators


@require_http_methods(["GET", "POST"])
@for_moderators
def own_ties(request: HttpRequest) -> HttpResponse:
    """Show what a moderator has declared; on POST add a unit, or take a tie back."""
    form = UnitTieForm(request.POST if "unit" in request.POST else None)
    if request.method == "POST" and "drop" in request.POST:
        tie = get_object_or_404(Tie, pk=request.POST["drop"], user=request.user)
        ties.drop_tie(tie=tie, actor=request.user)
        messages.success(request, _("The tie is taken back."))
        return redirect("contest_review_ties")
    if request.method == "POST" and form.is_valid():
        ties.declare_tie_to_unit(
            user=request.user,
            unit=form.cleaned_data["unit"],
            words=form.cleaned_data["words"],
            actor=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("Noted. You decide about no work of this unit."))
        return redirect("contest_review_ties")
    declared = Tie.objects.filter(user=request.user).select_related("unit", "registration")
    return render(
        request,
        "contest_review/ties.html",
        {"form": form, "ties": declared},
        status=422 if form.is_bound and form.errors else 200,
    )

"""The appeal of a rejected contestant, on the own page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_pages.entries.access import for_own_entry
from contest_pages.entries.models import Entry
from contest_pages.review.domain.appeals import submit_appeal
from contest_pages.review.errors import ReviewRefused
from contest_pages.review.forms import AppealForm


@require_http_methods(["GET", "POST"])
@for_own_entry
def appeal(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Show the form of an appeal; POST submits it."""
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            submit_appeal(entry=entry, words=form.cleaned_data["words"], now=timezone.now())
        except ReviewRefused as refused:
            if refused.code == "reason_missing":
                form.add_error("words", refused.message)
            else:
                messages.error(request, refused.message)
                return redirect("contest_personal", request.contestant_token)
        else:
            messages.success(
                request,
                _("Your request is noted. Somebody else will look at your entry and you will be told."),
            )
            return redirect("contest_personal", request.contestant_token)
    return render(
        request,
        "contest_review/appeal.html",
        {
            "entry": entry,
            "form": form,
            "contest": entry.registration.contest,
            "token": request.contestant_token,
        },
        status=422 if form.errors else 200,
    )

"""A rejected contestant asks for a second look, on the own page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_pages.entries.models import Entry
from contest_pages.entries.views.intake import for_own_entry
from contest_pages.review.domain.complaining import ask_second_look
from contest_pages.review.errors import ReviewRefused
from contest_pages.review.forms import ComplaintForm


@require_http_methods(["GET", "POST"])
@for_own_entry
def second_look(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Ask for the contestant's words; on POST put the entry before the moderators once more."""
    form = ComplaintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_second_look(entry=entry, words=form.cleaned_data["words"], now=timezone.now())
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
        "contest_review/second_look.html",
        {
            "entry": entry,
            "form": form,
            "contest": entry.registration.contest,
            "token": request.contestant_token,
        },
        status=422 if form.errors else 200,
    )

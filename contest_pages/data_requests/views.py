"""A contestant's own data: view, download, request their correction or erasure."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from contest_pages import audit
from contest_pages.privacy.queries import personal_data
from contest_pages.registrations.access.decorators import with_fresh_link

from .domain import enter_as_done, submit_request
from .enums import RequestKind
from .forms import RequestForm
from .logic import ANSWER_WORKING_DAYS, DONE_DAYS


def _context(request, registration, **more) -> dict:
    return {
        "registration": registration,
        "contest": registration.contest,
        "token": request.contestant_token,
        **more,
    }


@require_GET
@with_fresh_link
def own_data(request: HttpRequest, registration) -> HttpResponse:
    """Show all personal data of the registration, to read and to print."""
    enter_as_done(registration=registration, kind=RequestKind.SEE, now=timezone.now())
    audit.record("contest.view_registration", registration)
    return render(
        request,
        "contest_data_requests/own_data.html",
        _context(request, registration, parts=personal_data(registration)),
    )


@require_GET
@with_fresh_link
def own_data_json(request: HttpRequest, registration) -> HttpResponse:
    """Download all personal data of the registration as JSON."""
    audit.record("contest.view_registration", registration)
    data = {part.key: part.value for part in personal_data(registration)}
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{registration.code}.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_link
def request_about_data(request: HttpRequest, registration) -> HttpResponse:
    """Send a request about personal data to the organisers."""
    form = RequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        entered = submit_request(
            registration=registration,
            kind=form.cleaned_data["kind"],
            words=form.cleaned_data["words"],
            now=timezone.now(),
        )
        messages.success(
            request,
            _("Your request is entered. It is answered by %(answer)s and done by %(done)s.")
            % {"answer": f"{entered.answer_due:%d/%m/%Y}", "done": f"{entered.done_due:%d/%m/%Y}"},
        )
        return redirect("contest_personal", request.contestant_token)
    context = _context(
        request,
        registration,
        form=form,
        answer_working_days=ANSWER_WORKING_DAYS,
        done_days=DONE_DAYS,
    )
    return render(request, "contest_data_requests/request.html", context)

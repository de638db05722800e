"""The organisers' screens of requests about personal data."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_pages.admin.confirm_screen import ReasonForm, confirm_screen
from contest_pages.data_requests.domain import answer, extend, finish, submit_request
from contest_pages.data_requests.enums import RequestKind
from contest_pages.data_requests.logic import ANSWER_WORKING_DAYS, DONE_DAYS, EXTENSION_DAYS
from contest_pages.data_requests.models import DataRequest
from contest_pages.data_requests.permissions import may_manage
from contest_pages.http.decorators import only
from contest_pages.http.reauthentication import with_recent_identity
from contest_pages.privacy.enums import Channel
from contest_pages.registrations.models import Registration

from .forms import OfficeRequestForm

for_organisers = only(may_manage)


@require_http_methods(["GET", "POST"])
@for_organisers
def enter_request(request: HttpRequest, registration_id: int) -> HttpResponse:
    """Enter a request that was not received through the site; its deadlines count from now."""
    registration = get_object_or_404(Registration, pk=registration_id)
    form = OfficeRequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        entered = submit_request(
            registration=registration, channel=Channel.OFFICE, now=timezone.now(), **form.cleaned_data
        )
        return redirect("contest_handle_request", entered.pk)
    return confirm_screen(
        request,
        form,
        title=_("Enter a request about personal data"),
        subtitle=registration.code,
        intro=_("For requests that came by letter, telephone or visit. Both clocks of the law start today."),
        submit=_("Enter the request"),
        back=reverse("contest_registrations_registration_modeladmin_inspect", args=[registration.pk]),
    )


@require_http_methods(["GET", "POST"])
@for_organisers
@with_recent_identity(actions=("finish",))
def handle_request(request: HttpRequest, request_id: int) -> HttpResponse:
    """Answer, extend or finish a request; finishing a request to erase erases the data."""
    data_request = get_object_or_404(
        DataRequest.objects.select_related("registration__contest", "handled_by"), pk=request_id
    )
    form = ReasonForm(request.POST or None, label=_("Answer, or reason of the extension"))
    if request.method == "POST":
        now = timezone.now()
        if "finish" in request.POST:
            finish(request=data_request, actor=request.user, now=now)
            messages.success(request, _("The request is done."))
            return redirect("contest_data_requests_datarequest_modeladmin_index")
        if form.is_valid():
            words = form.cleaned_data["words"]
            if "extend" in request.POST:
                extend(request=data_request, reason=words, actor=request.user)
                messages.success(request, _("The request has %(days)d more days.") % {"days": EXTENSION_DAYS})
            else:
                answer(request=data_request, words=words, actor=request.user, now=now)
                messages.success(request, _("The answer is on its way to the contestant."))
            return redirect("contest_handle_request", data_request.pk)
    return render(
        request,
        "contest_data_requests/admin/request.html",
        {
            "data_request": data_request,
            "form": form,
            "corrects": data_request.kind == RequestKind.CORRECT and not data_request.registration.erased_at,
            "erases": data_request.kind == RequestKind.ERASE,
            "late": data_request.is_late(timezone.localdate()),
            "answer_working_days": ANSWER_WORKING_DAYS,
            "done_days": DONE_DAYS,
            "extension_days": EXTENSION_DAYS,
            "back": reverse("contest_data_requests_datarequest_modeladmin_index"),
        },
    )

"""The organisers' screens: cancel registrations, send links, download files, decide committee matches."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from contest_pages import audit
from contest_pages.admin.confirm_screen import ReasonForm, confirm_screen
from contest_pages.errors import ContestError
from contest_pages.http.decorators import only
from contest_pages.http.reauthentication import with_recent_identity
from contest_pages.registrations.access.downloads import as_download
from contest_pages.registrations.domain.exclusion import decide_match
from contest_pages.registrations.domain.leaving import cancel
from contest_pages.registrations.domain.notifying import send_link
from contest_pages.registrations.enums import MatchDecision
from contest_pages.registrations.models import AnswerFile, CommitteeMatch, Registration
from contest_pages.registrations.permissions import may_manage

_INSPECT = "contest_registrations_registration_modeladmin_inspect"


for_organisers = only(may_manage)


@require_http_methods(["GET", "POST"])
@for_organisers
@with_recent_identity
def cancel_registration(request: HttpRequest, registration_id: int) -> HttpResponse:
    """Cancel a registration with a reason, which the contestant's letter states."""
    registration = get_object_or_404(Registration, pk=registration_id)
    form = ReasonForm(request.POST or None, label=_("Reason, as the contestant will read it"))
    back = reverse(_INSPECT, args=[registration.pk])
    if request.method == "POST" and form.is_valid():
        try:
            cancel(
                registration=registration,
                reason=form.cleaned_data["words"],
                actor=request.user,
                now=timezone.now(),
            )
        except ContestError as refused:
            messages.error(request, refused.message)
        else:
            messages.success(
                request,
                _("Registration %(code)s is cancelled; the contestant is told.")
                % {"code": registration.code},
            )
        return redirect(back)
    return confirm_screen(
        request,
        form,
        title=_("Cancel the registration"),
        subtitle=registration.code,
        intro=_("The contestant gets a letter with the reason. The registration then counts no more.")
        + (
            " "
            + _("All persons on this roster go with it: %(count)d.")
            % {"count": registration.persons.active().count()}
            if registration.is_roster
            else ""
        ),
        submit=_("Cancel the registration"),
        back=back,
        danger=True,
    )


@require_http_methods(["GET", "POST"])
@for_organisers
def resend_link(request: HttpRequest, registration_id: int) -> HttpResponse:
    """Send the confirmation or the personal link once more."""
    registration = get_object_or_404(Registration, pk=registration_id)
    back = reverse(_INSPECT, args=[registration.pk])
    if request.method == "POST":
        audit.record("contest.resend_link", registration, actor=request.user)
        send_link(registration)
        messages.success(request, _("The link is on its way to the address on file."))
        return redirect(back)
    return confirm_screen(
        request,
        None,
        title=_("Send the link again"),
        subtitle=registration.code,
        intro=_(
            "It goes to the address on file: the confirmation while it is awaited, the personal link after that."
        ),
        submit=_("Send the link again"),
        back=back,
    )


@require_GET
def answer_file(request: HttpRequest, file_id: int) -> HttpResponse:
    """Download a contestant's file; each download is logged."""
    if not request.user.has_perm("contest_registrations.view_registration"):
        raise PermissionDenied
    file = get_object_or_404(AnswerFile.objects.select_related("registration"), pk=file_id)
    audit.record("contest.view_registration", file.registration, actor=request.user)
    return as_download(file)


@require_http_methods(["GET", "POST"])
@for_organisers
@with_recent_identity
def decide_about_match(request: HttpRequest, match_id: int) -> HttpResponse:
    """Decide whether a contestant is a committee member and is excluded."""
    match = get_object_or_404(
        CommitteeMatch.objects.select_related("member__registration", "committee_member__contest"),
        pk=match_id,
    )
    form = ReasonForm(request.POST or None, label=_("Reason of the decision"))
    back = reverse("contest_registrations_committeematch_modeladmin_index")
    if request.method == "POST" and form.is_valid():
        decision = MatchDecision.EXCLUDED if "exclude" in request.POST else MatchDecision.ALLOWED
        decide_match(
            match=match,
            decision=decision,
            reason=form.cleaned_data["words"],
            actor=request.user,
            now=timezone.now(),
        )
        messages.success(request, f"{match.member.registration.code}: {decision.label}.")
        return redirect(back)
    return render(
        request,
        "contest_registrations/admin/match.html",
        {"match": match, "form": form, "back": back, "registration": match.member.registration},
    )

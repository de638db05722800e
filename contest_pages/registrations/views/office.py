"""What organisers do with registrations, committees and requests, inside Wagtail's admin."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from contest_pages import audit
from contest_pages.contests.models import ContestPage
from contest_pages.errors import ContestError
from contest_pages.registrations.domain.asking import answer, ask, extend, finish
from contest_pages.registrations.domain.committee_list import import_committee, template
from contest_pages.registrations.domain.committees import decide_match
from contest_pages.registrations.domain.leaving import cancel
from contest_pages.registrations.enums import Channel, MatchDecision, RequestKind
from contest_pages.registrations.forms import ReasonForm
from contest_pages.registrations.models import AnswerFile, CommitteeMatch, DataRequest, Registration
from contest_pages.registrations.policies import may_manage
from contest_pages.registrations.signals import link_wanted
from contest_pages.spreadsheets import send_workbook
from contest_pages.view_guards import only

from .personal import as_download

_INSPECT = "contest_registrations_registration_modeladmin_inspect"


for_organisers = only(may_manage)


def _ask_for_words(request, form, *, title, subtitle, intro, submit, back, danger=False) -> HttpResponse:
    return render(
        request,
        "contest_registrations/office/words.html",
        {
            "form": form,
            "title": title,
            "subtitle": subtitle,
            "intro": intro,
            "submit": submit,
            "back": back,
            "danger": danger,
        },
    )


@require_http_methods(["GET", "POST"])
@for_organisers
def cancel_registration(request: HttpRequest, registration_id: int) -> HttpResponse:
    """Ask for the reason, which the contestant is told, and cancel."""
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
    return _ask_for_words(
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
        link_wanted.send(None, registration_pk=registration.pk)
        messages.success(request, _("The link is on its way to the address on file."))
        return redirect(back)
    return _ask_for_words(
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
    """Hand out a contestant's file to those who may see registrations; each time is written down."""
    if not request.user.has_perm("contest_registrations.view_registration"):
        raise PermissionDenied
    file = get_object_or_404(AnswerFile.objects.select_related("registration"), pk=file_id)
    audit.record("contest.view_registration", file.registration, actor=request.user)
    return as_download(file)


class CommitteeListForm(forms.Form):
    """A contest and an XLSX file."""

    contest = forms.ModelChoiceField(queryset=ContestPage.objects.none())
    file = forms.FileField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contest"].queryset = ContestPage.objects.order_by("-pk")
        self.fields["contest"].label = _("Contest")
        self.fields["file"].label = _("List (.xlsx)")
        self.fields["file"].widget.attrs["accept"] = ".xlsx"


@require_http_methods(["GET", "POST"])
@for_organisers
def import_committee_list(request: HttpRequest) -> HttpResponse:
    """Take a list of committee members: all of it, or nothing and what is wrong with it."""
    form = CommitteeListForm(request.POST or None, request.FILES or None)
    outcome = None
    if request.method == "POST" and form.is_valid():
        outcome = import_committee(
            contest=form.cleaned_data["contest"], file=form.cleaned_data["file"], actor=request.user
        )
        if not outcome.wrong:
            messages.success(
                request,
                ngettext("%(count)d member was added.", "%(count)d members were added.", outcome.added)
                % {"count": outcome.added}
                + (
                    " " + _("%(count)d stood there already.") % {"count": outcome.known}
                    if outcome.known
                    else ""
                ),
            )
            if outcome.to_decide:
                messages.warning(
                    request,
                    ngettext(
                        "%(count)d contestant may be among them: please decide.",
                        "%(count)d contestants may be among them: please decide.",
                        outcome.to_decide,
                    )
                    % {"count": outcome.to_decide},
                )
                return redirect("contest_registrations_committeematch_modeladmin_index")
            return redirect("contest_registrations_committeemember_modeladmin_index")
    return render(
        request, "contest_registrations/office/committee_import.html", {"form": form, "outcome": outcome}
    )


@require_GET
@for_organisers
def committee_template(request: HttpRequest) -> HttpResponse:
    """Hand out the empty list."""
    return send_workbook(template, "mau-danh-sach.xlsx")


@require_http_methods(["GET", "POST"])
@for_organisers
def decide_about_match(request: HttpRequest, match_id: int) -> HttpResponse:
    """Decide whether a contestant is a committee member and must go."""
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
        "contest_registrations/office/match.html",
        {"match": match, "form": form, "back": back, "registration": match.member.registration},
    )


class OfficeRequestForm(forms.Form):
    """A request that came by letter, telephone or visit."""

    kind = forms.ChoiceField(choices=RequestKind.choices)
    words = forms.CharField(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].label = _("The person asks to")
        self.fields["words"].label = _("In the person's words")


@require_http_methods(["GET", "POST"])
@for_organisers
def enter_request(request: HttpRequest, registration_id: int) -> HttpResponse:
    """Enter a request that did not come through the site; its clocks start now."""
    registration = get_object_or_404(Registration, pk=registration_id)
    form = OfficeRequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        entered = ask(
            registration=registration, channel=Channel.OFFICE, now=timezone.now(), **form.cleaned_data
        )
        return redirect("contest_handle_request", entered.pk)
    return _ask_for_words(
        request,
        form,
        title=_("Enter a request about personal data"),
        subtitle=registration.code,
        intro=_("For requests that came by letter, telephone or visit. Both clocks of the law start today."),
        submit=_("Enter the request"),
        back=reverse(_INSPECT, args=[registration.pk]),
    )


@require_http_methods(["GET", "POST"])
@for_organisers
def handle_request(request: HttpRequest, request_id: int) -> HttpResponse:
    """Answer a request, give it more time, or mark it as done; one to erase erases."""
    asked = get_object_or_404(
        DataRequest.objects.select_related("registration__contest", "handled_by"), pk=request_id
    )
    form = ReasonForm(request.POST or None, label=_("Answer, or reason of the extension"))
    if request.method == "POST":
        now = timezone.now()
        if "finish" in request.POST:
            finish(request=asked, actor=request.user, now=now)
            messages.success(request, _("The request is done."))
            return redirect("contest_registrations_datarequest_modeladmin_index")
        if form.is_valid():
            words = form.cleaned_data["words"]
            if "extend" in request.POST:
                extend(request=asked, reason=words, actor=request.user)
                messages.success(request, _("The request has 15 more days."))
            else:
                answer(request=asked, words=words, actor=request.user, now=now)
                messages.success(request, _("The answer is on its way to the contestant."))
            return redirect("contest_handle_request", asked.pk)
    return render(
        request,
        "contest_registrations/office/request.html",
        {
            "asked": asked,
            "form": form,
            "erases": asked.kind == RequestKind.ERASE,
            "late": asked.is_late(timezone.localdate()),
            "back": reverse("contest_registrations_datarequest_modeladmin_index"),
        },
    )

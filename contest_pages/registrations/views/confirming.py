"""Confirmation by the link from a letter, or the code from a text message."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contest_pages.errors import ContestError
from contest_pages.http import rate_limits
from contest_pages.registrations.access.decorators import private, wrong_link
from contest_pages.registrations.access.links import (
    personal_path,
    registration_to_confirm,
    registration_to_dispute,
    registration_with_new_email,
    registration_with_new_phone,
)
from contest_pages.registrations.access.newcomers import registration_just_made
from contest_pages.registrations.domain import contacts as domain
from contest_pages.registrations.domain.confirming import confirm
from contest_pages.registrations.domain.contacts import confirm_new_email, confirm_new_phone
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.errors import RegistrationRefused
from contest_pages.registrations.forms import CodeForm
from contest_pages.registrations.logic.codes import is_sms_code
from contest_pages.registrations.queries.next_steps import ARRIVED

from .registering import show_done


@require_http_methods(["GET", "HEAD", "POST"])
@private
def confirm_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button; POST confirms. A mail scanner that follows links confirms nothing."""
    registration = registration_to_confirm(token)
    if registration is None or registration.status not in (
        RegistrationStatus.PENDING,
        RegistrationStatus.ACTIVE,
    ):
        return wrong_link(request)
    context = {"registration": registration, "contest": registration.contest, "token": token, "refused": ""}
    if registration.status == RegistrationStatus.ACTIVE:
        context["already"] = True
    elif request.method == "POST":
        try:
            registration = confirm(registration=registration, now=timezone.now())
        except RegistrationRefused as refused:
            context["refused"] = refused.message
            context["personal"] = personal_path(registration)
        else:
            return _greet(registration)
    return render(
        request, "contest_registrations/confirm.html", context, status=422 if context["refused"] else 200
    )


def _greet(registration) -> HttpResponse:
    """Lead to the own page of a registration that counts from now on."""
    return redirect(f"{personal_path(registration)}?{ARRIVED}=1")


@require_POST
@private
def confirm_by_code(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm by the six digits from the text message; five tries in ten minutes."""
    registration = registration_just_made(token)
    if registration is None:
        raise Http404
    form = CodeForm(request.POST)
    if form.is_valid():
        now = timezone.now()
        try:
            rate_limits.count(request, what="code", who=str(registration.pk), rate="RATE_CODE")
            if is_sms_code(form.cleaned_data["code"], registration.pk, registration.phone, now):
                return _greet(confirm(registration=registration, now=now))
            form.add_error("code", _("This code is wrong or too old. Please look at the latest message."))
        except ContestError as refused:
            form.add_error(None, refused.message)
    return show_done(request, registration, token, form)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def confirm_email(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button; POST replaces the e-mail address by the new one."""
    return _confirm_contact(request, token, registration_with_new_email(token), confirm_new_email, "email")


@require_http_methods(["GET", "HEAD", "POST"])
@private
def confirm_phone(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button; POST replaces the phone number by the new one."""
    return _confirm_contact(request, token, registration_with_new_phone(token), confirm_new_phone, "phone")


def _confirm_contact(request, token: str, registration, confirm_change, what: str) -> HttpResponse:
    if registration is None:
        return wrong_link(request)
    refusal = ""
    if request.method == "POST":
        try:
            return redirect(personal_path(confirm_change(registration=registration)))
        except RegistrationRefused as refused:
            refusal = refused.message
    return render(
        request,
        "contest_registrations/confirm.html",
        {
            "registration": registration,
            "contest": registration.contest,
            "token": token,
            "new_contact": what,
            "refused": refusal,
        },
        status=422 if refusal else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@private
def dispute_contacts(request: HttpRequest, token: str) -> HttpResponse:
    """Show what happens; POST ends all links, and asks the organisers to look into a change of contact."""
    registration = registration_to_dispute(token)
    if registration is None:
        return wrong_link(request)
    context = {"contest": registration.contest, "token": token, "done": request.method == "POST"}
    if request.method == "POST":
        try:
            who = f"dispute {registration.pk}"
            rate_limits.count(request, what="letter", who=who, rate="RATE_LETTER_CONTACT")
            domain.dispute_contacts(registration=registration, now=timezone.now())
        except ContestError as refused:  # disputed often already: the organisers know
            context["refused"] = refused.message
    return render(request, "contest_registrations/dispute.html", context)

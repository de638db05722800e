"""The registration form and what follows it."""

from __future__ import annotations

import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from contest_pages.contests.models.form_page import Fragment
from contest_pages.forms_in_pages import accepts_form_in_page
from contest_pages.registrations.domain.registering import open_rules, register
from contest_pages.registrations.errors import RegistrationClosed, RegistrationRefused
from contest_pages.registrations.forms import CodeForm, RegistrationForm
from contest_pages.registrations.links import (
    done_path,
    personal_path,
    registration_just_made,
)
from contest_pages.registrations.models import ContestRegistrationPage, Registration

_FORM = "contest_registrations/_form.html"


def form_for_page(page: ContestRegistrationPage, *, now: datetime.datetime) -> Fragment:
    """Return the empty form, or the sentence that says why it takes nothing now."""
    context = {"page": page, "closed": "", "form": None, "closes_at": page.closing()}
    try:
        open_rules(page, now)
        context["form"] = RegistrationForm(page=page)
    except RegistrationClosed as closed:
        context["closed"] = closed.message
    return Fragment(_FORM, context)


@require_POST
@accepts_form_in_page
def submit(request: HttpRequest, page_id: int, *, confirmed: bool) -> HttpResponse:
    """Take the form; without a token show it again, filled, for one confirming click."""
    page = get_object_or_404(ContestRegistrationPage.objects.live(), pk=page_id)
    form = RegistrationForm(request.POST, page=page)
    if confirmed and form.is_valid():
        try:
            registration = register(
                page=page, applicant=form.applicant(), consent_text=page.consent_text, now=timezone.now()
            )
        except RegistrationRefused as refused:
            form.add_error(None, refused.message)
        else:
            return redirect(done_path(registration))
    return render(
        request,
        "contest_registrations/form_again.html",
        {
            "page": page,
            "contest": page.contest,
            "form": form,
            "asks_to_confirm": not confirmed and form.is_valid(),
            "with_token": True,
        },
        status=200 if form.is_valid() else 422,
    )


@require_GET
@never_cache
def done(request: HttpRequest, token: str) -> HttpResponse:
    """Thank the contestant and show the code."""
    registration = registration_just_made(token)
    if registration is None:
        raise Http404
    return render(
        request,
        "contest_registrations/registered.html",
        {"registration": registration, "page": registration.page, "contest": registration.contest},
    )


@require_POST
@accepts_form_in_page
def open_personal_page(request: HttpRequest, *, confirmed: bool) -> HttpResponse:
    """Lead somebody who gives code and e-mail to the personal page."""
    form = CodeForm(request.POST)
    if confirmed and form.is_valid():
        registration = (
            Registration.objects.active()
            .filter(code=form.cleaned_data["code"], email__iexact=form.cleaned_data["email"])
            .first()
        )
        if registration is not None:
            return redirect(personal_path(registration))
        form.add_error(
            None,
            _("No registration has this code and this e-mail address. Both stand in the letter we sent you."),
        )
    return render(
        request,
        "contest_registrations/code_again.html",
        {"form": form, "asks_to_confirm": not confirmed and form.is_valid(), "with_token": True},
        status=200 if form.is_valid() else 422,
    )

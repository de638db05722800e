"""The registration form and what follows it."""

from __future__ import annotations

import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from contest_pages import limits
from contest_pages.contests.models.form_page import Fragment
from contest_pages.errors import ContestError
from contest_pages.forms_in_pages import accepts_form_in_page, started_now
from contest_pages.registrations.domain.eligibility import open_rules
from contest_pages.registrations.domain.registering import register
from contest_pages.registrations.enums import RegistrationStatus, RobotCheck
from contest_pages.registrations.errors import RegistrationClosed, RegistrationRefused
from contest_pages.registrations.forms import AddressForm, CodeForm, RegistrationForm
from contest_pages.registrations.forms.units import OPEN_UNIT
from contest_pages.registrations.links import done_path, registration_just_made
from contest_pages.registrations.models import ContestRegistrationPage
from contest_pages.registrations.queries.door import registrations_with
from contest_pages.registrations.queries.open_form import page_with_form
from contest_pages.registrations.signals import link_wanted, registration_brings

_FORM = "contest_registrations/_form.html"


def form_for_page(page: ContestRegistrationPage, *, now: datetime.datetime, brings: str = "") -> Fragment:
    """Return the empty form, or the sentence that says why it takes nothing now.

    `brings` is sent along, and told to whoever listens to `registration_brings` when the form was taken.
    """
    context = {"page": page, "closed": "", "form": None}
    try:
        open_rules(page, now)
        context["form"] = RegistrationForm(page=page, initial={"brings": brings})
        context["closes_at"] = page.closing()
    except RegistrationClosed as closed:
        context["closed"] = closed.message
    return Fragment(_FORM, context)


@require_POST
@accepts_form_in_page
def submit(request: HttpRequest, page_id: int, *, confirmed: bool) -> HttpResponse:
    """Take the form; without a token show it again, filled, for one confirming click."""
    page = page_with_form(page_id)
    if page is None:
        raise Http404
    form = RegistrationForm(request.POST, request.FILES, page=page, confirmed=confirmed)
    if "add_person" in request.POST:
        form.add_row()
        words = _("There is room for one more person now. What you typed is kept.")
        return _show_again(request, page, form, goes_on=words)
    if OPEN_UNIT in request.POST:
        form.open_units()
        words = _("Now choose among the units below it. What you typed is kept.")
        return _show_again(request, page, form, goes_on=words)
    valid = form.is_valid()
    if confirmed and valid:
        try:
            _count(request, form)
            registration = register(page=page, application=form.application(), now=timezone.now())
        except RegistrationRefused as refused:
            form.refuse(refused)
        except ContestError as refused:
            form.add_error(None, refused.message)
        else:
            form.forget_files()
            if brings := form.cleaned_data["brings"]:
                registration_brings.send(None, registration_pk=registration.pk, brings=brings)
            return redirect(done_path(registration))
    return _show_again(request, page, form, asks_to_confirm=valid and not confirmed)


def _count(request: HttpRequest, form: RegistrationForm) -> None:
    """Count this registration of this address and this contact; TooMany beyond the site's rates."""
    network = limits.visitor_network(request)
    limits.count(request, what="register", who=network, rate="RATE_REGISTER_ADDRESS")
    if form.robot_check in (RobotCheck.NO_SCRIPT, RobotCheck.UNREACHABLE):
        limits.count(request, what="register.unchecked", who=network, rate="RATE_UNCHECKED_ADDRESS")
    if contact := form.cleaned_data["email"] or form.cleaned_data["phone"]:
        limits.count(request, what="register", who=contact, rate="RATE_REGISTER_CONTACT")


def _show_again(request, page, form, *, asks_to_confirm=False, goes_on: str = "") -> HttpResponse:
    """Show the form with everything that was typed and every file sent; `goes_on` says what to do next."""
    if form.has_files:
        try:
            network = limits.visitor_network(request)
            limits.count(request, what="stash", who=network, rate="RATE_LETTER_ADDRESS")
            form.keep_files()
        except ContestError as refused:  # nobody fills our disk with files of forms that never end
            form.add_error(None, refused.message)
    form.restart()
    return render(
        request,
        "contest_registrations/form_again.html",
        {
            "page": page,
            "contest": page.contest,
            "form": form,
            "asks_to_confirm": asks_to_confirm,
            "goes_on": goes_on,
            "with_token": True,
        },
        status=200 if asks_to_confirm or goes_on else 422,
    )


@require_GET
@never_cache
def done(request: HttpRequest, token: str) -> HttpResponse:
    """Say what to do next: open the letter, or type the code from the text message."""
    registration = registration_just_made(token)
    if registration is None:
        raise Http404
    return show_done(request, registration, token)


def show_done(request: HttpRequest, registration, token: str, form: CodeForm | None = None) -> HttpResponse:
    """Draw the page after the form, with the field for the code where only a phone was given."""
    asks_code = not registration.email and registration.status == RegistrationStatus.PENDING
    response = render(
        request,
        "contest_registrations/registered.html",
        {
            "registration": registration,
            "page": registration.page,
            "contest": registration.contest,
            "form": form or (CodeForm() if asks_code else None),
            "token": token,
            "unreachable": registration.robot_check == RobotCheck.UNREACHABLE,
        },
        status=422 if form is not None else 200,
    )
    response["Referrer-Policy"] = "same-origin"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@accepts_form_in_page
def send_link(request: HttpRequest, *, confirmed: bool) -> HttpResponse:
    """Send link or code once more to an address on file; the answer never tells whether it is."""
    if request.method != "POST":
        return render(
            request,
            "contest_registrations/door.html",
            {"form": AddressForm(initial={"started": started_now()}), "with_token": True},
        )
    form = AddressForm(request.POST, confirmed=confirmed)
    valid = form.is_valid()
    if confirmed and valid:
        address = form.cleaned_data["address"]
        try:
            network = limits.visitor_network(request)
            limits.count(request, what="letter", who=network, rate="RATE_LETTER_ADDRESS")
            limits.count(request, what="letter", who=address, rate="RATE_LETTER_CONTACT")
        except ContestError as refused:
            form.add_error(None, refused.message)
        else:
            for registration in registrations_with(address):
                link_wanted.send(None, registration_pk=registration.pk)
            return redirect("contest_link_sent")
    form.restart()
    return render(
        request,
        "contest_registrations/door.html",
        {"form": form, "asks_to_confirm": valid and not confirmed, "with_token": True},
        status=422 if form.errors else 200,
    )


@require_GET
@never_cache
def link_sent(request: HttpRequest) -> HttpResponse:
    """Say that the link is on its way, if there is anybody to send it to."""
    return render(request, "contest_registrations/link_sent.html")

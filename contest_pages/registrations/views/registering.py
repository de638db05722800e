"""The registration form and the pages after it."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from contest_pages.background.enqueue import enqueue
from contest_pages.contests.models.visibility import passes_restrictions
from contest_pages.data.one_time_codes import CODE_DIGITS, CODE_SECONDS
from contest_pages.errors import ContestError
from contest_pages.http import rate_limits
from contest_pages.http.cacheable_forms import accepts_form_in_page, started_now
from contest_pages.registrations.access.forms import AddressForm
from contest_pages.registrations.access.newcomers import (
    done_path,
    newcomer_path,
    newcomer_token,
    registration_just_made,
)
from contest_pages.registrations.domain.registering import register_or_find
from contest_pages.registrations.enums import RobotCheck
from contest_pages.registrations.errors import RegistrationRefused
from contest_pages.registrations.forms import CodeForm, RegistrationForm
from contest_pages.registrations.forms.units import OPEN_UNIT
from contest_pages.registrations.queries.by_contact import registrations_with
from contest_pages.registrations.queries.next_steps import steps_before_confirmation
from contest_pages.registrations.queries.open_form import page_with_form
from contest_pages.registrations.queries.preparations import preparations_of
from contest_pages.registrations.signals import attached_token_received
from contest_pages.registrations.tasks import send_links

#: Behind the address of a form that was sent once more, so that a browser without cookies is not sent round for ever.
_AGAIN = "again"


@require_POST
@accepts_form_in_page
def submit(request: HttpRequest, page_id: int, *, confirmed: bool) -> HttpResponse:
    """Register; a form without a token is rendered again, filled, for a confirming click."""
    page = page_with_form(page_id)
    if page is None or (page.is_restricted and not passes_restrictions(request, page)):
        raise Http404
    form = RegistrationForm(request.POST, request.FILES, page=page, confirmed=confirmed)
    if form.moves and settings.CSRF_COOKIE_NAME not in request.COOKIES and _AGAIN not in request.GET:
        # Browsers find their copy of a page again only with the cookies of its request: the same once more, with the token's.
        get_token(request)
        return HttpResponseRedirect(f"{request.path}?{_AGAIN}=1", status=307)
    if form.moves:
        form.move()
        words = _("Now choose among the units below it. What you typed is kept.")
        return _show_again(request, page, form, next_step=words if OPEN_UNIT in request.POST else "")
    valid = form.is_valid()
    if confirmed and valid:
        try:
            _count(request, form)
            registered = register_or_find(page=page, application=form.application(), now=timezone.now())
        except RegistrationRefused as refused:
            form.refuse(refused)
        except ContestError as refused:
            form.add_error(None, refused.message)
        else:
            form.forget_files()
            if attached_token := form.cleaned_data["attached_token"]:
                attached_token_received.send(
                    None, registration_pk=registered.registration.pk, attached_token=attached_token
                )
            path_of = newcomer_path if registered.is_created else done_path
            return redirect(path_of(registered.registration))
    form.show_errors()
    return _show_again(request, page, form, asks_to_confirm=valid and not confirmed)


def _count(request: HttpRequest, form: RegistrationForm) -> None:
    """Count the registration for its network and contact; TooManyRequests beyond the rates."""
    network = rate_limits.visitor_network(request)
    rate_limits.count(request, what="register", who=network, rate="RATE_REGISTER_ADDRESS")
    if form.robot_check in (RobotCheck.NO_SCRIPT, RobotCheck.UNREACHABLE):
        rate_limits.count(request, what="register.unchecked", who=network, rate="RATE_UNCHECKED_ADDRESS")
    if contact := form.cleaned_data["email"] or form.cleaned_data["phone"]:
        rate_limits.count(request, what="register", who=contact, rate="RATE_REGISTER_CONTACT")


def _show_again(request, page, form, *, asks_to_confirm=False, next_step: str = "") -> HttpResponse:
    """Render the form again with all values and files; `next_step` is the sentence about what to do next."""
    if form.has_files:
        try:
            network = rate_limits.visitor_network(request)
            if request.FILES:
                rate_limits.count(request, what="stash", who=network, rate="RATE_LETTER_ADDRESS")
            form.keep_files(network=network)
        except ContestError as refused:  # limits the files of unfinished forms
            form.add_error(None, refused.message)
    form.restart()
    response = render(
        request,
        "contest_registrations/form_again.html",
        {
            "page": page,
            "contest": page.contest,
            "form": form,
            "asks_to_confirm": asks_to_confirm,
            "next_step": next_step,
            "with_token": True,
            "closes_at": page.closing(),
        },
        status=422 if form.has_errors else 200,
    )
    # Without a copy of its own a browser answers “back” with an error, and what was typed is gone.
    patch_cache_control(response, private=True, no_cache=True)
    return response


@require_GET
@never_cache
def done(request: HttpRequest, token: str) -> HttpResponse:
    """Show the page after the form."""
    registration = registration_just_made(token)
    if registration is None:
        raise Http404
    return show_done(request, registration, token)


def show_done(request: HttpRequest, registration, token: str, form: CodeForm | None = None) -> HttpResponse:
    """Render the page after the form, with the field for the code where only a phone was given.

    It is the same whether the person has registered before, is refused by letter, or confirms in a moment. So are the
    buttons that prepare an entry: who has registered before is led by them to the letter (see access/newcomers).
    """
    asks_code, now = not registration.email, timezone.now()
    response = render(
        request,
        "contest_registrations/registered.html",
        {
            "registration": registration,
            "code_digits": CODE_DIGITS,
            "code_seconds": CODE_SECONDS,
            "page": registration.page,
            "contest": registration.contest,
            "form": form or (CodeForm() if asks_code else None),
            "next_steps": steps_before_confirmation(registration, now),
            "preparations": preparations_of(registration, now),
            "token": token,
            "newcomer_token": newcomer_token(token),
        },
        status=422 if form is not None else 200,
    )
    response["Referrer-Policy"] = "same-origin"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@accepts_form_in_page
def send_link(request: HttpRequest, *, confirmed: bool) -> HttpResponse:
    """Send link or code once more to an address on file; the response never reveals whether it is."""
    if request.method != "POST":
        return render(
            request,
            "contest_registrations/send_link.html",
            {"form": AddressForm(initial={"started": started_now()}), "with_token": True},
        )
    form = AddressForm(request.POST, confirmed=confirmed)
    valid = form.is_valid()
    if confirmed and valid:
        address = form.cleaned_data["address"]
        try:
            network = rate_limits.visitor_network(request)
            rate_limits.count(request, what="letter", who=network, rate="RATE_LETTER_ADDRESS")
            rate_limits.count(request, what="letter", who=address, rate="RATE_LETTER_CONTACT")
        except ContestError as refused:
            form.add_error(None, refused.message)
        else:
            # One job whether anybody is registered or not.
            enqueue(send_links, [registration.pk for registration in registrations_with(address)])
            return redirect("contest_link_sent")
    form.restart()
    return render(
        request,
        "contest_registrations/send_link.html",
        {"form": form, "asks_to_confirm": valid and not confirmed, "with_token": True},
        status=422 if form.errors else 200,
    )


@require_GET
@never_cache
def link_sent(request: HttpRequest) -> HttpResponse:
    """Show that the link is sent if the address is on file."""
    return render(request, "contest_registrations/link_sent.html")

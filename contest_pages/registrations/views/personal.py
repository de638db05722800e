"""The contestant's own page: reached by the personal link, never cached, never indexed."""

from __future__ import annotations

import base64
from itertools import chain

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from contest_pages import hooks
from contest_pages.art.marks import mark
from contest_pages.errors import ContestError
from contest_pages.http import rate_limits
from contest_pages.notices.kinds import is_key
from contest_pages.notices.queries import letters_to
from contest_pages.privacy.models import ConsentPurpose
from contest_pages.registrations.access.decorators import for_any_link, for_contestant, with_fresh_link
from contest_pages.registrations.access.downloads import as_download
from contest_pages.registrations.access.links import personal_path
from contest_pages.registrations.domain.consenting import PUBLISH, change_consents, current_consents
from contest_pages.registrations.domain.contacts import confirm_new_phone
from contest_pages.registrations.domain.editing import edit
from contest_pages.registrations.domain.eligibility import open_rules
from contest_pages.registrations.domain.leaving import withdraw
from contest_pages.registrations.domain.links import replace_links
from contest_pages.registrations.domain.notifying import send_link
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.errors import RegistrationClosed, RegistrationRefused
from contest_pages.registrations.forms import CodeForm, ConsentForm, EditForm
from contest_pages.registrations.forms.registering import publishing_words
from contest_pages.registrations.forms.units import OPEN_UNIT
from contest_pages.registrations.logic.codes import is_sms_code
from contest_pages.registrations.queries.next_steps import (
    ARRIVED,
    HANDED_IN,
    find_handed_in,
    is_new,
    next_steps,
    steps_after,
)
from contest_pages.registrations.queries.wanted import most_urgent

#: The colour of the tag that says the status.
_TAGS = {RegistrationStatus.ACTIVE: "good", RegistrationStatus.PENDING: "wait"}


def _context(request, registration, **more) -> dict:
    return {
        "registration": registration,
        "contest": registration.contest,
        "token": request.contestant_token,
        "is_fresh": request.contestant_is_fresh,
        **more,
    }


def _not_editable(registration) -> str:
    """Return why the registration cannot be corrected; empty if it can."""
    if registration.roster_id is not None:
        return _(
            "Your unit has entered you on its roster. To have something corrected, ask your unit's contact, or send a request below."
        )
    try:
        open_rules(registration.page, timezone.now())
    except RegistrationClosed as closed:
        return closed.message
    return ""


@require_GET
@for_contestant
def personal_page(request: HttpRequest, registration) -> HttpResponse:
    """Show the registration and the section of each round for this contestant; to an old link nothing personal."""
    now = timezone.now()
    counts = registration.status == RegistrationStatus.ACTIVE
    rounds = registration.contest.live_rounds if counts and not registration.is_roster else []
    sections = [
        section
        for round_page in rounds
        if registration.for_round_id in (None, round_page.pk)
        and (section := round_page.specific.personal_section(registration, now)) is not None
    ]
    if counts:
        sections += hooks.call("personal_sections", registration=registration, now=now)
    arrives = ARRIVED in request.GET and counts and request.contestant_is_fresh
    arrives = arrives and is_new(registration.confirmed_at, now)
    all_handed_in = find_handed_in(sections)
    handed_in = all_handed_in.get(request.GET.get(HANDED_IN, ""))
    if handed_in and not (request.contestant_is_fresh and is_new(handed_in.at, now)):
        handed_in = None
    steps = next_steps(registration, now, all_handed_in.values()) if counts else []
    return render(
        request,
        "contest_registrations/personal_page.html",
        _context(
            request,
            registration,
            arrives=arrives,
            tag=_TAGS.get(registration.status, "done"),
            handed_in=handed_in,
            next_steps=steps_after(handed_in, registration, now) if handed_in else steps,
            own_address=request.build_absolute_uri(request.path),
            wanted=most_urgent(sections),
            members=list(registration.members.all()),
            sections=sections,
            letters=letters_to(registration) if request.contestant_is_fresh else [],
            phone_form=CodeForm() if registration.phone_to_confirm else None,
            pending=registration.status == RegistrationStatus.PENDING,
            not_editable=_not_editable(registration),
            personal_messages=list(chain(*hooks.call("personal_messages", registration=registration))),
            data_links=list(
                chain(
                    *hooks.call("personal_links", registration=registration, token=request.contestant_token)
                )
            ),
        ),
    )


@require_GET
@for_contestant
def manifest(request: HttpRequest, registration) -> JsonResponse:
    """Describe the own page to a phone that keeps it on its first screen; private, since it holds the link."""
    start = personal_path_of(request)
    icon = base64.b64encode(mark(registration.code).encode()).decode()
    return JsonResponse(
        {
            "name": registration.contest.title,
            "short_name": registration.code,
            "start_url": start,
            "scope": start,
            "display": "minimal-ui",
            "icons": [{"src": f"data:image/svg+xml;base64,{icon}", "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_link
def edit_registration(request: HttpRequest, registration) -> HttpResponse:
    """Correct the registration until it closes; a pending one is confirmed as well."""
    back = personal_path_of(request)
    if closed := _not_editable(registration):
        messages.warning(request, closed)
        return redirect(back)
    form = EditForm(request.POST or None, request.FILES or None, registration=registration)
    if request.method == "POST" and "add_person" in request.POST:
        form.add_row()
    elif request.method == "POST" and OPEN_UNIT in request.POST:
        form.open_units()
    elif request.method == "POST" and form.is_valid():
        try:
            # Names and birth dates of others could be tried out here as well.
            rate_limits.count(request, what="edit", who=registration.code, rate="RATE_EDITS")
            edit(registration=registration, application=form.application(), now=timezone.now())
        except RegistrationRefused as refused:
            form.refuse(refused)
        except ContestError as refused:
            form.add_error(None, refused.message)
        else:
            form.forget_files()
            messages.success(request, _("Your changes are saved."))
            return redirect(back)
    if form.is_bound:
        form.keep_files(network=rate_limits.visitor_network(request), person=registration.code)
    return render(
        request,
        "contest_registrations/edit.html",
        _context(request, registration, form=form, page=registration.page, with_token=True),
        status=422 if form.has_errors else 200,
    )


@require_POST
@with_fresh_link
def confirm_phone_by_code(request: HttpRequest, registration) -> HttpResponse:
    """Replace the phone number by the new one, proved by the code from the text message; five tries in ten minutes."""
    form, phone, now = CodeForm(request.POST), registration.phone_to_confirm, timezone.now()
    try:
        rate_limits.count(request, what="code", who=str(registration.pk), rate="RATE_CODE")
    except ContestError as refused:
        messages.warning(request, refused.message)
        return redirect(personal_path_of(request))
    if phone and form.is_valid() and is_sms_code(form.cleaned_data["code"], registration.pk, phone, now):
        try:
            registration = confirm_new_phone(registration=registration)
        except RegistrationRefused as refused:
            messages.warning(request, refused.message)
            return redirect(personal_path_of(request))
        messages.success(request, _("Your phone number is confirmed."))
        return redirect(personal_path(registration))
    messages.warning(request, _("This code is wrong or too old. Please look at the latest message."))
    return redirect(personal_path_of(request))


def personal_path_of(request) -> str:
    """Return the path of the contestant's own page, for the token in use."""
    return reverse("contest_personal", args=[request.contestant_token])


@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_link
def withdraw_registration(request: HttpRequest, registration) -> HttpResponse:
    """Show the confirmation; POST withdraws the registration."""
    if request.method == "POST":
        try:
            withdraw(registration=registration, now=timezone.now())
        except RegistrationRefused as refused:
            messages.warning(request, refused.message)
        return render(request, "contest_registrations/withdrawn.html", {"contest": registration.contest})
    return render(request, "contest_registrations/withdraw.html", _context(request, registration))


@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_link
def consents(request: HttpRequest, registration) -> HttpResponse:
    """Show and change the consents."""
    records = current_consents(registration)
    keys = [int(key.split(":")[1]) for key in records if key.startswith("purpose:")]
    required = {p.key for p in ConsentPurpose.objects.filter(pk__in=keys, required=True)}
    words = publishing_words(registration.page, registration.kind)
    publishing = [] if registration.is_roster else registration.page.publishing_choices
    form = ConsentForm(
        request.POST or None,
        records=records,
        required=required,
        words={f"{PUBLISH}{what}": str(words[what]) for what in publishing},
        published={f"{PUBLISH}{what}" for what in registration.publishing},
    )
    if request.method == "POST" and form.is_valid():
        change_consents(registration=registration, agreements=form.agreements(), now=timezone.now())
        messages.success(request, _("Your choices are saved and hold from now on."))
        return redirect(personal_path_of(request))
    return render(
        request,
        "contest_registrations/consents.html",
        _context(
            request,
            registration,
            form=form,
            records=[record for key, record in records.items() if key in required or key == "notice"],
        ),
    )


@require_POST
@for_any_link
def send_fresh_link(request: HttpRequest, registration) -> HttpResponse:
    """Send a new personal link to the address on file; it leads to the page that asked for it."""
    return _send_link(request, registration, onward=_onward(request))


def _onward(request: HttpRequest) -> str:
    """Return the part of an address behind the contestant's own page if a page is there; else nothing."""
    asked = request.POST.get("onward", "")
    path = f"{personal_path_of(request)}{asked}"
    try:
        token = resolve(path).kwargs.get("token")
    except Resolver404:
        return ""
    return asked if token == request.contestant_token and is_key(asked) else ""


@require_POST
@for_any_link
def revoke_link(request: HttpRequest, registration) -> HttpResponse:
    """Ask first; then revoke all links sent so far, the current one included, and send a new one."""
    if "confirmed" not in request.POST:
        return render(request, "contest_registrations/revoke_link.html", _context(request, registration))
    replace_links(registration=registration)
    return redirect("contest_link_sent")


def _send_link(request: HttpRequest, registration, *, onward: str = "") -> HttpResponse:
    try:
        rate_limits.count(request, what="letter", who=registration.contact, rate="RATE_LETTER_CONTACT")
    except ContestError as refused:
        messages.warning(request, refused.message)
        return redirect("contest_link_sent")
    send_link(registration, onward=onward)
    return redirect("contest_link_sent")


@require_GET
@with_fresh_link
def own_file(request: HttpRequest, registration, file_id: int) -> HttpResponse:
    """Download a file of the contestant's own."""
    return as_download(get_object_or_404(registration.files, pk=file_id))

"""The contestant's own page: opened by the link from the letter, never cached, never indexed."""

from __future__ import annotations

from functools import wraps

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from contest_pages import audit, limits
from contest_pages.errors import ContestError
from contest_pages.registrations.domain.asking import ask, done_at_once
from contest_pages.registrations.domain.consenting import PUBLISH, change_consents, current_consents
from contest_pages.registrations.domain.editing import edit
from contest_pages.registrations.domain.eligibility import open_rules
from contest_pages.registrations.domain.leaving import withdraw
from contest_pages.registrations.domain.links import revoke_links
from contest_pages.registrations.enums import RegistrationStatus, RequestKind
from contest_pages.registrations.errors import RegistrationClosed, RegistrationRefused
from contest_pages.registrations.forms import ConsentForm, EditForm, RequestForm
from contest_pages.registrations.forms.registering import publishing_words
from contest_pages.registrations.forms.units import OPEN_UNIT
from contest_pages.registrations.links import is_fresh, registration_of
from contest_pages.registrations.models import ConsentPurpose
from contest_pages.registrations.queries.own_page import more_sections
from contest_pages.registrations.queries.personal_data import personal_data
from contest_pages.registrations.signals import link_wanted

from .confirming import private, wrong_link


def for_contestant(view):
    """Turn the link's token into `registration`, keep the answer private, send the link to nobody.

    A link that does not open anything gets a page that says how to get the right one.
    """

    @private
    @wraps(view)
    def wrapped(request, token, *args, **kwargs):
        registration = registration_of(token)
        if registration is None:
            return wrong_link(request)
        request.contestant_token = token
        return view(request, registration, *args, **kwargs)

    return wrapped


def with_fresh_link(view):
    """Let only a link pass that was sent just now: the steps behind it cannot be undone, or show all."""

    @for_contestant
    @wraps(view)
    def wrapped(request, registration, *args, **kwargs):
        if is_fresh(request.contestant_token):
            return view(request, registration, *args, **kwargs)
        return render(
            request,
            "contest_registrations/fresh_link.html",
            {
                "registration": registration,
                "contest": registration.contest,
                "token": request.contestant_token,
            },
            status=403,
        )

    return wrapped


def _context(request, registration, **more) -> dict:
    return {
        "registration": registration,
        "contest": registration.contest,
        "token": request.contestant_token,
        **more,
    }


def _editable(registration) -> str:
    """Return an empty text while the registration may be corrected, else the sentence that says why not."""
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
    """Show the registration and what each round has for this contestant."""
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
        sections += [found for more in more_sections if (found := more(registration, now)) is not None]
    return render(
        request,
        "contest_registrations/personal_page.html",
        _context(
            request,
            registration,
            members=list(registration.members.all()),
            sections=sections,
            pending=registration.status == RegistrationStatus.PENDING,
            not_editable=_editable(registration),
            open_requests=list(registration.data_requests.filter(done_at=None)),
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_contestant
def edit_registration(request: HttpRequest, registration) -> HttpResponse:
    """Correct the registration until it closes; a pending one is confirmed by the way."""
    back = personal_path_of(request)
    if closed := _editable(registration):
        messages.warning(request, closed)
        return redirect(back)
    form = EditForm(request.POST or None, request.FILES or None, registration=registration)
    if request.method == "POST" and "add_person" in request.POST:
        form.add_row()
    elif request.method == "POST" and OPEN_UNIT in request.POST:
        form.open_units()
    elif request.method == "POST" and form.is_valid():
        try:
            changed = edit(registration=registration, application=form.application(), now=timezone.now())
        except RegistrationRefused as refused:
            form.refuse(refused)
        else:
            form.forget_files()
            messages.success(request, _("Your changes are saved."))
            if changed.new_email:
                messages.info(
                    request,
                    _("We have written to the new e-mail address. It counts once you follow the link there."),
                )
            return redirect(back)
    if form.is_bound:
        form.keep_files()
    return render(
        request,
        "contest_registrations/edit.html",
        _context(request, registration, form=form, page=registration.page, with_token=True),
        status=422 if form.has_errors else 200,
    )


def personal_path_of(request) -> str:
    """Return the path of the page to which the link in use leads."""
    return reverse("contest_personal", args=[request.contestant_token])


@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_link
def withdraw_registration(request: HttpRequest, registration) -> HttpResponse:
    """Ask once, then end the registration."""
    if request.method == "POST":
        try:
            withdraw(registration=registration, now=timezone.now())
        except RegistrationRefused as refused:
            messages.warning(request, refused.message)
        else:
            done_at_once(registration=registration, kind=RequestKind.WITHDRAW, now=timezone.now())
        return render(request, "contest_registrations/withdrawn.html", {"contest": registration.contest})
    return render(request, "contest_registrations/withdraw.html", _context(request, registration))


@require_http_methods(["GET", "HEAD", "POST"])
@for_contestant
def consents(request: HttpRequest, registration) -> HttpResponse:
    """Show what was agreed to and let the contestant change it, as easily as it was given."""
    records = current_consents(registration)
    keys = [int(key.split(":")[1]) for key in records if key.startswith("purpose:")]
    required = {p.key for p in ConsentPurpose.objects.filter(pk__in=keys, required=True)}
    words = publishing_words(registration.page)
    publishing = [] if registration.is_roster else registration.page.publishing_choices
    form = ConsentForm(
        request.POST or None,
        records=records,
        required=required,
        words={f"{PUBLISH}{what}": str(words[what]) for what in publishing},
        published={f"{PUBLISH}{what}" for what in registration.publishing},
    )
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        changed = change_consents(registration=registration, agreements=form.agreements(), now=now)
        if any(not form.cleaned_data[key] for key in changed):
            done_at_once(registration=registration, kind=RequestKind.WITHDRAW, now=now)
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


@require_GET
@with_fresh_link
def own_data(request: HttpRequest, registration) -> HttpResponse:
    """Show everything that is kept about the registration, to read and to print."""
    done_at_once(registration=registration, kind=RequestKind.SEE, now=timezone.now())
    audit.record("contest.view_registration", registration)
    return render(
        request,
        "contest_registrations/own_data.html",
        _context(request, registration, parts=personal_data(registration)),
    )


@require_GET
@with_fresh_link
def own_data_json(request: HttpRequest, registration) -> HttpResponse:
    """Hand everything out in a form that other programs read."""
    audit.record("contest.view_registration", registration)
    data = {part.key: part.value for part in personal_data(registration)}
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{registration.code}.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_link
def ask_about_data(request: HttpRequest, registration) -> HttpResponse:
    """Send a request about personal data to the organisers."""
    form = RequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        entered = ask(
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
        return redirect(personal_path_of(request))
    return render(request, "contest_registrations/ask.html", _context(request, registration, form=form))


@require_POST
@for_contestant
def send_fresh_link(request: HttpRequest, registration) -> HttpResponse:
    """Send a new personal link to the address on file."""
    try:
        limits.count(request, what="letter", who=registration.contact, rate="RATE_LETTER_CONTACT")
    except ContestError as refused:
        messages.warning(request, refused.message)
        return redirect(personal_path_of(request))
    link_wanted.send(None, registration_pk=registration.pk)
    return redirect("contest_link_sent")


@require_POST
@for_contestant
def revoke_link(request: HttpRequest, registration) -> HttpResponse:
    """Close every link sent so far, this one too, and send a new one."""
    registration = revoke_links(registration=registration)
    link_wanted.send(None, registration_pk=registration.pk)
    return redirect("contest_link_sent")


@require_GET
@for_contestant
def own_file(request: HttpRequest, registration, file_id: int) -> HttpResponse:
    """Hand out a file that the contestant gave, as a download."""
    return as_download(get_object_or_404(registration.files, pk=file_id))


def as_download(answer_file) -> FileResponse:
    """Return a citizen's file so that no browser runs it."""
    response = FileResponse(
        answer_file.file.open("rb"),
        as_attachment=True,
        filename=answer_file.file_name,
        content_type=answer_file.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response

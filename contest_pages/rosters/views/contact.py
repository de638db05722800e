"""The contact's pages of a roster: persons, uploaded lists, downloads."""

from __future__ import annotations

from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from contest_pages import audit
from contest_pages.errors import ContestError
from contest_pages.files.spreadsheets import send_workbook
from contest_pages.http import query_params, rate_limits
from contest_pages.lists.reading import Choices
from contest_pages.registrations.access.decorators import with_fresh_link
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.errors import RegistrationClosed
from contest_pages.registrations.models import Registration
from contest_pages.rosters.domain.ending import delete_lists
from contest_pages.rosters.domain.importing import ImportResult, import_persons, remove_person
from contest_pages.rosters.domain.uploading import upload_list
from contest_pages.rosters.exports.annex import send_annex
from contest_pages.rosters.exports.sheets import texts_of, write_template, write_wrong_rows
from contest_pages.rosters.forms.columns import columns_of, data_of, person_form_of
from contest_pages.rosters.forms.lists import DeclarationForm, ListForm, declaration
from contest_pages.rosters.forms.reading import read_roster_list
from contest_pages.rosters.logic.lines import RosterReading
from contest_pages.rosters.models import RosterList
from contest_pages.rosters.queries.annex import annex_of_roster
from contest_pages.rosters.queries.persons import persons_of
from contest_pages.rosters.queries.section import closed_words, roster_status

_PAGE_SIZE = 50
#: The maximum of rows in the preview of a list.
_SHOWN = 200


def for_roster(view):
    """Require a fresh link of the contact of an active roster; contacts see the people of their own unit only."""

    @with_fresh_link
    @wraps(view)
    def wrapped(request, registration, *args, **kwargs):
        if not registration.is_roster or registration.status != RegistrationStatus.ACTIVE:
            raise Http404
        return view(request, registration, *args, **kwargs)

    return wrapped


def _show(request, template: str, roster: Registration, *, status: int = 200, **more) -> HttpResponse:
    context = {
        "roster": roster,
        "contest": roster.contest,
        "page": roster.page,
        "token": request.contestant_token,
        **more,
    }
    return render(request, f"contest_rosters/{template}.html", context, status=status)


def _sent(request) -> list:
    """Return the data of a form: bound on POST, even if empty."""
    return [request.POST if request.method == "POST" else None]


def _back(request) -> HttpResponse:
    return redirect("contest_roster", request.contestant_token)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roster
def roster_page(request: HttpRequest, roster: Registration) -> HttpResponse:
    """Show the persons on the roster; POST uploads a list and shows its preview."""
    now = timezone.now()
    form = ListForm(*_sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            rate_limits.count(request, what="roster", who=roster.code, rate="RATE_ROSTER_LISTS")
        except ContestError as refused:
            form.add_error("file", refused.message)
        else:
            roster_list = upload_list(roster=roster, file=form.cleaned_data["file"], now=now)
            return redirect("contest_roster_list", request.contestant_token, roster_list.pk)
    named = query_params.words(request.GET, "q")
    persons = persons_of(roster, named=named).prefetch_related("members")
    return _show(
        request,
        "roster",
        roster,
        form=form,
        roster_status=roster_status(roster, now),
        persons=Paginator(persons, _PAGE_SIZE).get_page(query_params.number(request.GET, "p")),
        named=named,
        status=422 if form.errors else 200,
    )


def _read(request, roster_list: RosterList, roster: Registration) -> RosterReading:
    with roster_list.file.open("rb") as file:
        return read_roster_list(file, roster, timezone.now(), Choices.of(request.GET))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roster
def list_preview(request: HttpRequest, roster: Registration, list_id: int) -> HttpResponse:
    """Preview a list with its wrong cells marked; POST imports the valid rows."""
    roster_list = get_object_or_404(RosterList, pk=list_id, roster=roster)
    form = DeclarationForm(*_sent(request))
    try:
        reading = _read(request, roster_list, roster)
        if request.method == "POST" and form.is_valid() and reading.good:
            result = import_persons(
                roster=roster, entries=reading.good, words=declaration(), now=timezone.now()
            )
            return _imported(request, roster, roster_list, result, left=len(reading.wrong_lines))
    except ContestError as refused:  # closed or withdrawn meanwhile
        messages.warning(request, refused.message)
        return _back(request)
    first = sorted(reading.lines, key=lambda line: not line.wrong)
    counts = [(state, reading.count(state)) for state in dict.fromkeys(line.state for line in reading.lines)]
    return _show(
        request,
        "list",
        roster,
        roster_list=roster_list,
        form=form,
        reading=reading,
        choices=Choices.of(request.GET),
        counts=counts,
        shown=[(line, line.cells(reading.columns)) for line in first[:_SHOWN]],
        status=422 if form.errors else 200,
    )


def _imported(request, roster, roster_list: RosterList, result: ImportResult, *, left: int) -> HttpResponse:
    """Show the result; a list without wrong rows is deleted."""
    messages.success(
        request,
        _("Added: %(added)d. Changed: %(changed)d. Unchanged: %(same)d.")
        % {"added": result.added, "changed": result.changed, "same": result.same},
    )
    left += len(result.refused)
    if not left:
        delete_lists([roster_list])
        return _back(request)
    words = ngettext(
        "%(count)d row is left to be mended: download it below, mend it and send it again.",
        "%(count)d rows are left to be mended: download them below, mend them and send them again.",
        left,
    )
    messages.warning(request, words % {"count": left})
    return redirect("contest_roster_list", request.contestant_token, roster_list.pk)


@require_GET
@for_roster
def wrong_rows(request: HttpRequest, roster: Registration, list_id: int) -> HttpResponse:
    """Download the wrong rows with the reasons, as a list to upload again."""
    roster_list = get_object_or_404(RosterList, pk=list_id, roster=roster)
    try:
        reading = _read(request, roster_list, roster)
    except RegistrationClosed as closed:
        messages.warning(request, closed.message)
        return _back(request)
    return send_workbook(
        lambda file: write_wrong_rows(roster, reading, file), _("To correct %(code)s") % {"code": roster.code}
    )


@require_GET
@for_roster
def template(request: HttpRequest, roster: Registration) -> HttpResponse:
    """Download the empty list of this contest."""
    columns = columns_of(roster.page)
    return send_workbook(lambda file: write_template(roster, columns, [], file), _("Template of the list"))


@require_GET
@for_roster
def filled_list(request: HttpRequest, roster: Registration) -> HttpResponse:
    """Download the list of the roster with the codes, to correct and upload again."""
    columns = columns_of(roster.page)
    persons = persons_of(roster).prefetch_related("members")
    audit.record("contest.export_registrations", roster)
    return send_workbook(
        lambda file: write_template(roster, columns, persons, file),
        _("List %(code)s") % {"code": roster.code},
    )


@require_GET
@for_roster
def annex(request: HttpRequest, roster: Registration, form: str) -> HttpResponse:
    """Download the roster as an annex to sign, as XLSX or PDF."""
    audit.record("contest.export_registrations", roster)
    return send_annex(annex_of_roster(roster), form)


def _person_or_404(roster: Registration, code: str) -> Registration:
    return get_object_or_404(persons_of(roster).prefetch_related("members"), code=code)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roster
def add_person(request: HttpRequest, roster: Registration) -> HttpResponse:
    """Add a person to the roster."""
    form = person_form_of(roster.page)(*_sent(request), page=roster.page)
    agreed = DeclarationForm(*_sent(request))
    # Both are validated, so that all errors are shown at once.
    if (
        request.method == "POST"
        and all([form.is_valid(), agreed.is_valid()])
        and _enter(request, roster, form)
    ):
        messages.success(
            request,
            _("%(name)s is on the roster and gets a letter.") % {"name": form.cleaned_data["full_name"]},
        )
        return redirect(
            "contest_roster_add" if "more" in request.POST else "contest_roster", request.contestant_token
        )
    return _show_person(request, roster, form, agreed=agreed)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roster
def edit_person(request: HttpRequest, roster: Registration, code: str) -> HttpResponse:
    """Correct a person on the roster."""
    person = _person_or_404(roster, code)
    member = person.members.all()[0]
    columns = columns_of(roster.page)
    texts = dict(zip([c.name for c in columns], texts_of(person, columns), strict=True))
    data = None
    if request.method == "POST":
        data = request.POST.copy()
        data["member"] = member.pk
    form = person_form_of(roster.page)(
        data,
        page=roster.page,
        known={member.pk: member},
        initial=data_of(texts, columns, member),
    )
    if request.method == "POST" and form.is_valid() and _enter(request, roster, form, code=code):
        messages.success(request, _("Your changes are saved."))
        return _back(request)
    return _show_person(request, roster, form, person=person)


def _enter(request, roster: Registration, form, *, code: str = "") -> bool:
    """Import a person and return whether it succeeded; a refusal becomes an error of its field."""
    try:
        result = import_persons(
            roster=roster, entries=[form.entered(code=code, row=1)], words=declaration(), now=timezone.now()
        )
    except ContestError as refused:
        form.add_error(None, refused.message)
        return False
    for verdict in result.refused:
        field = verdict.refused.field
        form.add_error(field if field in form.fields else None, verdict.refused.message)
    return not result.refused


def _show_person(request, roster, form, *, agreed=None, person=None) -> HttpResponse:
    has_errors = form.is_bound and (form.errors or (agreed is not None and agreed.errors))
    return _show(
        request,
        "person",
        roster,
        form=form,
        agreed=agreed,
        person=person,
        closed=closed_words(roster, timezone.now()),
        status=422 if has_errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roster
def remove_person_from_roster(request: HttpRequest, roster: Registration, code: str) -> HttpResponse:
    """Show the confirmation; POST removes a person from the roster."""
    person = _person_or_404(roster, code)
    if request.method == "POST":
        try:
            remove_person(roster=roster, code=code, now=timezone.now())
        except ContestError as refused:
            messages.warning(request, refused.message)
        else:
            messages.success(request, _("The person is off the roster and is told."))
        return _back(request)
    return _show(request, "remove", roster, person=person)

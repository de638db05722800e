"""The contact's side of a roster: the list, the file, one person, downloads."""

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

from contest_pages import asked, audit, limits
from contest_pages.errors import ContestError
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.errors import RegistrationClosed
from contest_pages.registrations.models import Registration
from contest_pages.registrations.views.personal import for_contestant
from contest_pages.rosters.domain.bringing import bring
from contest_pages.rosters.domain.ending import drop_lists
from contest_pages.rosters.domain.taking import Taken, take, take_off
from contest_pages.rosters.exports.sheets import texts_of, write_template, write_wrong_rows
from contest_pages.rosters.forms.columns import columns_of, data_of, person_form_of
from contest_pages.rosters.forms.lists import DeclarationForm, ListForm, declaration
from contest_pages.rosters.forms.reading import read_roster_list
from contest_pages.rosters.logic.lines import RosterReading
from contest_pages.rosters.models import RosterList
from contest_pages.rosters.queries.annex import annex_of_roster
from contest_pages.rosters.queries.persons import persons_of
from contest_pages.rosters.queries.section import closed_words, standing_of
from contest_pages.spreadsheets import send_workbook

from .annexes import send_annex

_PAGE_SIZE = 50
#: Rows of a list that the preview shows; the counts say how many there are.
_SHOWN = 200


def for_roster(view):
    """Let the contact of a roster that counts in; a contact sees the own unit's people only."""

    @for_contestant
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
    """Return what a form is bound to: an empty one that was sent is wrong, one that was not is new."""
    return [request.POST if request.method == "POST" else None]


def _back(request) -> HttpResponse:
    return redirect("contest_roster", request.contestant_token)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roster
def roster_page(request: HttpRequest, roster: Registration) -> HttpResponse:
    """Show who stands on the roster; on POST keep a file and show what it would do."""
    now = timezone.now()
    form = ListForm(*_sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            limits.count(request, what="roster", who=roster.code, rate="RATE_ROSTER_LISTS")
        except ContestError as refused:
            form.add_error("file", refused.message)
        else:
            found = bring(roster=roster, file=form.cleaned_data["file"], now=now)
            return redirect("contest_roster_list", request.contestant_token, found.pk)
    named = asked.words(request.GET, "q")
    persons = persons_of(roster, named=named).prefetch_related("members")
    return _show(
        request,
        "roster",
        roster,
        form=form,
        standing=standing_of(roster, now),
        persons=Paginator(persons, _PAGE_SIZE).get_page(asked.number(request.GET, "p")),
        named=named,
        status=422 if form.errors else 200,
    )


def _read(found: RosterList, roster: Registration) -> RosterReading:
    with found.file.open("rb") as file:
        return read_roster_list(file, roster, timezone.now())


@require_http_methods(["GET", "HEAD", "POST"])
@for_roster
def look(request: HttpRequest, roster: Registration, list_id: int) -> HttpResponse:
    """Show what a list would do, each wrong cell marked; on POST take what is right."""
    found = get_object_or_404(RosterList, pk=list_id, roster=roster)
    form = DeclarationForm(*_sent(request))
    try:
        reading = _read(found, roster)
        if request.method == "POST" and form.is_valid() and reading.good:
            taken = take(roster=roster, entries=reading.good, words=declaration(), now=timezone.now())
            return _taken(request, roster, found, taken, left=len(reading.wrong_lines))
    except ContestError as refused:  # closed or withdrawn meanwhile
        messages.warning(request, refused.message)
        return _back(request)
    first = sorted(reading.lines, key=lambda line: not line.wrong)
    counts = [(state, reading.count(state)) for state in dict.fromkeys(line.state for line in reading.lines)]
    return _show(
        request,
        "list",
        roster,
        found=found,
        form=form,
        reading=reading,
        counts=counts,
        shown=[(line, line.cells(reading.columns)) for line in first[:_SHOWN]],
        status=422 if form.errors else 200,
    )


def _taken(request, roster, found: RosterList, taken: Taken, *, left: int) -> HttpResponse:
    """Say what was taken; a list with nothing left to mend goes."""
    messages.success(
        request,
        _("Added: %(added)d. Changed: %(changed)d. Unchanged: %(same)d.")
        % {"added": taken.added, "changed": taken.changed, "same": taken.same},
    )
    left += len(taken.refused)
    if not left:
        drop_lists([found])
        return _back(request)
    words = ngettext(
        "%(count)d row is left to be mended: download it below, mend it and send it again.",
        "%(count)d rows are left to be mended: download them below, mend them and send them again.",
        left,
    )
    messages.warning(request, words % {"count": left})
    return redirect("contest_roster_list", request.contestant_token, found.pk)


@require_GET
@for_roster
def wrong_rows(request: HttpRequest, roster: Registration, list_id: int) -> HttpResponse:
    """Hand out the rows that are to be mended, with the reasons, as a list to send again."""
    found = get_object_or_404(RosterList, pk=list_id, roster=roster)
    try:
        reading = _read(found, roster)
    except RegistrationClosed as closed:
        messages.warning(request, closed.message)
        return _back(request)
    return send_workbook(lambda file: write_wrong_rows(roster, reading, file), f"can-sua-{roster.code}.xlsx")


@require_GET
@for_roster
def template(request: HttpRequest, roster: Registration) -> HttpResponse:
    """Hand out the empty list of this contest."""
    columns = columns_of(roster.page)
    return send_workbook(lambda file: write_template(roster, columns, [], file), "mau-danh-sach.xlsx")


@require_GET
@for_roster
def as_it_stands(request: HttpRequest, roster: Registration) -> HttpResponse:
    """Hand out the list filled with those who stand on it, with their codes, to be mended and sent again."""
    columns = columns_of(roster.page)
    persons = persons_of(roster).prefetch_related("members")
    audit.record("contest.export_registrations", roster)
    return send_workbook(
        lambda file: write_template(roster, columns, persons, file), f"danh-sach-{roster.code}.xlsx"
    )


@require_GET
@for_roster
def annex(request: HttpRequest, roster: Registration, form: str) -> HttpResponse:
    """Hand out the roster as an annex to be signed, as XLSX or PDF."""
    audit.record("contest.export_registrations", roster)
    return send_annex(annex_of_roster(roster), form)


def _person_or_404(roster: Registration, code: str) -> Registration:
    return get_object_or_404(persons_of(roster).prefetch_related("members"), code=code)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roster
def add_person(request: HttpRequest, roster: Registration) -> HttpResponse:
    """Put one person on the roster in the page."""
    form = person_form_of(roster.page)(*_sent(request), page=roster.page)
    agreed = DeclarationForm(*_sent(request))
    # Both are asked, so that everything wrong is said at once.
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
def mend_person(request: HttpRequest, roster: Registration, code: str) -> HttpResponse:
    """Correct what the roster says of one person."""
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
    """Take one person; put a refusal beside its field and say whether it worked."""
    try:
        taken = take(
            roster=roster, entries=[form.entered(code=code, row=1)], words=declaration(), now=timezone.now()
        )
    except ContestError as refused:
        form.add_error(None, refused.message)
        return False
    for verdict in taken.refused:
        field = verdict.refused.field
        form.add_error(field if field in form.fields else None, verdict.refused.message)
    return not taken.refused


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
def take_person_off(request: HttpRequest, roster: Registration, code: str) -> HttpResponse:
    """Ask once, then take a person off the roster."""
    person = _person_or_404(roster, code)
    if request.method == "POST":
        try:
            take_off(roster=roster, code=code, now=timezone.now())
        except ContestError as refused:
            messages.warning(request, refused.message)
        else:
            messages.success(request, _("The person is off the roster and is told."))
        return _back(request)
    return _show(request, "remove", roster, person=person)

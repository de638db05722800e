"""Access of contestants to their entries: the sign-in link form of a round, their section, the decorator of views."""

from __future__ import annotations

import datetime
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from contest_pages.contests.models.form_page import Fragment
from contest_pages.publishing import page_parts
from contest_pages.registrations.access.decorators import for_preparing, with_fresh_link
from contest_pages.registrations.access.forms import AddressForm
from contest_pages.registrations.domain.eligibility import open_rules as open_registration
from contest_pages.registrations.errors import RegistrationClosed
from contest_pages.registrations.queries.next_steps import HandedIn, Step
from contest_pages.registrations.queries.wanted import Wanted
from contest_pages.vietnamese import moment

from . import logic
from .domain import guards
from .enums import EntryState
from .errors import EntryRefused
from .models import Entry, EntryRoundPage
from .queries.own_entries import OwnEntry, own_entries


@page_parts.makes(EntryRoundPage, "form")
def sign_in_form(round_page: EntryRoundPage, *, now: datetime.datetime) -> Fragment:
    """Return the form that leads a registered contestant to the entry form, or why the round takes nothing."""
    context = {"page": round_page, "closed": "", "form": None, "closes_at": round_page.closes_at}
    try:
        guards.open_rules(round_page, now)
        context["form"] = AddressForm()
        context["registering"] = _open_registrations(round_page, now)
    except EntryRefused as refused:
        context["closed"] = refused.message
    return Fragment("contest_entries/_sign_in_form.html", context)


def _open_registrations(round_page: EntryRoundPage, now: datetime.datetime) -> list:
    """Return the pages on which a newcomer may register for this round at `now`."""
    contest = round_page.contest
    pages = contest.registration_pages
    for page in pages:
        page.contest = contest
    return [page for page in pages if _registers(page, round_page, now)]


def _registers(page, round_page: EntryRoundPage, now: datetime.datetime) -> bool:
    if page.for_round_id not in (None, round_page.pk):
        return False
    try:
        open_registration(page, now)
    except RegistrationClosed:
        return False
    return True


@page_parts.makes(EntryRoundPage, "preparation")
def preparation(round_page: EntryRoundPage, *, now: datetime.datetime) -> Fragment | None:
    """Return the button that begins a draft before the registration is confirmed; None if the round takes nothing."""
    try:
        guards.open_rules(round_page, now)
    except EntryRefused:
        return None
    return Fragment("contest_entries/_preparation.html", {"round": round_page})


@page_parts.makes(EntryRoundPage, "personal section")
def section_for_contestant(round_page: EntryRoundPage, registration, *, now: datetime.datetime) -> Fragment:
    """Return this contestant's entries of the round, and whether another may be begun."""
    own = own_entries(registration, round_page, now, is_open=lambda entry: _is_open(entry, now))
    refusal = ""
    rules = round_page.contest.live_rules
    try:
        rules = guards.open_rules(round_page, now)
        counted = [row for row in own if row.entry.slot]
        logic.check_entry_limit(len(counted), rules.entries_per_contestant)
    except EntryRefused as refused:
        refusal = refused.message
    return Fragment(
        "contest_entries/_personal_section.html",
        {
            "round": round_page,
            "own_entries": own,
            "refusal": refusal,
            "may_begin": not refusal,
            "handed_in": {
                str(row.entry.pk): _handed_in(row.entry) for row in own if row.entry.state in _WITH_ORGANISERS
            },
            "wanted": _wanted(round_page, own, may_begin=not refusal),
            "is_checking": any(row.video_status.is_under_way for row in own),
            "now": now,
        },
    )


#: States in which nothing is asked of the contestant before the organisers decide.
_WITH_ORGANISERS = frozenset({EntryState.CHECKING, EntryState.SUBMITTED, EntryState.ACCEPTED})

#: What a state asks of the contestant: the sentence with the title, and the button.
_ASKS = {
    EntryState.CHANGES_ASKED: lambda: (
        _("The organisers ask for changes of “%(title)s”"),
        _("Make these changes"),
    ),
    EntryState.FAILED: lambda: (
        _("The video of “%(title)s” does not meet the rules"),
        _("Choose another video"),
    ),
    EntryState.DRAFT: lambda: (_("“%(title)s” is not handed in yet"), _("Finish the draft")),
}


def _wanted(round_page: EntryRoundPage, own: list[OwnEntry], *, may_begin: bool) -> list[Wanted]:
    """Return the entries that wait for their contestant, or that a first one may be handed in."""
    found = []
    for row in own:
        entry = row.entry
        if row.can_change and entry.state in _ASKS:
            words, button = _ASKS[EntryState(entry.state)]()
            until = entry.changes_until if entry.state == EntryState.CHANGES_ASKED else round_page.closes_at
            title = entry.title or _("without a title")
            words %= {"title": title}
            found.append(Wanted(words, button, until=until, view="contest_own_entry", pk=entry.pk))
    if not own and may_begin:
        words = _("You have not handed in anything yet.")
        button = round_page.call_with_title
        found.append(Wanted(words, button, f"#vong-{round_page.pk}", round_page.closes_at, is_urgent=False))
    return found


def _handed_in(entry: Entry) -> HandedIn:
    """Return what confirms to a contestant that this entry is handed in, and the steps that follow for it."""
    steps = [Step(_("You handed in your entry"), moment(entry.handed_in_at), is_done=True)]
    if entry.state == EntryState.CHECKING:
        when = _("The outcome comes by letter and stands below")
        steps.append(Step(_("The check of the video"), when, is_next=True))
    fragment = Fragment("contest_entries/_handed_in.html", {"entry": entry})
    return HandedIn(fragment, entry.round, tuple(steps), entry.handed_in_at)


def _is_open(entry: Entry, now: datetime.datetime) -> bool:
    try:
        guards.open_rules(entry.round, now, entry)
    except EntryRefused:
        return False
    return True


def _answer_script(request: HttpRequest) -> HttpResponse | None:
    """Tell a script that sends a file or saves a draft that the link is too old; None for a page."""
    if request.contestant_is_newcomer:
        words = _(
            "Nothing more is saved from here. Open the link in our letter: your draft stands on your page."
        )
    else:
        words = _(
            "Your link is no longer fresh. Please open your page again and have a new link sent; what has arrived is kept."
        )
    if "Tus-Resumable" in request.headers:
        return HttpResponse(words, status=403, content_type="text/plain; charset=utf-8")
    if request.POST.get("save") == "auto" or "length" in request.POST:
        return JsonResponse({"message": words}, status=403)
    return None


def for_own_entry(view):
    """Decorate a view that gets the contestant's entry from a fresh personal link's token and the entry's id."""
    return with_fresh_link(_of_own_entry(view), stale=_answer_script)


def for_own_draft(view):
    """Decorate a view of what belongs to a draft as `for_own_entry` does, for the browser too that has just registered."""
    return for_preparing(_of_own_entry(view), stale=_answer_script)


def _of_own_entry(view):
    @wraps(view)
    def wrapped(request, registration, entry_id, *args, **kwargs):
        entry = get_object_or_404(
            Entry.objects.select_related("round", "video", "replacement", "unit").exclude(
                state=EntryState.WITHDRAWN
            ),
            registration=registration,
            pk=entry_id,
        )
        entry.registration = registration
        return view(request, entry, *args, **kwargs)

    return wrapped

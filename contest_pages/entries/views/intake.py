"""The contestant hands in an entry, gives another video, withdraws."""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from contest_pages.contests.models.form_page import Fragment
from contest_pages.entries import logic
from contest_pages.entries.domain import intake
from contest_pages.entries.domain.probing import problem_words
from contest_pages.entries.enums import EntryState
from contest_pages.entries.errors import EntryRefused
from contest_pages.entries.forms import EntryForm, VideoForm
from contest_pages.entries.models import Entry, EntryRoundPage
from contest_pages.registrations.forms import AddressForm
from contest_pages.registrations.views.personal import for_contestant


def door_for_round(round_page: EntryRoundPage, *, now: datetime.datetime) -> Fragment:
    """Return the form that leads a registered contestant to the entry form, or why it is shut."""
    context = {"page": round_page, "closed": "", "form": None, "closes_at": round_page.closes_at}
    try:
        intake.open_rules(round_page, now)
        context["form"] = AddressForm()
    except EntryRefused as refused:
        context["closed"] = refused.message
    return Fragment("contest_entries/_door.html", context)


def section_for_contestant(round_page: EntryRoundPage, registration, *, now: datetime.datetime) -> Fragment:
    """Return this contestant's entries of the round, and whether another may be handed in."""
    entries = list(
        Entry.objects.filter(registration=registration, round=round_page)
        .select_related("video", "round")
        .order_by("number")
    )
    refusal = ""
    rules = None
    try:
        rules = intake.open_rules(round_page, now)
        counted = [entry for entry in entries if entry.slot]
        logic.check_entry_limit(len(counted), rules.entries_per_contestant)
    except EntryRefused as refused:
        refusal = refused.message
    for entry in entries:
        entry.problem = problem_words(entry.video)
        entry.can_change = rules is not None and entry.is_open_to_contestant
    return Fragment(
        "contest_entries/_personal_section.html",
        {
            "round": round_page,
            "entries": entries,
            "refusal": refusal,
            "may_hand_in": not refusal,
            "is_checking": any(entry.state == EntryState.CHECKING for entry in entries),
            "allowed": rules.entries_per_contestant if rules else None,
        },
    )


def _round_of(registration, round_id: int) -> EntryRoundPage:
    return get_object_or_404(EntryRoundPage.objects.live().child_of(registration.contest), pk=round_id)


def _entry_of(registration, number: int, round_id: int) -> Entry:
    return get_object_or_404(
        Entry.objects.select_related("round", "video"),
        registration=registration,
        round=round_id,
        number=number,
    )


@require_http_methods(["GET", "POST"])
@for_contestant
def new_entry(request: HttpRequest, registration, round_id: int) -> HttpResponse:
    """Show the entry form; on POST hand the entry in."""
    round_page = _round_of(registration, round_id)
    try:
        rules = intake.open_rules(round_page, timezone.now())
    except EntryRefused as refused:
        messages.error(request, refused.message)
        return redirect("contest_personal", request.contestant_token)
    form = EntryForm(request.POST or None, request.FILES or None, rules=rules)
    if request.method == "POST" and form.is_valid():
        try:
            intake.hand_in(
                round_page=round_page,
                registration=registration,
                title=form.cleaned_data["title"],
                summary=form.cleaned_data["summary"],
                declarations=form.declared(),
                file=form.cleaned_data["video"],
                now=timezone.now(),
                form_key=form.cleaned_data["form_key"],
            )
        except EntryRefused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Your video has arrived. We are checking it against the rules."))
            return redirect("contest_personal", request.contestant_token)
    return _show_form(request, registration, round_page, rules, form)


@require_http_methods(["GET", "POST"])
@for_contestant
def another_video(request: HttpRequest, registration, round_id: int, number: int) -> HttpResponse:
    """Give an entry another video."""
    entry = _entry_of(registration, number, round_id)
    try:
        rules = intake.open_rules(entry.round, timezone.now())
    except EntryRefused as refused:
        messages.error(request, refused.message)
        return redirect("contest_personal", request.contestant_token)
    form = VideoForm(request.POST or None, request.FILES or None, rules=rules)
    if request.method == "POST" and form.is_valid():
        try:
            intake.replace_video(entry=entry, file=form.cleaned_data["video"], now=timezone.now())
        except EntryRefused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Your new video has arrived. We are checking it against the rules."))
            return redirect("contest_personal", request.contestant_token)
    return _show_form(request, registration, entry.round, rules, form, entry=entry)


def _show_form(request, registration, round_page, rules, form, entry=None) -> HttpResponse:
    return render(
        request,
        "contest_entries/entry_form.html",
        {
            "registration": registration,
            "contest": registration.contest,
            "round": round_page,
            "rules": rules,
            "form": form,
            "entry": entry,
            "token": request.contestant_token,
        },
        status=422 if form.is_bound and form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@for_contestant
def withdraw_entry(request: HttpRequest, registration, round_id: int, number: int) -> HttpResponse:
    """Ask once more, then take the entry back."""
    entry = _entry_of(registration, number, round_id)
    if request.method == "POST":
        try:
            intake.withdraw(entry=entry, now=timezone.now())
        except EntryRefused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Your entry is withdrawn."))
        return redirect("contest_personal", request.contestant_token)
    return render(
        request,
        "contest_entries/withdraw.html",
        {"entry": entry, "contest": registration.contest, "token": request.contestant_token},
    )


@require_GET
@for_contestant
def entries_fragment(request: HttpRequest, registration, round_id: int) -> HttpResponse:
    """Answer with the round's section alone, for the page that waits for the check."""
    section = section_for_contestant(_round_of(registration, round_id), registration, now=timezone.now())
    return render(request, section.template, {**section.context, "token": request.contestant_token})

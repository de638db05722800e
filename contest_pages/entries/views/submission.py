"""The contestant's views of an entry: write, upload, submit, change, withdraw."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from contest_pages.contests.models.visibility import published
from contest_pages.entries import logic
from contest_pages.entries.access import for_own_draft, section_for_contestant
from contest_pages.entries.domain import (
    drafts,
    guards,
    presentation,
    submission,
    uploads,
    videos,
    withdrawal,
)
from contest_pages.entries.enums import EntryState, SubtitleLanguage
from contest_pages.entries.errors import EntryRefused, Incomplete
from contest_pages.entries.file_types import refusal_words
from contest_pages.entries.forms import EntryForm, SubtitlesForm
from contest_pages.entries.models import Entry, EntryRoundPage
from contest_pages.entries.queries.own_entries import video_status
from contest_pages.files.downloads import name_download
from contest_pages.registrations.access.decorators import for_contestant, for_preparing
from contest_pages.registrations.queries.letters import confirm_until
from contest_pages.registrations.queries.next_steps import HANDED_IN

from . import multipart, tus


def _round_of(registration, round_id: int) -> EntryRoundPage:
    return get_object_or_404(published(EntryRoundPage.objects.child_of(registration.contest)), pk=round_id)


@require_http_methods(["GET", "POST"])
@for_preparing
def begin(request: HttpRequest, registration, round_id: int) -> HttpResponse:
    """Begin an entry and open its form; a GET request goes back to the page with its button."""
    round_page = _round_of(registration, round_id)
    if request.method == "GET":
        return redirect(request.contestant_home)
    try:
        entry = drafts.begin_draft(round_page=round_page, registration=registration, now=timezone.now())
    except EntryRefused as refused:
        messages.error(request, refused.message)
        return redirect(request.contestant_home)
    return redirect("contest_own_entry", request.contestant_token, entry.pk)


@require_http_methods(["GET", "POST"])
@for_own_draft
def own_entry(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Show the entry's form; on POST save the texts and the video, and submit if the button says so.

    With `save=auto` a script saves the draft while it is being written and gets JSON.
    """
    now = timezone.now()
    try:
        rules = guards.open_rules(entry.round, now, entry)
    except EntryRefused as refused:
        if request.POST.get("save") == "auto":
            return JsonResponse({"message": refused.message}, status=403)
        messages.error(request, refused.message)
        return redirect(request.contestant_home)
    form = EntryForm(request.POST or None, request.FILES or None, entry=entry, rules=rules)
    if request.method == "POST" and form.is_valid():
        try:
            entry = drafts.save_text(entry=entry, text=form.entry_text(), now=now)
            if request.POST.get("save") == "auto":
                return JsonResponse({"message": _("Draft saved at")})
            if form.cleaned_data["video"]:
                videos.attach_file(entry=entry, file=form.cleaned_data["video"], now=now)
            return _after_saving(request, entry, form, now)
        except Incomplete as refused:
            form.refuse(refused.fields)
        except EntryRefused as refused:
            form.add_error(None, refused.message)
    elif request.method == "POST" and request.POST.get("save") == "auto":
        return JsonResponse({"errors": form.errors}, status=422)
    return _show_form(request, entry, rules, form, now)


def _after_saving(request, entry: Entry, form: EntryForm, now) -> HttpResponse:
    if entry.state == EntryState.CHANGES_ASKED and "hand_in" in request.POST:
        submission.resubmit_entry(entry=entry, now=now)
        messages.success(
            request, _("Your changes are handed in. They go back to the reviewer who asked for them.")
        )
    elif entry.state == EntryState.CHANGES_ASKED:
        messages.success(request, _("Your changes are kept. They are not handed in yet."))
        return redirect("contest_own_entry", request.contestant_token, entry.pk)
    elif entry.state != EntryState.DRAFT:
        messages.success(request, _("Your changes are saved."))
    elif "hand_in" in request.POST:
        entry = submission.submit_entry(entry=entry, declarations=form.declared(), now=now)
        own_page = reverse("contest_personal", args=[request.contestant_token])
        return redirect(f"{own_page}?{HANDED_IN}={entry.pk}")
    else:
        messages.success(request, _("Your draft is kept. It is not handed in yet."))
        return redirect("contest_own_entry", request.contestant_token, entry.pk)
    return redirect(request.contestant_home)


def _show_form(request, entry, rules, form, now) -> HttpResponse:
    upload = entry.uploads.filter(completed_at=None).first()
    closes_at = guards.closing_for(entry.round, entry)
    return render(
        request,
        "contest_entries/entry_form.html",
        {
            "registration": entry.registration,
            "contest": entry.registration.contest,
            "round": entry.round,
            "rules": rules,
            "form": form,
            "entry": entry,
            "token": request.contestant_token,
            "home": request.contestant_home,
            "confirm_until": confirm_until(entry.registration, now)
            if request.contestant_is_newcomer
            else None,
            "video_status": video_status(entry),
            "upload": upload,
            "received": uploads.received(upload) if upload else 0,
            "wrong_type": refusal_words(rules.video_formats),
            "transport": "tus" if uploads.on_disk() else "parts",
            "upload_url": tus.creation_path(request.contestant_token, entry),
            "closes_at": closes_at,
            "in_grace": logic.in_grace(now, closes_at, rules.grace, entry.sending_since),
            "grace_ends": closes_at + rules.grace if closes_at else None,
            "now": now,
            "subtitles": {kept.language: kept for kept in entry.subtitles.all()},
            "subtitles_form": SubtitlesForm(),
        },
        status=422 if form.is_bound and form.errors else 200,
    )


@require_GET
@for_own_draft
def video_fragment(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Answer with the status of the entry's video, for the page that polls it."""
    return render(
        request,
        "contest_entries/_video_status.html",
        {
            "entry": entry,
            "token": request.contestant_token,
            "video_status": video_status(entry),
        },
    )


@csrf_exempt
@for_own_draft
def begin_upload(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Begin an upload for this entry: by tus where videos are kept on a disk, else in signed parts.

    The token of the personal link authorises it, so no CSRF token is needed.
    """
    if uploads.on_disk():
        return tus.speaks_tus(_create_by_tus)(request, entry)
    return multipart.refusing(multipart.create)(request, entry)


def _create_by_tus(request, entry, method: str) -> HttpResponse:
    return tus.create(request, entry) if method == "POST" else tus.answer(405, Allow="OPTIONS, POST")


@require_http_methods(["GET", "POST"])
@for_own_draft
def withdraw_entry(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Ask for confirmation, then delete the draft or withdraw the entry."""
    is_draft = entry.state == EntryState.DRAFT
    if request.method == "POST":
        try:
            if is_draft:
                drafts.discard_draft(entry=entry)
            else:
                withdrawal.withdraw(entry=entry, now=timezone.now())
        except EntryRefused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(
                request, _("Your draft is deleted.") if is_draft else _("Your entry is withdrawn.")
            )
        return redirect(request.contestant_home)
    return render(
        request,
        "contest_entries/withdraw.html",
        {
            "entry": entry,
            "is_draft": is_draft,
            "contest": entry.registration.contest,
            "token": request.contestant_token,
        },
    )


@require_http_methods(["GET", "POST"])
@for_own_draft
def change_subtitles(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Add subtitles to the entry, or remove those of one language; a GET request goes back to the entry."""
    if request.method == "GET":
        return redirect("contest_own_entry", request.contestant_token, entry.pk)
    form = SubtitlesForm(request.POST, request.FILES)
    language = request.POST.get("remove")
    try:
        if language in SubtitleLanguage.values:
            drafts.change_subtitles(entry=entry, language=language, data=None, now=timezone.now())
            messages.success(request, _("The subtitles are removed."))
        elif form.is_valid():
            file = form.cleaned_data["file"]
            drafts.change_subtitles(
                entry=entry,
                language=form.cleaned_data["language"],
                data=presentation.read_bytes(file),
                now=timezone.now(),
            )
            messages.success(request, _("The subtitles are added."))
        else:
            messages.error(request, _("Choose the subtitle file."))
    except EntryRefused as refused:
        messages.error(request, refused.message)
    return redirect("contest_own_entry", request.contestant_token, entry.pk)


@require_GET
@for_own_draft
def own_script(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Let the contestant download the own script."""
    if not entry.script:
        return redirect("contest_own_entry", request.contestant_token, entry.pk)
    name = entry.script_file_name
    return name_download(FileResponse(entry.script.open("rb"), filename=name), name)


@require_GET
@for_contestant
def entries_fragment(request: HttpRequest, registration, round_id: int) -> HttpResponse:
    """Answer with the round's section alone, for the page that polls it."""
    section = section_for_contestant(_round_of(registration, round_id), registration, now=timezone.now())
    return render(
        request,
        section.template,
        {
            **section.context,
            "token": request.contestant_token,
            "is_fresh": request.contestant_is_fresh,
        },
    )

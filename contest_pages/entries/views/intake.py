"""The contestant writes an entry, sends its video, hands it in, changes it, takes it back."""

from __future__ import annotations

import datetime
from functools import wraps

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from contest_pages.contests.models.form_page import Fragment
from contest_pages.entries import logic
from contest_pages.entries.domain import drafts, handing_in, presenting, taking, uploading, videos
from contest_pages.entries.enums import EntryState, SubtitleLanguage
from contest_pages.entries.errors import EntryRefused, Incomplete
from contest_pages.entries.forms import EntryForm, SubtitlesForm
from contest_pages.entries.models import Entry, EntryRoundPage
from contest_pages.entries.queries.own import own_entries, state_of_video
from contest_pages.registrations.forms import AddressForm
from contest_pages.registrations.views.personal import for_contestant

from . import parts, tus


def door_for_round(round_page: EntryRoundPage, *, now: datetime.datetime) -> Fragment:
    """Return the form that leads a registered contestant to the entry form, or why it is shut."""
    context = {"page": round_page, "closed": "", "form": None, "closes_at": round_page.closes_at}
    try:
        taking.open_rules(round_page, now)
        context["form"] = AddressForm()
    except EntryRefused as refused:
        context["closed"] = refused.message
    return Fragment("contest_entries/_door.html", context)


def section_for_contestant(round_page: EntryRoundPage, registration, *, now: datetime.datetime) -> Fragment:
    """Return this contestant's entries of the round, and whether another may be begun."""
    entries = own_entries(registration, round_page, now)
    for entry in entries:
        entry.registration = registration
        entry.can_change = entry.is_open_to_contestant and _is_open(entry, now)
    refusal = ""
    rules = round_page.contest.live_rules
    try:
        rules = taking.open_rules(round_page, now)
        counted = [entry for entry in entries if entry.slot]
        logic.check_entry_limit(len(counted), rules.entries_per_contestant)
    except EntryRefused as refused:
        refusal = refused.message
    return Fragment(
        "contest_entries/_personal_section.html",
        {
            "round": round_page,
            "entries": entries,
            "refusal": refusal,
            "may_begin": not refusal,
            "is_checking": any(entry.video_state.is_under_way for entry in entries),
            "now": now,
        },
    )


def _is_open(entry: Entry, now: datetime.datetime) -> bool:
    try:
        taking.open_rules(entry.round, now, entry)
    except EntryRefused:
        return False
    return True


def _round_of(registration, round_id: int) -> EntryRoundPage:
    return get_object_or_404(EntryRoundPage.objects.live().child_of(registration.contest), pk=round_id)


def for_own_entry(view):
    """Turn the link's token and the entry's number into an entry of this contestant."""

    @for_contestant
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


@require_http_methods(["GET", "POST"])
@for_contestant
def begin(request: HttpRequest, registration, round_id: int) -> HttpResponse:
    """Begin an entry and open its form; somebody who only follows the address goes back."""
    round_page = _round_of(registration, round_id)
    if request.method == "GET":
        return redirect("contest_personal", request.contestant_token)
    try:
        entry = drafts.begin_draft(round_page=round_page, registration=registration, now=timezone.now())
    except EntryRefused as refused:
        messages.error(request, refused.message)
        return redirect("contest_personal", request.contestant_token)
    return redirect("contest_own_entry", request.contestant_token, entry.pk)


@require_http_methods(["GET", "POST"])
@for_own_entry
def own_entry(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Show the entry's form; on POST keep what was written, take the video, and hand in if asked to.

    With `save=auto` the script keeps a draft while it is being written and gets JSON.
    """
    now = timezone.now()
    try:
        rules = taking.open_rules(entry.round, now, entry)
    except EntryRefused as refused:
        if request.POST.get("save") == "auto":
            return JsonResponse({"message": refused.message}, status=403)
        messages.error(request, refused.message)
        return redirect("contest_personal", request.contestant_token)
    form = EntryForm(request.POST or None, request.FILES or None, entry=entry, rules=rules)
    if request.method == "POST" and form.is_valid():
        try:
            entry = drafts.save_words(entry=entry, words=form.words(), now=now)
            if request.POST.get("save") == "auto":
                return JsonResponse({"message": _("Draft saved at")})
            if form.cleaned_data["video"]:
                videos.take_file(entry=entry, file=form.cleaned_data["video"], now=now)
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
        handing_in.hand_back(entry=entry, now=now)
        messages.success(
            request, _("Your changes are handed in. They go back to the reviewer who asked for them.")
        )
    elif entry.state == EntryState.CHANGES_ASKED:
        messages.success(request, _("Your changes are kept. They are not handed in yet."))
        return redirect("contest_own_entry", request.contestant_token, entry.pk)
    elif entry.state != EntryState.DRAFT:
        messages.success(request, _("Your changes are saved."))
    elif "hand_in" in request.POST:
        entry = handing_in.hand_in(entry=entry, declarations=form.declared(), now=now)
        messages.success(
            request,
            _("Your entry %(code)s is handed in.") % {"code": entry.code}
            if entry.state == EntryState.SUBMITTED
            else _("Your entry %(code)s is handed in. We are still checking its video against the rules.")
            % {"code": entry.code},
        )
    else:
        messages.success(request, _("Your draft is kept. It is not handed in yet."))
        return redirect("contest_own_entry", request.contestant_token, entry.pk)
    return redirect("contest_personal", request.contestant_token)


def _show_form(request, entry, rules, form, now) -> HttpResponse:
    upload = entry.uploads.filter(completed_at=None).first()
    closes_at = taking.closing_for(entry.round, entry)
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
            "video_state": state_of_video(entry),
            "upload": upload,
            "received": uploading.received(upload) if upload else 0,
            "transport": "tus" if uploading.on_disk() else "parts",
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
@for_own_entry
def video_fragment(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Answer with how the entry's video stands, for the page that waits for the check."""
    return render(
        request,
        "contest_entries/_video_state.html",
        {
            "entry": entry,
            "token": request.contestant_token,
            "video_state": state_of_video(entry),
        },
    )


@csrf_exempt
@for_own_entry
def begin_upload(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Begin an upload for this entry: by tus where videos are kept on a disk, else in signed parts.

    The link's token is what lets somebody begin one, so no CSRF token is asked for.
    """
    if uploading.on_disk():
        return tus.speaks_tus(_create_by_tus)(request, entry)
    return parts.refusing(parts.create)(request, entry)


def _create_by_tus(request, entry, method: str) -> HttpResponse:
    return tus.create(request, entry) if method == "POST" else tus.answer(405, Allow="OPTIONS, POST")


@require_http_methods(["GET", "POST"])
@for_own_entry
def withdraw_entry(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Ask once more, then throw the draft away or take the entry back."""
    is_draft = entry.state == EntryState.DRAFT
    if request.method == "POST":
        try:
            if is_draft:
                drafts.discard_draft(entry=entry)
            else:
                handing_in.withdraw(entry=entry, now=timezone.now())
        except EntryRefused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(
                request, _("Your draft is deleted.") if is_draft else _("Your entry is withdrawn.")
            )
        return redirect("contest_personal", request.contestant_token)
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


@require_POST
@for_own_entry
def change_subtitles(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Give the entry subtitles, or take those of one language away."""
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
                data=presenting.bytes_of(file),
                now=timezone.now(),
            )
            messages.success(request, _("The subtitles are added."))
        else:
            messages.error(request, _("Choose the subtitle file."))
    except EntryRefused as refused:
        messages.error(request, refused.message)
    return redirect("contest_own_entry", request.contestant_token, entry.pk)


@require_GET
@for_own_entry
def own_script(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Give the contestant the script back."""
    if not entry.script:
        return redirect("contest_own_entry", request.contestant_token, entry.pk)
    return FileResponse(entry.script.open("rb"), as_attachment=True, filename=entry.script_file_name)


@require_GET
@for_contestant
def entries_fragment(request: HttpRequest, registration, round_id: int) -> HttpResponse:
    """Answer with the round's section alone, for the page that waits for the check."""
    section = section_for_contestant(_round_of(registration, round_id), registration, now=timezone.now())
    return render(request, section.template, {**section.context, "token": request.contestant_token})

"""Staff views of entries besides the review: posters, subtitles, failed jobs."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from contest_pages.entries.domain import jobs, presentation
from contest_pages.entries.enums import EntryState, SubtitleLanguage
from contest_pages.entries.errors import EntryRefused
from contest_pages.entries.forms import SubtitlesForm
from contest_pages.entries.models import Entry, Still, VideoJob
from contest_pages.entries.permissions import may_present, may_see_entries
from contest_pages.files.downloads import name_download


@require_http_methods(["GET", "POST"])
def present_entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Let an editor choose the poster among the video's pictures, and give or remove subtitles.

    Users who may not see entries under review reach accepted ones only.
    """
    if not may_present(request.user):
        raise PermissionDenied
    entry = get_object_or_404(
        Entry.objects.handed_in().select_related("video", "contest", "round", "registration"), pk=entry_id
    )
    if entry.state != EntryState.ACCEPTED and not may_see_entries(request.user):
        raise PermissionDenied
    if request.method == "POST":
        try:
            messages.success(request, _change(request, entry))
        except EntryRefused as refused:
            messages.error(request, refused.message)
        return redirect("contest_present_entry", entry.pk)
    return render(
        request,
        "contest_entries/admin/present_entry.html",
        {
            "entry": entry,
            "stills": entry.video.stills.all() if entry.video else [],
            "renditions": entry.video.renditions.all() if entry.video else [],
            "jobs": entry.video.jobs.all() if entry.video else [],
            "subtitles": entry.subtitles.all(),
            "form": SubtitlesForm(),
        },
    )


def _change(request: HttpRequest, entry: Entry) -> str:
    if still_id := request.POST.get("poster"):
        still = get_object_or_404(Still, pk=still_id, video=entry.video_id)
        presentation.choose_poster(entry=entry, still=still, actor=request.user)
        return _("The poster is chosen.")
    if (language := request.POST.get("remove")) in SubtitleLanguage.values:
        presentation.remove_subtitles(entry=entry, language=language, actor=request.user)
        return _("The subtitles are removed.")
    form = SubtitlesForm(request.POST, request.FILES)
    if not form.is_valid():
        raise EntryRefused(_("Choose the subtitle file."))
    presentation.set_subtitles(
        entry=entry,
        language=form.cleaned_data["language"],
        data=presentation.read_bytes(form.cleaned_data["file"]),
        actor=request.user,
    )
    return _("The subtitles are added.")


@require_GET
def script(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Serve the script of an entry to staff."""
    if not may_see_entries(request.user):
        raise PermissionDenied
    entry = get_object_or_404(Entry.objects.handed_in(), pk=entry_id)
    if not entry.script:
        raise Http404
    name = entry.script_file_name
    return name_download(FileResponse(entry.script.open("rb"), filename=name), name)


@require_http_methods(["GET", "POST"])
def run_job_again(request: HttpRequest, job_id: int) -> HttpResponse:
    """Show why a job failed, and on POST restart it."""
    if not request.user.has_perm("contest_entries.rerun_videojob"):
        raise PermissionDenied
    job = get_object_or_404(VideoJob.objects.select_related("video"), pk=job_id)
    if request.method == "POST":
        jobs.restart_job(job=job, actor=request.user)
        messages.success(request, _("The job is queued again."))
        return redirect("contest_entries_videojob_modeladmin_index")
    return render(request, "contest_entries/admin/run_job_again.html", {"job": job})

"""Videos, posters and subtitles, for those who may see them, with byte ranges so that players can seek."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from contest_pages.contests.enums import Access
from contest_pages.contests.models.visibility import access_to
from contest_pages.entries.models import Entry, Rendition, Still, Subtitles
from contest_pages.entries.models.video import narrower
from contest_pages.entries.permissions import may_see_media, may_see_still
from contest_pages.files.serving import guarded, send_file


@require_safe
def video(request: HttpRequest, video_id: int) -> HttpResponse:
    """Serve the playable copy of a video in full quality."""
    entry, public = _entry_of(request, video_id)
    whole = entry.video if entry.video_id == video_id else entry.replacement
    return send_file(request, whole.playable, "video/mp4", public=public)


@require_safe
def rendition(request: HttpRequest, video_id: int, lines: int) -> HttpResponse:
    """Serve a smaller copy of a video."""
    _entry, public = _entry_of(request, video_id)
    copy = get_object_or_404(Rendition, video=video_id, lines=lines)
    return send_file(request, copy.file, "video/mp4", public=public)


@require_safe
def poster(request: HttpRequest, video_id: int, width: int | None = None) -> HttpResponse:
    """Serve the poster of a video, or its copy of this width in pixels."""
    entry, public = _entry_of(request, video_id, poster=True)
    whole = entry.video if entry.video_id == video_id else entry.replacement
    if width is not None and width not in whole.still_widths[:-1]:
        raise Http404
    picture = whole.poster if width is None or not whole.poster else narrower(whole.poster, width)
    return send_file(request, picture, "image/webp", public=public)


@require_safe
def still(request: HttpRequest, still_id: int) -> HttpResponse:
    """Serve a picture out of a video to those who choose the poster."""
    picture = get_object_or_404(Still, pk=still_id)
    if not may_see_still(request.user, picture):
        raise Http404
    return send_file(request, picture.picture, "image/webp", public=False)


@require_safe
def subtitles(request: HttpRequest, entry_id: int, language: str) -> HttpResponse:
    """Serve subtitles of an entry."""
    kept = get_object_or_404(
        Subtitles.objects.select_related("entry__round__advance_list", "entry__registration"),
        entry=entry_id,
        language=language,
    )
    public = _is_public(request, kept.entry, in_gallery=kept.entry.is_public(timezone.now()))
    return guarded(HttpResponse(kept.text, content_type="text/vtt; charset=utf-8"), public=public)


def _entry_of(request: HttpRequest, video_id: int, *, poster: bool = False) -> tuple[Entry, bool]:
    """Return the entry of a video and whether everybody may see it; Http404 for those who may not."""
    entry = get_object_or_404(
        Entry.objects.select_related("round__advance_list", "video", "replacement", "registration"),
        Q(video=video_id) | Q(replacement=video_id),
    )
    in_gallery = (
        entry.video_id == video_id
        and entry.is_public(timezone.now())
        and (not poster or entry.registration.publish_picture)
    )
    return entry, _is_public(request, entry, in_gallery=in_gallery)


def _is_public(request: HttpRequest, entry: Entry, *, in_gallery: bool) -> bool:
    """Say whether everybody may see media of an entry; Http404 where this request may not.

    Who may see the page of the round may see what its gallery shows.
    """
    access = access_to(entry.round, request) if in_gallery else Access.CLOSED
    if access is Access.CLOSED and not may_see_media(request, entry):
        raise Http404
    return access is Access.PUBLIC

"""Videos, posters and subtitles, for those who may see them, with byte ranges so that players can seek."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from django.core.files.storage import FileSystemStorage
from django.db.models import Q
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from contest_pages import conf
from contest_pages.contests.enums import Access
from contest_pages.contests.models.visibility import access_to
from contest_pages.entries.models import Entry, Rendition, Still, Subtitles
from contest_pages.entries.models.video import narrower
from contest_pages.entries.permissions import may_see_media, may_see_still

_RANGE = re.compile(r"bytes=([0-9]*)-([0-9]*)")
_CHUNK = 256 * 1024
#: Seconds for which a signed URL of the object storage is valid.
_STORAGE_SECONDS = 900


@require_safe
def video(request: HttpRequest, video_id: int) -> HttpResponse:
    """Serve the playable copy of a video in full quality."""
    entry, public = _entry_of(request, video_id)
    whole = entry.video if entry.video_id == video_id else entry.replacement
    return serve(request, whole.playable, "video/mp4", public=public)


@require_safe
def rendition(request: HttpRequest, video_id: int, lines: int) -> HttpResponse:
    """Serve a smaller copy of a video."""
    _entry, public = _entry_of(request, video_id)
    copy = get_object_or_404(Rendition, video=video_id, lines=lines)
    return serve(request, copy.file, "video/mp4", public=public)


@require_safe
def poster(request: HttpRequest, video_id: int, width: int | None = None) -> HttpResponse:
    """Serve the poster of a video, or its copy of this width in pixels."""
    entry, public = _entry_of(request, video_id, poster=True)
    whole = entry.video if entry.video_id == video_id else entry.replacement
    if width is not None and width not in whole.still_widths[:-1]:
        raise Http404
    picture = whole.poster if width is None or not whole.poster else narrower(whole.poster, width)
    return serve(request, picture, "image/webp", public=public)


@require_safe
def still(request: HttpRequest, still_id: int) -> HttpResponse:
    """Serve a picture out of a video to those who choose the poster."""
    picture = get_object_or_404(Still, pk=still_id)
    if not may_see_still(request.user, picture):
        raise Http404
    return serve(request, picture.picture, "image/webp", public=False)


@require_safe
def subtitles(request: HttpRequest, entry_id: int, language: str) -> HttpResponse:
    """Serve subtitles of an entry."""
    kept = get_object_or_404(
        Subtitles.objects.select_related("entry__round__advance_list", "entry__registration"),
        entry=entry_id,
        language=language,
    )
    public = _is_public(request, kept.entry, in_gallery=kept.entry.is_public(timezone.now()))
    return _guarded(HttpResponse(kept.text, content_type="text/vtt; charset=utf-8"), public=public)


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


def serve(request: HttpRequest, file, content_type: str, *, public: bool) -> HttpResponse:
    """Serve a stored file: by this process, by nginx (ACCEL_PREFIX), or by the object storage for a while."""
    if not file:
        raise Http404
    if not isinstance(file.storage, FileSystemStorage):
        response = HttpResponseRedirect(
            file.storage.url(
                file.name, parameters={"ResponseContentType": content_type}, expire=_STORAGE_SECONDS
            )
        )
        response["Cache-Control"] = "private, no-store"
        return response
    if prefix := conf.get("ACCEL_PREFIX"):
        response = HttpResponse(content_type=content_type)
        response["X-Accel-Redirect"] = prefix + quote(file.name)
        return _guarded(response, public=public)
    return _guarded(ranged(request, file, content_type), public=public)


def _guarded(response: HttpResponse, *, public: bool) -> HttpResponse:
    response["Cache-Control"] = "public, max-age=3600" if public else "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'"
    return response


def ranged(request: HttpRequest, file, content_type: str) -> HttpResponse:
    """Answer with the whole file, or with the requested byte range (RFC 9110, 14).

    A range that cannot be met gets 416 with the file's size; several ranges get the whole file.
    """
    size = file.size
    requested = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if not requested or not any(requested.groups()):
        response = FileResponse(file.open("rb"), content_type=content_type)
        response["Accept-Ranges"] = "bytes"
        return response
    first, last = requested.groups()
    if first:
        begin, end = int(first), min(int(last), size - 1) if last else size - 1
    else:
        begin, end = max(size - int(last), 0), size - 1
    if begin > end or begin >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = StreamingHttpResponse(
        _part(file, begin, end - begin + 1), status=206, content_type=content_type
    )
    response["Content-Length"] = str(end - begin + 1)
    response["Content-Range"] = f"bytes {begin}-{end}/{size}"
    response["Accept-Ranges"] = "bytes"
    return response


def _part(file, begin: int, left: int) -> Iterator[bytes]:
    with file.open("rb") as source:
        source.seek(begin)
        while left > 0 and (chunk := source.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk

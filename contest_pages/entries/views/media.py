"""Videos and posters, for those who may see them, with byte ranges so that players can seek."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from contest_pages.entries.models import Entry
from contest_pages.entries.policies import may_see_entry

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_CHUNK = 256 * 1024


@require_safe
def video(request: HttpRequest, video_id: int) -> HttpResponse:
    """Serve the playable copy of a video."""
    return _serve(request, video_id, "playable", "video/mp4")


@require_safe
def poster(request: HttpRequest, video_id: int) -> HttpResponse:
    """Serve the still picture of a video."""
    return _serve(request, video_id, "poster", "image/webp")


def _serve(request: HttpRequest, video_id: int, which: str, content_type: str) -> HttpResponse:
    entry = get_object_or_404(Entry.objects.select_related("round", "video", "registration"), video=video_id)
    file = getattr(entry.video, which)
    if not file:
        raise Http404
    public = entry.is_public(timezone.now()) and (which != "poster" or entry.registration.publish_picture)
    if not public and not may_see_entry(request.user, request.GET.get("k", ""), entry):
        raise Http404
    response = ranged(request, file, content_type)
    response["Cache-Control"] = "public, max-age=3600" if public else "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def ranged(request: HttpRequest, file, content_type: str) -> HttpResponse:
    """Answer with the whole file, or with the one range of bytes that was asked for (RFC 9110, 14).

    A range that cannot be met gets 416 with the file's size; several ranges get the whole file.
    """
    size = file.size
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if not asked or not any(asked.groups()):
        response = FileResponse(file.open("rb"), content_type=content_type)
        response["Accept-Ranges"] = "bytes"
        return response
    first, last = asked.groups()
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

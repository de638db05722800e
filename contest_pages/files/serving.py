"""Sending of private files to those who may have them: by this process, by nginx, or by the object storage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from django.core.files.storage import FileSystemStorage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)

from contest_pages import conf

from .private_storage import private_storage

_RANGE = re.compile(r"bytes=([0-9]*)-([0-9]*)")
_CHUNK = 256 * 1024
#: Seconds for which a signed URL of the object storage is valid.
_STORAGE_SECONDS = 900
#: What a file that a browser shows may do there: nothing. Browsers show no PDF in a sandbox.
INERT_PDF = "default-src 'none'; frame-ancestors 'none'"
INERT = f"{INERT_PDF}; sandbox"


def send_file(request: HttpRequest, file, content_type: str, *, public: bool) -> HttpResponse:
    """Send a stored file, in byte ranges where they are asked for; Http404 where there is none.

    nginx sends it where ACCEL_PREFIX names its location of the private storage, an object storage itself for a while.
    """
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
    if (prefix := conf.get("ACCEL_PREFIX")) and _is_in_private_storage(file.storage):
        response = HttpResponse(content_type=content_type)
        response["X-Accel-Redirect"] = prefix + quote(file.name)
        return guarded(response, public=public)
    try:
        return guarded(_ranged(request, file, content_type), public=public)
    except FileNotFoundError as error:
        raise Http404 from error


def _is_in_private_storage(storage: FileSystemStorage) -> bool:
    """Say whether a storage has the folder that nginx sends from; documents may have another one."""
    private = private_storage()
    return isinstance(private, FileSystemStorage) and private.location == storage.location


def guarded(response: HttpResponse, *, public: bool) -> HttpResponse:
    """Let nothing in a file run, nor browsers guess what it is; keep what is not public out of every cache."""
    response["Cache-Control"] = "public, max-age=3600" if public else "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = INERT
    return response


def _ranged(request: HttpRequest, file, content_type: str) -> HttpResponse:
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

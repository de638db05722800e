"""Resumable uploads by the tus protocol, version 1.0: creation, termination, checksum, expiration.

https://tus.io/protocols/resumable-upload. The secret in an upload's address authorises the request, so no cookie
and no CSRF token is needed. Refusals carry their sentence as plain text.
"""

from __future__ import annotations

import base64
import functools

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from contest_pages import conf
from contest_pages.entries.disk import CHECKSUMS, Checksum
from contest_pages.entries.domain import uploads
from contest_pages.entries.errors import EntryRefused, WrongOffset
from contest_pages.entries.models import Upload
from contest_pages.http import rate_limits

VERSION = "1.0.0"
_CHUNK_TYPE = "application/offset+octet-stream"
#: The status of each refusal, by its code.
STATUS = {
    "closed": 403,
    "move": 403,
    "not_registered": 403,
    "offset": 409,
    "gone": 410,
    "incomplete": 400,
    "too_large": 413,
    "file_type": 415,
    "busy": 423,
    "checksum": 460,
    "no_room": 507,
}


def answer(status: int, words: str = "", **headers: str) -> HttpResponse:
    """Return an answer of the protocol; `headers` with underscores for dashes."""
    response = HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
    if status == 460:
        response.reason_phrase = "Checksum Mismatch"
    response["Tus-Resumable"] = VERSION
    response["Cache-Control"] = "no-store"
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    # A refusal belongs to the protocol and is no trouble; and the address is a secret.
    response._has_been_logged = True
    return response


def refusal(refused: EntryRefused) -> HttpResponse:
    """Return a refusal in the protocol's own status."""
    return answer(STATUS.get(refused.code, 400), refused.message)


def _capabilities() -> HttpResponse:
    return answer(
        204,
        Tus_Version=VERSION,
        Tus_Extension="creation,termination,checksum,expiration",
        Tus_Max_Size=str(conf.get("MAX_VIDEO_BYTES")),
        Tus_Checksum_Algorithm=",".join(CHECKSUMS),
    )


def speaks_tus(view):
    """Answer OPTIONS, refuse other versions, follow X-HTTP-Method-Override, turn refusals into answers."""

    @csrf_exempt
    @functools.wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        method = request.headers.get("X-HTTP-Method-Override", request.method).upper()
        if method == "OPTIONS":
            return _capabilities()
        if request.headers.get("Tus-Resumable") != VERSION:
            return answer(412, Tus_Version=VERSION)
        try:
            return view(request, *args, method=method, **kwargs)
        except rate_limits.TooManyRequests as refused:
            return answer(429, refused.message)
        except EntryRefused as refused:
            return refusal(refused)

    return wrapped


def create(request: HttpRequest, entry) -> HttpResponse:
    """Begin an upload for an entry, or go on with that of the same file; Location is the address to send to.

    The metadata are those that clients of tus give, filename and filetype, and head_sha256.
    """
    try:
        length = int(request.headers["Upload-Length"])
        metadata = _metadata(request.headers.get("Upload-Metadata", ""))
    except (KeyError, ValueError):
        return answer(400, "Upload-Length, Upload-Metadata")
    now = timezone.now()
    rate_limits.count(request, what="upload", who=entry.registration.code, rate="RATE_UPLOADS")
    hints = uploads.FileHints(
        name=metadata.get("filename", ""),
        content_type=metadata.get("filetype", ""),
        head_sha256=metadata.get("head_sha256", ""),
    )
    upload = uploads.begin_upload(
        entry=entry, length=length, now=now, file=hints, network=rate_limits.visitor_network(request)
    )
    return answer(
        201,
        Location=request.build_absolute_uri(upload.get_path()),
        Upload_Offset=str(uploads.received(upload)),
        Upload_Expires=http_date(uploads.expires(upload).timestamp()),
    )


def _metadata(header: str) -> dict[str, str]:
    """Return the pairs of the header Upload-Metadata: "key <base64>", divided by commas. ValueError for others."""
    pairs = (pair.split() for pair in header.split(",") if pair.strip())
    return {key: base64.b64decode("".join(value), validate=True).decode() for key, *value in pairs}


@speaks_tus
def chunk(request: HttpRequest, key: str, secret: str, method: str) -> HttpResponse:
    """Say how far an upload has come (HEAD), append a chunk (PATCH), or end it (DELETE)."""
    now = timezone.now()
    upload = uploads.find_upload(key=key, secret=secret, now=now)
    if upload is None:
        return answer(404)
    if method == "HEAD":
        return _head(upload, now)
    if method == "PATCH":
        return _patch(request, upload, now)
    if method == "DELETE":
        uploads.abandon(upload=upload)
        return answer(204)
    return answer(405, Allow="OPTIONS, HEAD, PATCH, DELETE")


def _head(upload: Upload, now) -> HttpResponse:
    uploads.complete_if_whole(upload, now)
    arrived = upload.length if upload.completed_at else uploads.received(upload)
    return answer(200, Upload_Offset=str(arrived), Upload_Length=str(upload.length), **_expiry(upload))


def _patch(request: HttpRequest, upload: Upload, now) -> HttpResponse:
    if request.content_type != _CHUNK_TYPE:
        return answer(415)
    try:
        offset = int(request.headers["Upload-Offset"])
        checksum = Checksum.read(header) if (header := request.headers.get("Upload-Checksum")) else None
        expected = int(request.headers["Content-Length"]) if request.headers.get("Content-Length") else None
    except (KeyError, ValueError):
        return answer(400)
    if upload.completed_at:
        return answer(403)
    try:
        arrived = uploads.append(
            upload=upload,
            read=request.read,
            offset=offset,
            expected=expected,
            checksum=checksum,
            now=now,
            network=rate_limits.visitor_network(request),
        )
    except WrongOffset as refused:
        return answer(409, Upload_Offset=refused.message)
    return answer(204, Upload_Offset=str(arrived), **_expiry(upload))


def _expiry(upload: Upload) -> dict[str, str]:
    if upload.completed_at:
        return {}
    return {"Upload_Expires": http_date(uploads.expires(upload).timestamp())}


def creation_path(token: str, entry) -> str:
    """Return the address at which a contestant's client begins an upload for an entry."""
    return reverse("contest_begin_upload", args=[token, entry.pk])

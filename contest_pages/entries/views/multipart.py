"""Uploads that go straight to an object storage: this server signs addresses and never sees the bytes."""

from __future__ import annotations

import functools

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from contest_pages.entries.domain import uploads
from contest_pages.entries.errors import EntryRefused
from contest_pages.http import rate_limits

from .tus import STATUS


def answer(status: int = 200, **values) -> JsonResponse:
    """Return a JSON response that is neither cached nor logged."""
    response = JsonResponse(values, status=status)
    response["Cache-Control"] = "no-store"
    response._has_been_logged = True
    return response


def create(request: HttpRequest, entry) -> JsonResponse:
    """Begin an upload of `length` bytes for an entry, or go on with that of the same file; return its address."""
    try:
        length = int(request.POST["length"])
    except (KeyError, ValueError):
        return answer(400, message="length")
    rate_limits.count(request, what="upload", who=entry.registration.code, rate="RATE_UPLOADS")
    hints = uploads.FileHints(
        name=request.POST.get("name", ""),
        content_type=request.POST.get("type", ""),
        head_sha256=request.POST.get("head_sha256", ""),
    )
    upload = uploads.begin_upload(
        entry=entry,
        length=length,
        now=timezone.now(),
        file=hints,
        network=rate_limits.visitor_network(request),
    )
    return answer(201, address=reverse("contest_upload_parts", args=[upload.key, upload.secret]))


def refusing(view):
    """Decorate a view so that refusals become JSON responses with their sentence."""

    @csrf_exempt
    @functools.wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> JsonResponse:
        try:
            return view(request, *args, **kwargs)
        except rate_limits.TooManyRequests as refused:
            return answer(429, message=refused.message)
        except EntryRefused as refused:
            return answer(STATUS.get(refused.code, 400), message=refused.message)

    return wrapped


@refusing
def parts(request: HttpRequest, key: str, secret: str) -> JsonResponse:
    """Say what is still to be sent and where to (GET), join the parts (POST), or end the upload (DELETE)."""
    now = timezone.now()
    upload = uploads.find_upload(key=key, secret=secret, now=now)
    if upload is None or uploads.on_disk():
        return answer(404)
    if request.method == "POST":
        uploads.complete_parts(upload=upload, now=now)
        return answer(200, complete=True)
    if request.method == "DELETE":
        uploads.abandon(upload=upload)
        return answer(200)
    if upload.completed_at is not None:
        return answer(200, complete=True)
    return answer(200, **uploads.missing_parts(upload, now=now, network=rate_limits.visitor_network(request)))

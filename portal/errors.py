"""Error pages in the theme of the site, with advice on what to do next."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import (
    DisallowedHost,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import OperationalError
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.csrf import csrf_failure as django_csrf_failure
from wagtail.models import Page, Site

from contest_pages.art.choice import Choice
from contest_pages.http.rate_limits import TooManyRequests

from .form_errors import is_malformed_form, why_not_deleted

logger = logging.getLogger(__name__)

#: Minutes after which too many requests may be tried again.
RETRY_AFTER_MINUTES = 10
#: The picture of each page.
PICTURES = {
    400: Choice("school", "gom", 400),
    403: Choice("office", "cham", 403),
    404: Choice("village", "hoaban", 404),
    405: Choice("office", "gom", 405),
    410: Choice("village", "gom", 410),
    413: Choice("book", "manon", 413),
    429: Choice("market", "manon", 429),
}


def _answer(request: HttpRequest, status: int, **context) -> HttpResponse:
    context |= {"status": status, "picture": PICTURES[status]}
    html = render_to_string(f"{status}.html", context, request=request)
    response = HttpResponse(html, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def bad_request(request: HttpRequest, exception: SuspiciousOperation) -> HttpResponse:
    """Answer what Django refuses to read: 413 for more than the settings allow, else 400.

    A host that is not the site's gets a plain line: every page asks which site it belongs to.
    """
    if isinstance(exception, DisallowedHost):
        words = "Máy chủ này không phục vụ tên miền vừa được hỏi.\n"
        return HttpResponse(words, status=400, content_type="text/plain; charset=utf-8")
    is_too_much = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return _answer(request, 413 if is_too_much else 400)


def is_gone(request: HttpRequest) -> bool:
    """Say whether a page with this path was published and is unpublished now."""
    site = Site.find_for_request(request)
    if site is None:
        return False
    path = f"{site.root_page.url_path}{request.path_info.strip('/')}/"
    return Page.objects.filter(url_path=path, live=False, first_published_at__isnull=False).exists()


def not_found(request: HttpRequest, exception) -> HttpResponse:
    """Answer 404, or 410 for an unpublished page."""
    return _answer(request, 410 if is_gone(request) else 404)


def forbidden(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    """Answer 403."""
    return _answer(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is missing or old; the admin keeps Django's own page for developers."""
    if request.path_info.startswith("/admin/"):
        return django_csrf_failure(request, reason)
    return _answer(request, 403, is_old_form=True)


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer 429 with the time after which it may be tried again, in seconds."""
    again = timezone.now() + timedelta(minutes=RETRY_AFTER_MINUTES)
    response = _answer(request, 429, minutes=RETRY_AFTER_MINUTES, again=again)
    response["Retry-After"] = str(RETRY_AFTER_MINUTES * 60)
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500 without using anything that may be broken."""
    return HttpResponse(
        render_to_string("500.html"), status=500, headers={"Cache-Control": "private, no-store"}
    )


def _is_admin_post(request: HttpRequest) -> bool:
    return request.method == "POST" and request.path_info.startswith("/admin/")


def _is_for_reading(request: HttpRequest) -> bool:
    """Say whether a person will read the answer; scripts do not ask for HTML by name."""
    return "text/html" in request.headers.get("Accept", "")


class ErrorPagesMiddleware:
    """Answers for errors that are not the server's, and 503 while the database is down.

    405 in words for browsers, to which Django sends an empty page, 429 for rate limits that no form has handled, 400 for what is no form, and the screen again with a sentence for
    a deletion that other records stand against.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; put words into a refusal of the method."""
        response = self.get_response(request)
        if response.status_code != 405 or response.content or not _is_for_reading(request):
            return response
        page = _answer(request, 405)
        page["Allow"] = response["Allow"]
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the response for these exceptions; None for others."""
        if isinstance(exception, TooManyRequests):
            return too_many(request)
        if isinstance(exception, ProtectedError | RestrictedError) and _is_admin_post(request):
            messages.error(request, why_not_deleted(exception))
            return redirect(request.get_full_path())
        if is_malformed_form(exception):
            logger.warning("%s is no form of ours: %s", request.path, type(exception).__name__)
            return _answer(request, 400)
        if not isinstance(exception, OperationalError):
            return None
        logger.error("The database does not answer: %s", exception)
        return HttpResponse(
            render_to_string("503.html"),
            status=503,
            headers={"Retry-After": "60", "Cache-Control": "private, no-store"},
        )

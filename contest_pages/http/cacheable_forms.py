"""Forms inside cacheable pages: no token in the page, one on first focus, a confirm page without it.

A public page is the same for everybody, so its form carries no CSRF token and its reader no cookie.
`forms.js` fetches a token when the first field is focused. Where no script runs, the POST
comes without one: the view then answers with the filled form again, uncached and with a token, for
one more click. No input is lost.
"""

from __future__ import annotations

import time
from functools import wraps

from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.utils.cache import add_never_cache_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

_STARTED = signing.Signer(salt="contest_pages.started")


class _Probe(CsrfViewMiddleware):
    """Django's own check, which returns its result instead of refusing."""

    def _reject(self, request, reason):
        return reason


def has_valid_token(request: HttpRequest) -> bool:
    """Say whether this POST has a valid CSRF token."""

    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    probe = _Probe(view)
    probe.process_request(request)
    return probe.process_view(request, view, (), {}) is None


@require_GET
@never_cache
def form_token(request: HttpRequest) -> JsonResponse:
    """Answer with a token for the form that is about to be filled and the time; set the token's cookie."""
    return JsonResponse({"token": get_token(request), "started": started_now()})


def started_now() -> str:
    """Return the signed present time, as the time at which a form was started."""
    return _STARTED.sign(str(int(time.time())))


def seconds_since(started: str) -> float:
    """Return the seconds since a signed moment; 0 for one that is missing or altered."""
    try:
        return time.time() - int(_STARTED.unsign(started))
    except (signing.BadSignature, ValueError):
        return 0


def accepts_form_in_page(view):
    """Mark a view that takes POSTs from cacheable pages; it is called with `confirmed=True` or False.

    Unconfirmed, the view must change nothing and show the filled form with a token. Its answers are never cached, unless it
    says itself that the browser may keep them for its back button.
    """

    @csrf_exempt
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, confirmed=has_valid_token(request), **kwargs)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return wrapped

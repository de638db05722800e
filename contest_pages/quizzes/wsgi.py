"""A WSGI application that answers saves and submits of quizzes before Django handles a request.

In the last minutes of a round nearly every request is one of these two. They need the domain and the database, but
neither sessions nor messages nor redirects, and below all that they take a third less of the processor:

    application = QuizPosts(get_wsgi_application())

Only what every attempt does is answered here. All else (a wrong link, something missing, a body of another type, an
error, a host or scheme that Django refuses) goes to the wrapped application with the same body, so that there is one
place for each of these answers. Saves and submits are idempotent, so nothing happens twice.
"""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from urllib.parse import parse_qsl

from django.conf import settings
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from contest_pages.quizzes.domain import attempts as domain
from contest_pages.quizzes.links import attempt_of
from contest_pages.quizzes.queries.snapshots import snapshot_of
from contest_pages.quizzes.views.receiving import read_given, save_or_submit
from contest_pages.registrations.access.decorators import private

logger = logging.getLogger(__name__)

Headers = list[tuple[str, str]]
_FORM = "application/x-www-form-urlencoded"
#: Combinations of host and scheme whose headers are kept; more of them than any site has go to Django.
_MOST_ORIGINS = 64


class QuizPosts:
    """Answers saves and submits of quizzes itself and passes every other request to `application`."""

    def __init__(self, application: Callable):
        self.application = application
        self._headers = _HeadersOfMiddleware()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Answer the request, or pass it on."""
        found = self._attempt_in(environ)
        if found is None:
            return self.application(environ, start_response)
        body = _read_body(environ)
        if body is None:
            return self.application(environ, start_response)
        answer = self._answer(environ, *found, body)
        if answer is None:
            environ["wsgi.input"] = io.BytesIO(body)
            return self.application(environ, start_response)
        status, headers, text = answer
        start_response(status, headers)
        return [text]

    def _attempt_in(self, environ: Mapping) -> tuple[str, bool] | None:
        """Return the token of the attempt that a form is sent to, and whether it only saves; None for other requests."""
        if environ["REQUEST_METHOD"] != "POST" or self._path is None:
            return None
        begin, end, save = self._path
        path = environ.get("PATH_INFO", "")
        if not path.startswith(begin):
            return None
        rest = path[len(begin) :]
        for ending, saves in ((save, True), (end, False)):
            token = rest.removesuffix(ending)
            if rest.endswith(ending) and token and "/" not in token:
                return token, saves
        return None

    @cached_property
    def _path(self) -> tuple[str, str, str] | None:
        """Return what stands before the token of an attempt and behind it, in the address of the attempt and of saves."""
        try:
            begin, end = reverse("contest_attempt", args=["TOKEN"]).split("TOKEN")
            save = reverse("contest_save_attempt", args=["TOKEN"]).removeprefix(f"{begin}TOKEN")
        except NoReverseMatch:
            return None
        return begin, end, save

    def _answer(
        self, environ: dict, token: str, saves: bool, body: bytes
    ) -> tuple[str, Headers, bytes] | None:
        """Return status, headers and text; None for what Django is to answer."""
        headers = self._headers.of(environ, saves)
        posted = _read_form(body)
        if headers is None or posted is None or not (saves or "nop" in posted):
            return None
        signals.request_started.send(sender=self.__class__, environ=environ)
        try:
            text = self._do(token, saves, posted)
        except Exception:  # whatever it is, Django meets it too and answers as it always does
            logger.debug("A form of a quiz goes to Django", exc_info=True)
            return None
        finally:
            signals.request_finished.send(sender=self.__class__)
        if text is None:
            return None
        headers = [*headers, ("Content-Length", str(len(text)))]
        if saves:
            return "200 OK", headers, text
        return "302 Found", [*headers, ("Location", _path_of(environ))], text

    def _do(self, token: str, saves: bool, posted: Mapping[str, str]) -> bytes | None:
        attempt = attempt_of(token)
        snapshot = snapshot_of(attempt.round_id, live=False) if attempt is not None else None
        if attempt is None or snapshot is None:
            return None
        now = timezone.now()
        if saves:
            found = save_or_submit(posted, attempt, snapshot, now)
            # Sentences are Django's: it knows the language of the request.
            return None if found["problem"] or found["refusal"] else json.dumps(found).encode()
        domain.submit(attempt, snapshot, **read_given(posted, attempt, snapshot, now), now=now)
        return b""


def _path_of(environ: Mapping) -> str:
    return f"{environ.get('SCRIPT_NAME', '')}{environ['PATH_INFO']}"


@private
def _saved(request) -> HttpResponse:
    return JsonResponse({})


@private
def _submitted(request) -> HttpResponse:
    return HttpResponseRedirect(request.path)


class _HeadersOfMiddleware(WSGIHandler):
    """The headers that the project's middleware gives the two answers, by host and scheme."""

    def __init__(self):
        super().__init__()
        self._known: dict[tuple, Headers] = {}

    def _get_response(self, request) -> HttpResponse:
        return _saved(request) if request.contest_saves else _submitted(request)

    def of(self, environ: dict, saves: bool) -> Headers | None:
        """Return the headers; None where the middleware refuses the request, or sends it elsewhere."""
        proxy, _value = settings.SECURE_PROXY_SSL_HEADER or ("", "")
        names = ("wsgi.url_scheme", "HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "HTTP_X_FORWARDED_HOST", proxy)
        origin = (saves, *(environ.get(name) for name in names))
        if (known := self._known.get(origin)) is not None:
            return known
        if len(self._known) >= _MOST_ORIGINS:
            return None
        request = WSGIRequest({**environ, "wsgi.input": io.BytesIO(), "CONTENT_LENGTH": "0"})
        request.contest_saves = saves
        response = self.get_response(request)
        response.close()
        if response.status_code != (200 if saves else 302):
            return None
        own = {"content-length", "location"}
        headers = [(name, value) for name, value in response.items() if name.lower() not in own]
        self._known[origin] = headers
        return headers


def _read_body(environ: Mapping) -> bytes | None:
    """Return the body of a form; None, and nothing is read, for one of another type or too large for an attempt."""
    kind, _, charset = environ.get("CONTENT_TYPE", "").partition(";")
    length = environ.get("CONTENT_LENGTH", "")
    if kind.strip().lower() != _FORM or charset.strip().lower() not in ("", "charset=utf-8"):
        return None
    if not length.isdecimal() or not 0 < int(length) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return None
    return environ["wsgi.input"].read(int(length))


def _read_form(body: bytes) -> dict[str, str] | None:
    """Return the fields of a form, the last of each name; None for what is not well formed."""
    try:
        return dict(
            parse_qsl(
                body.decode(),
                keep_blank_values=True,
                errors="strict",
                max_num_fields=settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
            )
        )
    except ValueError:
        return None

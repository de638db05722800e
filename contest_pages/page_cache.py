"""Public pages kept ready for the next visitor, and never a moment too long.

One version stands for everything that is published. Whoever changes something that visitors can see
calls `changed()`; from then on all that was kept under the old version is left aside. What changes by the
clock alone (a form opens, a round closes, a banner ends) is a border: features put functions into
`borders` that say when the next one comes, and nothing is kept beyond it.

Pages lie in the memory of each process. The version lies in the cache that the setting PAGE_CACHE names;
where several processes serve the site it must be one that they share (Redis, files), and each asks for it
once a second.
"""

from __future__ import annotations

import datetime
import gzip
import hashlib
import logging
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from wagtail.models import Site

from contest_pages import conf

logger = logging.getLogger(__name__)

#: Functions of the features: each takes `now` and returns the next moment at which a public page changes by
#: the clock alone, or None.
borders: list[Callable[[datetime.datetime], datetime.datetime | None]] = []

_VERSION_KEY = "contest_pages.version"
#: A process asks for the version at most this often, in seconds: how late it may hear of another's change.
_ASK_EVERY = 1.0
#: Seconds for which anything is kept at most, and for which a cache in front of the site may keep it.
_LONGEST, _IN_FRONT = 600, 5
_ROOM = 64 * 1024**2
_LARGEST = 2 * 1024**2
#: Parameters that those who link to us add for themselves; they change nothing in a page.
_NOISE = ("utm_", "fbclid", "gclid", "zarsrc", "_ga")


@dataclass
class _Kept:
    body: bytes
    packed: bytes
    headers: list[tuple[str, str]]
    tag: str
    until: float

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed)


@dataclass
class _State:
    """What one process knows. A lock guards the order of what is kept; reading needs none."""

    version: str | None = None
    asked_at: float = float("-inf")
    pages: OrderedDict[tuple, _Kept] = field(default_factory=OrderedDict)
    size: int = 0
    values: dict[Hashable, tuple[str, float, Any]] = field(default_factory=dict)
    border: tuple[str, float, float] = ("", 0.0, 0.0)
    lock: threading.Lock = field(default_factory=threading.Lock)


_state = _State()


def forget() -> None:
    """Drop all that this process has kept."""
    global _state
    _state = _State()


def changed() -> None:
    """Say that something visitors can see is about to change; what was kept ends with the commit."""
    if conf.get("PAGE_CACHE"):
        transaction.on_commit(_renew, robust=True)


def _renew() -> None:
    version = uuid.uuid4().hex
    try:
        caches[conf.get("PAGE_CACHE")].set(_VERSION_KEY, version, None)
    except Exception:
        # Without the shared cache nothing is served from memory until it answers again.
        logger.exception("The version of the public pages could not be renewed")
        version = None
    _state.version, _state.asked_at = version, time.monotonic()


def current_version() -> str | None:
    """Return the version of all that is published; None where the shared cache does not answer."""
    if not conf.get("PAGE_CACHE"):
        return None
    now = time.monotonic()
    if now - _state.asked_at < _ASK_EVERY:
        return _state.version
    try:
        cache = caches[conf.get("PAGE_CACHE")]
        version = cache.get(_VERSION_KEY)
        if version is None:
            cache.add(_VERSION_KEY, uuid.uuid4().hex, None)
            version = cache.get(_VERSION_KEY)
    except Exception:
        logger.exception("The version of the public pages could not be read")
        version = None
    _state.version, _state.asked_at = version, now
    return version


def next_border(version: str, now: float) -> float:
    """Return the time (seconds since the epoch) up to which what is rendered at `now` stays true."""
    known, begin, end = _state.border
    if known == version and begin <= now < end:
        return end
    moment = datetime.datetime.fromtimestamp(now, datetime.UTC)
    midnight = timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)
    coming = [found for border in borders if (found := border(moment)) is not None]
    end = min([midnight + datetime.timedelta(days=1), *coming]).timestamp()
    _state.border = (version, now, end)
    return end


def recall(request: HttpRequest | None, key: Hashable, compute: Callable[[], Any]) -> Any:
    """Return what `compute` returned for this key, as long as a page made of it would be true.

    Only for what visitors read: a request that sends something, that has a session, or that did not pass
    the middleware computes anew. What is recalled is shared by threads and must not be altered.
    """
    version = getattr(request, "contest_version", None)
    if version is None:
        return compute()
    kept, until, value = _state.values.get(key, ("", 0.0, None))
    if kept == version and time.time() < until:
        return value
    if len(_state.values) > 2000:
        _state.values.clear()
    begun = time.time()
    value = compute()
    _state.values[key] = (version, min(begun + _LONGEST, next_border(version, begun)), value)
    return value


def public(view):
    """Mark a view outside the page tree whose answers are the same for all visitors."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.contest_public = True
        return response

    return wrapped


class PageCacheMiddleware:
    """Answer from memory where that is right. Stands first, so that an answer costs next to nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve what is kept, or keep what the site answers."""
        if request.method not in ("GET", "HEAD") or not _is_nobodys(request):
            return self.get_response(request)
        version = current_version()
        if version is None:
            return self.get_response(request)
        seconds = conf.get("PAGE_CACHE_SECONDS")
        key = (version, request.scheme, request.META.get("HTTP_HOST"), request.path_info, _query(request))
        if (kept := _state.pages.get(key)) is not None:
            if time.time() < kept.until:
                return _answer(request, kept)
            _drop(key)
        begun = time.time()
        request.contest_version = version
        _tell_site(request)
        response = self.get_response(request)
        if seconds and _is_public(request, response):
            until = min(next_border(version, begun), begun + seconds)
            kept = _keep(key, response, until)
            return _answer(request, kept)
        return response


def _tell_site(request: HttpRequest) -> None:
    """Let Wagtail find the site, with its root page as what it is, where it would else ask three times a request.

    `_wagtail_site` is where Site.find_for_request keeps its answer.
    """

    def find() -> Site | None:
        site = Site.find_for_request(request)
        if site is not None:
            site.root_page = site.root_page.specific
        return site

    try:
        request._wagtail_site = recall(request, ("site", request.META.get("HTTP_HOST")), find)
    except DatabaseError as error:
        # The view will meet the same and is answered for; here nobody would.
        logger.warning("The site could not be looked up: %s", error)


def _is_nobodys(request: HttpRequest) -> bool:
    """Say whether the request carries nothing by which we know somebody."""
    if "HTTP_AUTHORIZATION" in request.META:
        return False
    if "HTTP_COOKIE" not in request.META:
        return True
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and "messages" not in request.COOKIES


def _query(request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    if not query:
        return ""
    return urlencode([pair for pair in parse_qsl(query, True) if not pair[0].startswith(_NOISE)])


def _is_public(request: HttpRequest, response: HttpResponse) -> bool:
    """Say whether the answer is the same for everybody: a page of the tree, without cookie or token."""
    match = request.resolver_match
    asked = getattr(response, "contest_public", False) or (match and match.view_name == "wagtail_serve")
    if not asked or response.status_code != 200 or response.streaming or response.cookies:
        return False
    if "CSRF_COOKIE_NEEDS_UPDATE" in request.META or response.has_header("Content-Encoding"):
        return False
    control = response.get("Cache-Control", "")
    return not any(word in control for word in ("private", "no-store", "no-cache"))


def _keep(key: tuple, response: HttpResponse, until: float) -> _Kept:
    body = response.content
    headers = [
        (name, value)
        for name, value in response.items()
        if name not in ("Vary", "Content-Length", "Cache-Control", "ETag", "Expires")
    ]
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    kept = _Kept(body, gzip.compress(body, 6, mtime=0), headers, tag, until)
    if kept.size <= _LARGEST and time.time() < until:
        with _state.lock:
            if (old := _state.pages.pop(key, None)) is not None:
                _state.size -= old.size
            _state.pages[key] = kept
            _state.size += kept.size
            while _state.size > _ROOM:
                _key, oldest = _state.pages.popitem(last=False)
                _state.size -= oldest.size
    return kept


def _drop(key: tuple) -> None:
    with _state.lock:
        if (old := _state.pages.pop(key, None)) is not None:
            _state.size -= old.size


def _answer(request: HttpRequest, kept: _Kept) -> HttpResponse:
    """Return a fresh response: never the object that another thread is sending."""
    if request.META.get("HTTP_IF_NONE_MATCH") == kept.tag:
        response = HttpResponseNotModified()
    else:
        packed = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
        body = kept.packed if packed else kept.body
        # Without its length it would go out in pieces, past nginx's shortest way to the wire.
        response = HttpResponse(body, headers={"Content-Length": str(len(body))})
        if packed:
            response.headers["Content-Encoding"] = "gzip"
    for name, value in kept.headers:
        response.headers[name] = value
    response.headers["ETag"] = kept.tag
    response.headers["Vary"] = "Accept-Encoding"
    # A cache in front counts whole seconds and may be one late.
    in_front = min(_IN_FRONT, int(kept.until - time.time()) - 1)
    shared = f"s-maxage={in_front}" if in_front > 0 else "s-maxage=0"
    response.headers["Cache-Control"] = f"public, max-age=0, must-revalidate, {shared}"
    return response

"""The middleware of the page cache, and which responses may be cached."""

from __future__ import annotations

import logging
import time
from functools import wraps
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from wagtail.models import Site

from contest_pages import conf

from . import store
from .memo import recall

logger = logging.getLogger(__name__)

#: Seconds for which a cache in front of the site may keep a page.
_IN_FRONT = 5
#: Prefixes of tracking parameters, which change nothing in a page.
_TRACKING = ("utm_", "fbclid", "gclid", "zarsrc", "_ga")


def public(view):
    """Mark a view outside the page tree whose answers are the same for all visitors."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.contest_public = True
        return response

    return wrapped


class PageCacheMiddleware:
    """Answers from the cache; must be the first middleware, so that a hit costs next to nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the cached page, or cache what the site answers."""
        if request.method not in ("GET", "HEAD") or not _is_anonymous(request):
            return self.get_response(request)
        version = store.current_version()
        if version is None:
            return self.get_response(request)
        seconds = conf.get("PAGE_CACHE_SECONDS")
        key = (version, request.scheme, request.META.get("HTTP_HOST"), request.path_info, _query(request))
        if (cached := store.get(key)) is not None:
            return _answer(request, cached)
        begun = time.time()
        request.contest_version = version
        _set_site(request)
        response = self.get_response(request)
        if seconds and _is_public(request, response):
            until = min(store.next_change(version, begun), begun + seconds)
            return _answer(request, store.keep(key, response, until))
        return response


def _set_site(request: HttpRequest) -> None:
    """Set the cached site with its specific root page, which Wagtail would query three times a request.

    `_wagtail_site` is the attribute in which Site.find_for_request stores its result.
    """

    def find() -> Site | None:
        site = Site.find_for_request(request)
        if site is not None:
            site.root_page = site.root_page.specific
        return site

    try:
        request._wagtail_site = recall(request, ("site", request.META.get("HTTP_HOST")), find)
    except DatabaseError as error:
        # The view will fail alike, and its error is handled; here it would not be.
        logger.warning("The site could not be looked up: %s", error)


def _is_anonymous(request: HttpRequest) -> bool:
    """Say whether the request has neither session nor message nor authorization."""
    if "HTTP_AUTHORIZATION" in request.META:
        return False
    if "HTTP_COOKIE" not in request.META:
        return True
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and "messages" not in request.COOKIES


def _query(request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    if not query:
        return ""
    return urlencode([pair for pair in parse_qsl(query, True) if not pair[0].startswith(_TRACKING)])


def _is_public(request: HttpRequest, response: HttpResponse) -> bool:
    """Say whether the answer is the same for everybody: a page of the tree, without cookie or token."""
    match = request.resolver_match
    may_be = getattr(response, "contest_public", False) or (match and match.view_name == "wagtail_serve")
    if not may_be or response.status_code != 200 or response.streaming or response.cookies:
        return False
    if "CSRF_COOKIE_NEEDS_UPDATE" in request.META or response.has_header("Content-Encoding"):
        return False
    control = response.get("Cache-Control", "")
    return not any(word in control for word in ("private", "no-store", "no-cache"))


def _answer(request: HttpRequest, cached: store.CachedPage) -> HttpResponse:
    """Return a fresh response: never the object that another thread is sending."""
    if request.META.get("HTTP_IF_NONE_MATCH") == cached.tag:
        response = HttpResponseNotModified()
    else:
        packed = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
        body = cached.packed if packed else cached.body
        # Without its length it would go out in pieces, past nginx's shortest way to the wire.
        response = HttpResponse(body, headers={"Content-Length": str(len(body))})
        if packed:
            response.headers["Content-Encoding"] = "gzip"
    for name, value in cached.headers:
        response.headers[name] = value
    response.headers["ETag"] = cached.tag
    response.headers["Vary"] = "Accept-Encoding"
    # A cache in front counts whole seconds and may be one late.
    in_front = min(_IN_FRONT, int(cached.until - time.time()) - 1)
    shared = f"s-maxage={in_front}" if in_front > 0 else "s-maxage=0"
    response.headers["Cache-Control"] = f"public, max-age=0, must-revalidate, {shared}"
    return response

"""Limits of sessions, the second factor before the admin, and the answer to refused sign-ins."""

from __future__ import annotations

import time
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from contest_pages import conf

from . import identity, session_limits, throttling
from .domain import record
from .enums import SignInKind

#: Wagtail's views that compare the password of a page or of a collection of documents, with the argument that names it.
_PAGE_PASSWORDS = {
    "wagtailcore_authenticate_with_password": "page_view_restriction_id",
    "wagtaildocs_authenticate_with_password": "restriction_id",
}


class StaffAccountMiddleware:
    """Stands after authentication and messages. Costs requests without a session nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; what is under the account's address is stored nowhere."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self._end_old_session(request)
        response = self.get_response(request)
        if login := getattr(request, "contest_known_device", ""):
            throttling.remember_device(request, response, login)
        if request.path_info.startswith(account_prefix()):
            response["Cache-Control"] = "private, no-store"
        return response

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        """Refuse passwords of pages beyond the rates, and the admin to those without a second factor."""
        name = request.resolver_match.url_name
        if name in _PAGE_PASSWORDS and request.method == "POST":
            return self._page_password(request, view, args, kwargs, kwargs[_PAGE_PASSWORDS[name]])
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return None
        if session_limits.is_use(request):
            session_limits.note_use(request, time.time())
        return self._second_factor(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refused sign-in with its sentence."""
        return refused(request, exception) if isinstance(exception, throttling.SignInRefused) else None

    def _end_old_session(self, request: HttpRequest) -> None:
        """Go on as a visitor where the session is over; the admin then asks to sign in, and returns here."""
        if not session_limits.has_ended(request.session, time.time()):
            return
        record(request, request.user, SignInKind.TIMED_OUT)
        request.session.flush()
        request.user = AnonymousUser()
        if request.path_info.startswith(reverse("wagtailadmin_home")):
            messages.info(request, _("You were signed out because the session's time was over."))

    def _second_factor(self, request: HttpRequest) -> HttpResponse | None:
        if not conf.get("REQUIRE_SECOND_FACTOR") or not request.user.has_perm("wagtailadmin.access_admin"):
            return None
        if request.path_info.startswith(
            (account_prefix(), reverse("wagtailadmin_logout"), settings.STATIC_URL)
        ):
            return None
        if identity.used_factor(request):
            return None
        has_factor = identity.has_factor(request.user)
        screen = identity.factor_address(request.user) if has_factor else reverse("contest_account_security")
        here = request.get_full_path() if request.method == "GET" else reverse("wagtailadmin_home")
        return HttpResponseRedirect(f"{screen}?{urlencode({'next': here})}")

    def _page_password(self, request, view, args, kwargs, restriction) -> HttpResponse:
        try:
            throttling.count_page_password(request, f"{request.resolver_match.url_name} {restriction}")
        except throttling.SignInRefused as refusal:
            return refused(request, refusal)
        response = view(request, *args, **kwargs)
        record(request, None, SignInKind.PAGE_PASSWORD, succeeded=300 <= response.status_code < 400)
        return response


def account_prefix() -> str:
    """Return the address below which an account's own screens lie."""
    try:
        return reverse("contest_account_security")
    except NoReverseMatch:  # a host that includes our addresses nowhere
        return "/tai-khoan/"


def refused(request: HttpRequest, refusal: throttling.SignInRefused) -> HttpResponse:
    """Return the page of a refused sign-in, with the time after which it may be repeated."""
    response = render(
        request, "contest_accounts/refused.html", {"sentence": refusal.message}, status=refusal.status
    )
    response["Retry-After"] = str(refusal.retry_after)
    response["Cache-Control"] = "private, no-store"
    return response

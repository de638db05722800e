"""The authentication backend: every password goes through it, whichever form or API it comes from."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from . import throttling
from .domain import record_for_login
from .enums import SignInKind


class ThrottledBackend(AuthenticationBackend):
    """Checks passwords after the counters: beyond the limits no password is hashed, right or wrong."""

    def authenticate(self, request: HttpRequest | None, **credentials):
        """Return the user, or None; SignInRefused beyond the limits."""
        if not credentials.get("password"):
            return None
        login = credentials.get("username") or credentials.get("email") or ""
        if request is not None:
            self._check(request, str(login))
        with throttling.place_for_hash():
            return super().authenticate(request, **credentials)

    def _check(self, request: HttpRequest, login: str) -> None:
        try:
            throttling.check(request, login)
        except throttling.SignInRefused:
            if throttling.is_recorded_refusal(request, login):
                record_for_login(request, login, SignInKind.TOO_MANY)
            raise

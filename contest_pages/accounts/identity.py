"""What a session has proved about who is at the keyboard, read from allauth's records of it."""

from __future__ import annotations

import time
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.mfa.models import Authenticator
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from contest_pages import conf

#: Second factors that stand alone; recovery codes come with one of them.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def ask_again(request: HttpRequest) -> HttpResponseBase | None:
    """Return the redirect to the screen that asks for password, code or passkey; None if proved minutes ago.

    Who signs in elsewhere only, and has nothing of that kind here, signs in again.
    """
    minutes = conf.get("IDENTITY_MINUTES")
    if not minutes:
        return None
    methods = get_adapter(request).get_reauthentication_methods(request.user)
    if _proved_at(request, again=bool(methods)) > time.time() - minutes * 60:
        return None
    if methods and is_from_script(request):
        # Its answer is no page to go on with: the person is asked, then sees the page again.
        return HttpResponseRedirect(f"{methods[0]['url']}?{urlencode({'next': request.path})}")
    if methods:
        return suspend_request(request, methods[0]["url"])
    logout(request)
    return redirect_to_login(request.get_full_path(), reverse("account_login"))


def is_from_script(request: HttpRequest) -> bool:
    """Say whether a script of a page asks, not a person who goes to another page."""
    return request.headers.get("Sec-Fetch-Dest") == "empty"


def has_signed_in_recently(request: HttpRequest) -> bool:
    """Say whether the session's last proof, the sign-in too, is younger than IDENTITY_MINUTES (10 if that is 0)."""
    return _proved_at(request, again=False) > time.time() - (conf.get("IDENTITY_MINUTES") or 10) * 60


def _proved_at(request: HttpRequest, *, again: bool) -> float:
    """Return when identity was last proved; `again`: after the sign-in."""
    times = [
        proof["at"]
        for proof in get_authentication_records(request, request.user)
        if proof.get("reauthenticated") or not again
    ]
    return max(times, default=0.0)


def has_factor(user) -> bool:
    """Say whether an account has a second factor."""
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def used_factor(request: HttpRequest) -> bool:
    """Say whether this session has proved a second factor, here or at a provider that asks for one."""
    trusted = conf.get("PROVIDERS_WITH_SECOND_FACTOR")
    return any(
        proof["method"] == "mfa" or (proof["method"] == "socialaccount" and proof.get("provider") in trusted)
        for proof in get_authentication_records(request, request.user)
    )


def factor_address(user) -> str:
    """Return the address of the screen that asks an account for its second factor."""
    has_app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    return reverse("mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn")

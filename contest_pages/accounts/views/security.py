"""An account's own security: password, second factors, passkeys, recovery codes, sessions."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contest_pages import conf
from contest_pages.accounts import identity
from contest_pages.accounts.domain import end_sessions, record
from contest_pages.accounts.enums import SignInKind
from contest_pages.accounts.logic import device_name
from contest_pages.accounts.session_limits import own_sessions


@require_safe
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Show what proves this account, and where it is signed in."""
    factors = list(Authenticator.objects.filter(user=request.user).order_by("created_at"))
    of = Authenticator.Type
    codes = next((factor for factor in factors if factor.type == of.RECOVERY_CODES), None)
    has_factor = any(factor.type in identity.FACTORS for factor in factors)
    return render(
        request,
        "contest_accounts/security.html",
        {
            "app": next((factor for factor in factors if factor.type == of.TOTP), None),
            "passkeys": [factor.wrap() for factor in factors if factor.type == of.WEBAUTHN],
            "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
            "has_factor": has_factor,
            "must_add": conf.get("REQUIRE_SECOND_FACTOR")
            and not has_factor
            and not identity.used_factor(request)
            and request.user.has_perm("wagtailadmin.access_admin"),
            "next": _local(request, request.GET.get("next", "")) or reverse("wagtailadmin_home"),
            "sessions": [_shown(request, session) for session in own_sessions(request.user, timezone.now())],
        },
    )


@require_POST
@login_required
def end_session(request: HttpRequest) -> HttpResponse:
    """End one of the account's own sessions on another device."""
    session = get_object_or_404(UserSession, user=request.user, pk=_number(request.POST.get("session")))
    session.end()
    record(request, request.user, SignInKind.SESSIONS_ENDED)
    messages.success(request, _("The device is signed out."))
    return redirect("contest_account_security")


@require_POST
@login_required
def end_all_sessions(request: HttpRequest) -> HttpResponse:
    """End all sessions of the account, this one too."""
    record(request, request.user, SignInKind.SESSIONS_ENDED)
    end_sessions(request.user)
    logout(request)
    messages.success(request, _("You are signed out on all devices."))
    return redirect("account_login")


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0


def _local(request: HttpRequest, address: str) -> str:
    is_local = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return address if is_local else ""


def _shown(request: HttpRequest, session: UserSession) -> dict:
    """Return what a line of the list shows."""
    return {
        "pk": session.pk,
        "device": device_name(session.user_agent),
        "address": session.ip,
        "began": f"{timezone.localtime(session.created_at):%H:%M %d/%m/%Y}",
        "used": f"{timezone.localtime(session.last_seen_at):%H:%M %d/%m/%Y}",
        "is_this": session.session_key == request.session.session_key,
    }

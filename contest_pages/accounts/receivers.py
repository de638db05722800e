"""Records what Django and allauth announce, and marks when a session began."""

from __future__ import annotations

import time

from allauth.account import signals as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as mfa
from allauth.usersessions.models import UserSession
from django.contrib.auth import signals as auth

from contest_pages.background.enqueue import enqueue

from .domain import record, record_for_login
from .enums import SignInKind
from .identity import FACTORS
from .session_limits import begin
from .signals import reset_requested
from .tasks import send_reset_letters

_UID = "contest_pages.accounts"


def connect() -> None:
    """Connect all receivers; called once, when the apps are ready."""
    for signal, receiver in {
        auth.user_logged_in: on_signed_in,
        auth.user_logged_out: on_signed_out,
        auth.user_login_failed: on_password_failed,
        account.authentication_step_completed: on_step_completed,
        account.password_changed: on_password_changed,
        account.password_reset: on_password_changed,
        reset_requested: on_reset_requested,
        mfa.authentication_failed: on_factor_failed,
        mfa.authenticator_added: on_factor_added,
        mfa.authenticator_removed: on_factor_removed,
    }.items():
        signal.connect(receiver, dispatch_uid=_UID)


def on_signed_in(sender, request, user, **kwargs) -> None:
    """Mark the session's begin, let the device be known from now on, and record the sign-in."""
    begin(request.session, time.time())
    request.contest_known_device = user.get_username()
    record(request, user, SignInKind.SIGNED_IN)


def on_signed_out(sender, request, user, **kwargs) -> None:
    """Record the end of the session."""
    UserSession.objects.filter(session_key=request.session.session_key or "").delete()
    if user is not None:
        record(request, user, SignInKind.SIGNED_OUT)


def on_password_failed(sender, credentials, request=None, **kwargs) -> None:
    """Record a wrong password."""
    if request is not None:
        login = credentials.get("username") or credentials.get("email") or ""
        record_for_login(request, str(login), SignInKind.PASSWORD)


def on_step_completed(sender, request, user, method, **kwargs) -> None:
    """Record a right password, code or passkey, at the sign-in and before what cannot be undone."""
    kind = kwargs.get("type") if method == "mfa" else method
    if kind in SignInKind.values:
        record(request, user, SignInKind(kind))


def on_factor_failed(sender, request, user, authenticator, **kwargs) -> None:
    """Record a wrong code or passkey."""
    record(request, user, SignInKind(authenticator.type), succeeded=False)


def on_factor_added(sender, request, user, authenticator, **kwargs) -> None:
    """Record a new factor; it was proved just now, so the session need not prove it again."""
    if authenticator.type in FACTORS:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
        record(request, user, SignInKind.FACTOR_ADDED)


def on_factor_removed(sender, request, user, authenticator, **kwargs) -> None:
    """Record a factor that its owner removed."""
    if authenticator.type in FACTORS:
        record(request, user, SignInKind.FACTOR_REMOVED)


def on_password_changed(sender, request, user, **kwargs) -> None:
    """Record a new password; Django ends all other sessions of the account."""
    UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key or "").delete()
    record(request, user, SignInKind.PASSWORD_CHANGED)


def on_reset_requested(sender, request, users, **kwargs) -> None:
    """Queue the letters and record the request: as much work for an unknown address as for a known one."""
    enqueue(send_reset_letters, [user.pk for user in users])
    record(request, users[0] if users else None, SignInKind.RESET_REQUESTED, succeeded=bool(users))

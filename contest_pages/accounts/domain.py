"""Changes of state: the record of sign-ins, the end of sessions, the reset of a second factor."""

from __future__ import annotations

import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpRequest

from contest_pages import audit, conf
from contest_pages.http.rate_limits import visitor_network
from contest_pages.notices.notifying import notify

from .enums import TOLD_BY_LETTER, SignInKind
from .models import SignIn

_DELETED_AT_ONCE = 5000


def visitor_address(request: HttpRequest) -> str:
    """Return the visitor's IPv4 address, or the network of an IPv6 address."""
    return visitor_network(request).removesuffix("/32")


@transaction.atomic
def record(request: HttpRequest | None, user, kind: SignInKind, *, succeeded: bool = True) -> SignIn:
    """Write one line of the record; the account's owner gets a letter about a change of how it is proved.

    `user` None: no account; `request` None: a command of the server.
    """
    line = SignIn.objects.create(
        user=user if user is not None and user.pk else None,
        account=user.get_username()[:150] if user is not None else "",
        kind=kind,
        succeeded=succeeded,
        address=visitor_address(request) if request is not None else "",
    )
    if kind in TOLD_BY_LETTER and line.user is not None:
        notify("accounts.proof_changed", line.user, sign_in=line.pk)
    return line


def record_for_login(request: HttpRequest, login: str, kind: SignInKind) -> SignIn:
    """Record a failure for the account of a typed name; what belongs to no account is not stored."""
    model = get_user_model()
    name = getattr(model, "USERNAME_FIELD")  # noqa: B009  (a custom user model's)
    user = model._default_manager.filter(**{f"{name}__iexact": login}).first()
    return record(request, user, kind, succeeded=False)


def end_sessions(user) -> int:
    """End all sessions of an account, on every device; return how many there were."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)


@transaction.atomic
def reset_second_factor(*, account, actor=None, request: HttpRequest | None = None) -> int:
    """Remove all second factors of an account and end its sessions; return how many factors there were. Idempotent.

    `actor` is None for the command of the server. The next sign-in needs the password, and adds a new factor.
    """
    count = Authenticator.objects.filter(user=account).delete()[0]
    end_sessions(account)
    audit.record("contest.reset_second_factor", account, actor=actor, factors=count)
    if count:
        record(request, account, SignInKind.FACTORS_RESET)
    return count


def forget_old(now: datetime.datetime) -> int:
    """Delete lines of the record that are older than SIGN_IN_LOG_DAYS; return how many. Idempotent."""
    before = now - datetime.timedelta(days=conf.get("SIGN_IN_LOG_DAYS"))
    old = SignIn.objects.filter(at__lt=before).values_list("pk", flat=True)[:_DELETED_AT_ONCE]
    return SignIn.objects.filter(pk__in=list(old)).delete()[0]

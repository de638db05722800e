"""How long a session of staff lasts: minutes without use, and hours altogether."""

from __future__ import annotations

import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils import timezone

from contest_pages import conf

from .identity import is_from_script

_BEGAN, _USED = "contest_session_began", "contest_session_used"
#: Seconds between two writes of when a session was last used.
_WRITTEN_EVERY = 60
#: Addresses that open pages of the admin ask for by themselves.
_ASKED_BY_PAGES = ("wagtailadmin_editing_sessions:ping", "contest_launch_presence")


def begin(session: SessionBase, now: float) -> None:
    """Mark the begin of a session; `now` in seconds since 1970."""
    session[_BEGAN] = session[_USED] = int(now)


def has_ended(session: SessionBase, now: float) -> bool:
    """Say whether a session is older than SESSION_HOURS, or was last used more than SESSION_IDLE_MINUTES ago.

    A session without marks was begun before there were limits: it has ended where there is one.
    """
    idle, hours = conf.get("SESSION_IDLE_MINUTES"), conf.get("SESSION_HOURS")
    return bool(
        (idle and now - session.get(_USED, 0) > idle * 60)
        or (hours and now - session.get(_BEGAN, 0) > hours * 3600)
    )


def note_use(request: HttpRequest, now: float) -> None:
    """Mark that a session is used, at most once a minute."""
    session = request.session
    if conf.get("SESSION_IDLE_MINUTES") and now - session.get(_USED, 0) >= _WRITTEN_EVERY:
        session[_USED] = int(now)
        UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=timezone.now())


def is_use(request: HttpRequest) -> bool:
    """Say whether a person asks: not a page that polls by itself while nobody sits before it."""
    match = request.resolver_match
    if match is not None and match.view_name in _ASKED_BY_PAGES:
        return False
    return request.method != "GET" or not is_from_script(request)


def own_sessions(user, now: datetime.datetime) -> list[UserSession]:
    """Return the sessions of an account that have not ended, the last used first; one query."""
    sessions = UserSession.objects.filter(user=user)
    if idle := conf.get("SESSION_IDLE_MINUTES"):
        sessions = sessions.filter(last_seen_at__gt=now - datetime.timedelta(minutes=idle + 1))
    if hours := conf.get("SESSION_HOURS"):
        sessions = sessions.filter(created_at__gt=now - datetime.timedelta(hours=hours))
    return list(sessions.order_by("-last_seen_at", "-pk")[:50])

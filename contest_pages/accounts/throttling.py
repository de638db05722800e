"""Which attempts to sign in are answered at all: counters before a password is hashed, and few hashes at a time.

A device that has signed in before is counted by itself ("device cookies", OWASP): guesses at a colleague's
account from elsewhere do not keep that colleague out.
"""

from __future__ import annotations

import datetime
import fcntl
import tempfile
import threading
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_pages.data.keyed_hash import keyed_hash
from contest_pages.errors import ContestError
from contest_pages.http import counters, rate_limits
from contest_pages.http.rate_limits import TooManyRequests, visitor_network

#: Seconds after which a refused attempt may be repeated: the length of the settings' default window.
RETRY_AFTER = 15 * 60
#: Seconds after which a sign-in may be repeated that found no place for its hash.
BUSY_RETRY_AFTER = 5

_DEVICE_DAYS = 180
#: Refusals of one network that are recorded in a window.
_RECORDED_REFUSALS = 20
_signer = signing.TimestampSigner(salt="contest_pages.accounts.device")


class SignInRefused(ContestError):
    """An attempt that is not answered; `retry_after` in seconds."""

    code = "sign_in_refused"
    status = 429
    retry_after = RETRY_AFTER


class SignInBusy(SignInRefused):
    """Too many passwords are being checked at this moment."""

    code = "sign_in_busy"
    status = 503
    retry_after = BUSY_RETRY_AFTER


def check(request: HttpRequest, login: str) -> None:
    """Count an attempt to sign in as `login`; SignInRefused beyond the rates, whether the account exists or not."""
    login = _folded(login)
    if device := _device(request, login):
        _count(request, "sign-in-device", device, "RATE_SIGN_IN_ACCOUNT")
    else:
        _count(request, "sign-in-network", visitor_network(request), "RATE_SIGN_IN_NETWORK")
        _count(request, "sign-in-account", login, "RATE_SIGN_IN_ACCOUNT")


def check_code(request: HttpRequest, user) -> None:
    """Count a code of a second factor, before it is compared; SignInRefused beyond the rate of the account."""
    _count(request, "second-factor", str(user.pk), "RATE_SECOND_FACTOR")


def count_page_password(request: HttpRequest, page: str) -> None:
    """Count an attempt to open a page by its password; SignInRefused beyond the rates."""
    _count(request, "page-password", visitor_network(request), "RATE_PAGE_PASSWORD_NETWORK")
    _count(request, "page-password-of", page, "RATE_PAGE_PASSWORD")


#: What was refused a moment ago in this process, until when; a flood is refused from memory.
_refused: dict[tuple[str, str], float] = {}
_REFUSED_SECONDS = 5.0
_REFUSED_AT_MOST = 1000


def _count(request: HttpRequest, what: str, who: str, rate: str) -> None:
    """Count one attempt; SignInRefused beyond the rate, for some seconds without counting on."""
    if _refused.get((what, who), 0.0) > time.monotonic():
        raise _refusal()
    try:
        rate_limits.count(request, what=what, who=who, rate=rate)
    except TooManyRequests as error:
        if len(_refused) >= _REFUSED_AT_MOST:
            _refused.clear()
        _refused[what, who] = time.monotonic() + _REFUSED_SECONDS
        raise _refusal() from error


def forget_refusals() -> None:
    """Forget what was refused a moment ago; for tests."""
    _refused.clear()


def is_recorded_refusal(request: HttpRequest, login: str) -> bool:
    """Say whether a refusal is recorded: the first of an account from a network, few of a network, in a window each.

    Thousands that follow would fill the record, and cost what refusing saves.
    """
    network, window = visitor_network(request), datetime.timedelta(seconds=RETRY_AFTER)
    is_first = counters.increment(keyed_hash("sign-in-refusal", network, _folded(login)), window) == 1
    return (
        is_first and counters.increment(keyed_hash("sign-in-refusals", network), window) <= _RECORDED_REFUSALS
    )


def _refusal() -> SignInRefused:
    minutes = RETRY_AFTER // 60
    return SignInRefused(
        ngettext(
            "There were too many attempts. Please wait %(minutes)d minute and try again.",
            "There were too many attempts. Please wait %(minutes)d minutes and try again.",
            minutes,
        )
        % {"minutes": minutes}
    )


def _folded(login: str) -> str:
    return unicodedata.normalize("NFKC", login).strip().casefold()[:150]


# --- devices that have signed in before ---------------------------------------------------------------


def _cookie_name(login: str) -> str:
    return f"contest_device_{keyed_hash('device', login)[:12]}"


def _device(request: HttpRequest, login: str) -> str:
    """Return the token of a device that has signed in as `login` before, or nothing."""
    value = request.COOKIES.get(_cookie_name(login), "")
    try:
        owner, token = _signer.unsign_object(value, max_age=_DEVICE_DAYS * 24 * 3600) if value else ("", "")
    except (signing.BadSignature, ValueError):
        return ""
    return token if owner == login else ""


def remember_device(request: HttpRequest, response: HttpResponse, login: str) -> None:
    """Set the cookie by which this device is known as one of `login`, unless it has it."""
    login = _folded(login)
    if _device(request, login):
        return
    response.set_cookie(
        _cookie_name(login),
        _signer.sign_object([login, get_random_string(20)]),
        max_age=_DEVICE_DAYS * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


# --- places for hashes --------------------------------------------------------------------------------

#: One thread of a process hashes, one may wait; the other threads stay free for visitors.
_threads = threading.BoundedSemaphore(2)
_WAIT_SECONDS = 3.0
_TURN_SECONDS = 0.02


@contextmanager
def place_for_hash() -> Iterator[None]:
    """Hold the machine's one place for the hash of a password; SignInBusy if none becomes free in time.

    A hash keeps one processor busy for a third of a second; all processes of the machine share the place.
    """
    if not _threads.acquire(blocking=False):
        raise _busy()
    try:
        with _lock_file().open("a") as place:
            _wait_for(place)
            yield
    finally:
        _threads.release()


def _wait_for(place) -> None:
    until = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)  # given back when the file is closed
            return
        except BlockingIOError:
            if time.monotonic() > until:
                raise _busy() from None
            time.sleep(_TURN_SECONDS)


def _lock_file() -> Path:
    site = keyed_hash("sign-in-place", settings.ROOT_URLCONF)[:12]
    return Path(tempfile.gettempdir()) / f"contest-sign-in-{site}.lock"


def _busy() -> SignInBusy:
    return SignInBusy(_("Many people are signing in at this moment. Please try again in a few seconds."))

"""Access of jurors to their sheets: a link by letter, a code that confirms the device, or the account.

A link holds the term of a juror and its link number, which is incremented to close all links and devices. Alone it
opens nothing: the device is confirmed once by a code to the juror's phone or e-mail address, or the juror's account
is signed in.
"""

from __future__ import annotations

import datetime
from functools import wraps

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from contest_pages.data.capabilities import CapabilitySigner
from contest_pages.data.one_time_codes import CODE_SECONDS, is_one_time_code, one_time_code
from contest_pages.registrations.access.decorators import private

from .models import JuryRoundPage, SeatTerm

_LINK = CapabilitySigner(salt="contest_judging.juror")
_DEVICE = CapabilitySigner(salt="contest_judging.device")
_COOKIE = "contest-juror"
#: So long a code is good at least.
CODE_TIME = datetime.timedelta(seconds=CODE_SECONDS)
#: A confirmed device stays so for the weeks of a usual judging.
_DEVICE_AGE = datetime.timedelta(days=45)


def juror_path(term: SeatTerm) -> str:
    """Return the path of a juror's own list."""
    return reverse("contest_jury_works", args=[_LINK.sign(_value(term))])


def _value(term: SeatTerm) -> str:
    return f"{term.pk}.{term.link_number}"


def term_of(token: str) -> SeatTerm | None:
    """Return the term that a link opens; None where it is altered or closed, or the term has ended."""
    try:
        pk, number = _LINK.unsign(token).split(".")
        terms = SeatTerm.objects.select_related("seat", "member__user")
        return terms.filter(pk=int(pk), link_number=int(number), until_at=None).first()
    except (signing.BadSignature, ValueError):
        return None


def device_code(term: SeatTerm, now: datetime.datetime) -> str:
    """Return the code that confirms a device of a juror around `now`."""
    return one_time_code(now, "juror", term.pk, term.link_number, _place(term))


def is_device_code(typed: str, term: SeatTerm, now: datetime.datetime) -> bool:
    """Say whether the digits typed are the code of a juror at `now`."""
    return bool(_place(term)) and is_one_time_code(
        typed, now, "juror", term.pk, term.link_number, _place(term)
    )


def _place(term: SeatTerm) -> str:
    return term.member.phone or term.member.email


def is_confirmed(request: HttpRequest, term: SeatTerm) -> bool:
    """Say whether this device was confirmed for the term, or the juror's own account is signed in on it."""
    if request.user.is_authenticated and request.user.pk == term.member.user_id:
        return True
    try:
        value = _DEVICE.unsign(request.COOKIES.get(_COOKIE, ""), max_age=_DEVICE_AGE)
    except signing.BadSignature:
        return False
    return value == _value(term)


def confirm_device(request: HttpRequest, response: HttpResponse, term: SeatTerm, token: str) -> None:
    """Let this device open the juror's pages from now on; the cookie goes to addresses below the link alone."""
    response.set_cookie(
        _COOKIE,
        _DEVICE.sign(_value(term)),
        max_age=_DEVICE_AGE,
        path=reverse("contest_jury_works", args=[token]),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def for_link(view):
    """Pass the term of the link's token to the view, on any device; the response is private."""

    @private
    @wraps(view)
    def wrapped(request, token, *args, **kwargs):
        term = term_of(token)
        if term is None:
            return render(request, "contest_judging/juror/wrong_link.html", status=404)
        request.juror_token = token
        return view(request, term, *args, **kwargs)

    return wrapped


def for_juror(view):
    """Pass the term and the round's page to the view on a confirmed device; others confirm it first."""

    @for_link
    @wraps(view)
    def wrapped(request, term, *args, **kwargs):
        if not is_confirmed(request, term):
            if request.POST.get("save") == "auto":
                return JsonResponse(
                    {"message": _("Please open your list again and confirm this device.")}, status=403
                )
            return redirect("contest_jury_device", request.juror_token)
        page = JuryRoundPage.objects.get(pk=term.round_id)
        return view(request, term, page, *args, **kwargs)

    return wrapped


def for_chair(view):
    """Pass the term and the round's page to the view, for the chair and the deputy alone; there is no such page for others."""

    @for_juror
    @wraps(view)
    def wrapped(request, term, page, *args, **kwargs):
        if not term.seat.leads:
            raise Http404
        return view(request, term, page, *args, **kwargs)

    return wrapped
